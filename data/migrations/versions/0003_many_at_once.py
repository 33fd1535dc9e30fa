"""what a great many rows that are due at once are found by: in order, and by whom they are for"""

from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_timer_due_at", table_name="timer")
    op.create_index("ix_timer_due_at", "timer", ["due_at", "id"])
    op.drop_index("ix_outgoing_waiting", table_name="outgoing")
    op.create_index("ix_outgoing_waiting", "outgoing", ["state", "not_before", "id"])
    op.drop_index("ix_outgoing_account_id", table_name="outgoing")
    op.create_index("ix_outgoing_account", "outgoing", ["account_id", "state", "not_before"])
    op.create_index("ix_outgoing_admitted", "outgoing", ["account_id", "admitted_at"])


def downgrade() -> None:
    op.drop_index("ix_outgoing_admitted", table_name="outgoing")
    op.drop_index("ix_outgoing_account", table_name="outgoing")
    op.create_index("ix_outgoing_account_id", "outgoing", ["account_id"])
    op.drop_index("ix_outgoing_waiting", table_name="outgoing")
    op.create_index("ix_outgoing_waiting", "outgoing", ["state", "not_before"])
    op.drop_index("ix_timer_due_at", table_name="timer")
    op.create_index("ix_timer_due_at", "timer", ["due_at"])
