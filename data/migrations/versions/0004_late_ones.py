"""when a message should have come, if it comes late; when a platform was last reached"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outgoing", sa.Column("was_due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("lane", sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("lane", schema=None) as batch_op:
        batch_op.drop_column("reached_at")
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_column("was_due_at")
