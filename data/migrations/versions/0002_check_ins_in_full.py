"""check-ins in full: any rhythm, drafts, a window, questions of a pair's own, suggestions, news of one task"""

import sqlalchemy as sa
from alembic import op


revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dated_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("checkin_plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rule", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("begins", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("turned_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("rarer_after", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("offers_rarer", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Those that took place before had no window.
    op.execute("UPDATE checkin SET since = asked_at, closes_at = asked_at")
    with op.batch_alter_table("checkin", schema=None) as batch_op:
        batch_op.alter_column("since", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.alter_column("closes_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    with op.batch_alter_table("checkin_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("draft", sa.String(length=32), nullable=False, server_default="on_track"))
        batch_op.add_column(sa.Column("because", sa.String(length=32), nullable=False, server_default="quiet"))
        batch_op.add_column(sa.Column("since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("before", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))

    op.create_table(
        "checkin_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("checkin_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_question_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "checkin_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checkin_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["checkin_id"], ["checkin.id"]),
        sa.ForeignKeyConstraint(["question_id"], ["checkin_question.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("checkin_id", "question_id"),
    )
    with op.batch_alter_table("checkin_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_answer_checkin_id"), ["checkin_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_checkin_answer_question_id"), ["question_id"], unique=False)

    op.create_table(
        "checkin_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("checkin_suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_checkin_suggestion_engagement_id"), ["engagement_id"], unique=False)

    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outlook", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagement.id"]),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_engagement_id"), ["engagement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_news_task_id"), ["task_id"], unique=False)


def downgrade() -> None:
    for table in ("news", "checkin_suggestion", "checkin_answer", "checkin_question"):
        op.drop_table(table)
    for table, columns in (
        ("checkin_item", ("said_at", "before", "since", "because", "draft")),
        ("checkin", ("offers_rarer", "closed", "closes_at", "since")),
        ("checkin_plan", ("rarer_after", "turned_at", "begins", "rule")),
        ("task", ("dated_at",)),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
