"""series, templates, tasks, placements, and better ways to say things

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_placement_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("code", name=op.f("uq_placement_code")),
    )
    op.create_table(
        "series",
        sa.Column("repeat", sa.String(length=30), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_series_created_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "wording_suggestion",
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("context", sa.String(length=80), nullable=True),
        sa.Column("msgid", sa.Text(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("current", sa.Text(), nullable=False),
        sa.Column("proposed", sa.Text(), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_wording_suggestion_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording_suggestion")),
    )
    with op.batch_alter_table("wording_suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wording_suggestion_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_wording_suggestion_lang"), ["lang"], unique=False)

    op.create_table(
        "event_task",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("wanted >= 0 AND taken >= 0", name=op.f("ck_event_task_counts")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_task_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_task")),
        sa.UniqueConstraint("event_id", "kind", name=op.f("uq_event_task_event_id_kind")),
    )
    op.create_table(
        "kind_template",
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_kind_template_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kind_template")),
        sa.UniqueConstraint("kind", name=op.f("uq_kind_template_kind")),
    )
    with op.batch_alter_table("kind_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kind_template_event_id"), ["event_id"], unique=False)

    op.create_table(
        "poster_visit",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("visits > 0", name=op.f("ck_poster_visit_visits")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_poster_visit_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poster_visit")),
        sa.UniqueConstraint("event_id", "place", "day", name=op.f("uq_poster_visit_event_id_place_day")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("by_hand", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.create_index(batch_op.f("ix_event_series_id"), ["series_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_event_series_id_series"), "series", ["series_id"], ["id"])

    with op.batch_alter_table("signup", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaced_by_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_signup_phone"), ["phone"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_signup_replaced_by_id_signup"), "signup", ["replaced_by_id"], ["id"]
        )
