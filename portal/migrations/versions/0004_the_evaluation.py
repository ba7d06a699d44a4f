"""funders and expenses, goals, stories, interviews, and editions of the report

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "funder",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder")),
        sa.UniqueConstraint("name", name=op.f("uq_funder_name")),
    )
    op.create_table(
        "quarter_count",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_quarter_count_quarter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_count")),
        sa.UniqueConstraint("year", "quarter", name=op.f("uq_quarter_count_year_quarter")),
    )
    op.create_table(
        "edition",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stretch", sa.String(length=30), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name=op.f("fk_edition_made_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("year", "stretch", name=op.f("uq_edition_year_stretch")),
    )
    op.create_table(
        "funder_area",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_funder_area_area_id_area")),
        sa.ForeignKeyConstraint(["funder_id"], ["funder.id"], name=op.f("fk_funder_area_funder_id_funder")),
        sa.PrimaryKeyConstraint("funder_id", "area_id", name=op.f("pk_funder_area")),
    )
    op.create_table(
        "funding",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount_ore", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_funding_amount")),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_funding_created_by_id_member")),
        sa.ForeignKeyConstraint(["funder_id"], ["funder.id"], name=op.f("fk_funding_funder_id_funder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding")),
        sa.UniqueConstraint("funder_id", "year", name=op.f("uq_funding_funder_id_year")),
    )
    with op.batch_alter_table("funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_funding_year"), ["year"], unique=False)

    op.create_table(
        "goal",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("target > 0", name=op.f("ck_goal_target")),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_goal_created_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("year", "figure", name=op.f("uq_goal_year_figure")),
    )
    op.create_table(
        "interview",
        sa.Column("speaker", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_version", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_interview_created_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
    )
    op.create_table(
        "mother_line",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_mother_line_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mother_line")),
    )
    with op.batch_alter_table("mother_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mother_line_member_id"), ["member_id"], unique=False)

    op.create_table(
        "expense",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=120), nullable=False),
        sa.Column("amount_ore", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(length=43), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_ore > 0", name=op.f("ck_expense_amount")),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_expense_created_by_id_member")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_expense_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expense")),
        sa.UniqueConstraint("form_key", name=op.f("uq_expense_form_key")),
    )
    with op.batch_alter_table("expense", schema=None) as batch_op:
        batch_op.create_index("ix_expense_event_id", ["event_id"], unique=False)

    op.create_table(
        "story",
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("shape", sa.String(length=30), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("speaker", sa.String(length=30), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_version", sa.String(length=20), nullable=True),
        sa.Column("put_aside_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "shape = 'point' OR text IS NULL OR agreed_at IS NOT NULL", name=op.f("ck_story_agreed")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_story_created_by_id_member")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_story_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.create_index("ix_story_day", ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_event_id"), ["event_id"], unique=False)
