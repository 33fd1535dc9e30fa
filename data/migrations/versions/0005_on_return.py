"""what has waited for somebody to be back; the id of an absence that was taken back is not used again"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A program of before, which knows nothing of it, may still be running on PostgreSQL.
    op.add_column("outgoing", sa.Column("waited", sa.Boolean(), nullable=False, server_default=sa.false()))
    if op.get_context().dialect.name == "sqlite":
        with op.batch_alter_table("absence", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_column("waited")
    if op.get_context().dialect.name == "sqlite":
        with op.batch_alter_table("absence", recreate="always", table_kwargs={"sqlite_autoincrement": False}):
            pass
