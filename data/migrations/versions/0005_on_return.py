"""what has waited for somebody to be back"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outgoing", sa.Column("waited", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.alter_column("waited", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_column("waited")
