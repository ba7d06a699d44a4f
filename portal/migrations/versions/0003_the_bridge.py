"""offers, the journal, enquiries, the network, helping hands, the course, and parts that can be switched off

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feature_off",
        sa.Column("feature", sa.String(length=30), nullable=False),
        sa.Column("off_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feature_off")),
        sa.UniqueConstraint("feature", name=op.f("uq_feature_off_feature")),
    )
    op.create_table(
        "helper",
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("form_key", sa.String(length=43), nullable=False),
        sa.Column("agreed_version", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper")),
        sa.UniqueConstraint("form_key", name=op.f("uq_helper_form_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_helper_public_id")),
    )
    op.create_table(
        "enquiry",
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("asker", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("asker_name", sa.LargeBinary(), nullable=True),
        sa.Column("workplace", sa.LargeBinary(), nullable=True),
        sa.Column("asker_phone", sa.LargeBinary(), nullable=True),
        sa.Column("asker_email", sa.LargeBinary(), nullable=True),
        sa.Column("call_her", sa.LargeBinary(), nullable=True),
        sa.Column("her_phone", sa.LargeBinary(), nullable=True),
        sa.Column("reach", sa.String(length=30), nullable=True),
        sa.Column("reach_when", sa.String(length=30), nullable=True),
        sa.Column("spoken", sa.String(length=8), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("theme", sa.String(length=30), nullable=True),
        sa.Column("soon", sa.String(length=30), nullable=False),
        sa.Column("agreed_version", sa.String(length=20), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("form_key", sa.String(length=43), nullable=False),
        sa.Column("called_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_local", sa.DateTime(), nullable=True),
        sa.Column("meeting_place", sa.LargeBinary(), nullable=True),
        sa.Column("mother_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=30), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_enquiry_area_id_area")),
        sa.ForeignKeyConstraint(["mother_id"], ["member.id"], name=op.f("fk_enquiry_mother_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sa.UniqueConstraint("form_key", name=op.f("uq_enquiry_form_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_enquiry_public_id")),
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_mother_id"), ["mother_id"], unique=False)
        batch_op.create_index("ix_enquiry_state_received_at", ["state", "received_at"], unique=False)

    op.create_table(
        "experience_record",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_experience_record_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experience_record")),
    )
    with op.batch_alter_table("experience_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_experience_record_member_id"), ["member_id"], unique=False)

    op.create_table(
        "host_wish",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_host_wish_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_wish")),
    )
    with op.batch_alter_table("host_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_host_wish_member_id"), ["member_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("theme", sa.String(length=30), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=30), nullable=False),
        sa.Column("children", sa.String(length=30), nullable=False),
        sa.Column("cost_dkk", sa.Integer(), nullable=True),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("starts_local", sa.Time(), nullable=True),
        sa.Column("ends_local", sa.Time(), nullable=True),
        sa.Column("by_appointment", sa.Boolean(), nullable=False),
        sa.Column("drop_in", sa.Boolean(), nullable=False),
        sa.Column("place_name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("landmark", sa.String(length=200), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("step_free", sa.String(length=30), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interpreter", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("cost_dkk IS NULL OR cost_dkk >= 0", name=op.f("ck_offer_cost")),
        sa.CheckConstraint("ends_local IS NULL OR starts_local IS NOT NULL", name=op.f("ck_offer_times")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_offer_area_id_area")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["member.id"], name=op.f("fk_offer_confirmed_by_id_member")),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_offer_created_by_id_member")),
        sa.ForeignKeyConstraint(["organiser_id"], ["partner.id"], name=op.f("fk_offer_organiser_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("code", name=op.f("uq_offer_code")),
    )
    op.create_table(
        "conversation",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("mother_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("helps", sa.JSON(), nullable=False),
        sa.Column("quarters", sa.Integer(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("words_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarters IS NULL OR quarters > 0", name=op.f("ck_conversation_quarters")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_conversation_contact_id_contact")),
        sa.ForeignKeyConstraint(["mother_id"], ["member.id"], name=op.f("fk_conversation_mother_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index("ix_conversation_mother_id_day", ["mother_id", "day"], unique=False)

    op.create_table(
        "course",
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("becoming", sa.String(length=30), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("announced", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_course_seats")),
        sa.CheckConstraint("share BETWEEN 1 AND 100", name=op.f("ck_course_share")),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_course_created_by_id_member")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_course_series_id_series")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("series_id", name=op.f("uq_course_series_id")),
    )
    op.create_table(
        "enquiry_ask",
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("mother_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(length=30), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"], name=op.f("fk_enquiry_ask_enquiry_id_enquiry")),
        sa.ForeignKeyConstraint(["mother_id"], ["member.id"], name=op.f("fk_enquiry_ask_mother_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_ask")),
    )
    with op.batch_alter_table("enquiry_ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_ask_enquiry_id"), ["enquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_ask_mother_id"), ["mother_id"], unique=False)

    op.create_table(
        "hand_over",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("along", sa.JSON(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_hand_over_contact_id_contact")),
        sa.ForeignKeyConstraint(["from_id"], ["member.id"], name=op.f("fk_hand_over_from_id_member")),
        sa.ForeignKeyConstraint(["to_id"], ["member.id"], name=op.f("fk_hand_over_to_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    with op.batch_alter_table("hand_over", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hand_over_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hand_over_to_id"), ["to_id"], unique=False)

    op.create_table(
        "offer_text",
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("practical", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_text_offer_id_offer")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["member.id"], name=op.f("fk_offer_text_updated_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_text")),
        sa.UniqueConstraint("offer_id", "lang", name=op.f("uq_offer_text_offer_id_lang")),
    )
    op.create_table(
        "agenda_point",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_agenda_point_event_id_event")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_agenda_point_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_point")),
    )
    with op.batch_alter_table("agenda_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_point_event_id"), ["event_id"], unique=False)

    op.create_table(
        "course_interest",
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("becoming", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("form_key", sa.String(length=43), nullable=False),
        sa.Column("agreed_version", sa.String(length=20), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_course_interest_area_id_area")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_interest_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_interest")),
        sa.UniqueConstraint("form_key", name=op.f("uq_course_interest_form_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_course_interest_public_id")),
    )
    with op.batch_alter_table("course_interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_interest_course_id"), ["course_id"], unique=False)
        batch_op.create_index("ix_course_interest_state_created_at", ["state", "created_at"], unique=False)

    op.create_table(
        "introduction",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("took_part", sa.String(length=30), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_introduction_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_introduction_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_introduction")),
    )
    with op.batch_alter_table("introduction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_introduction_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_introduction_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "meeting_reply",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_meeting_reply_event_id_event")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_meeting_reply_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_reply")),
        sa.UniqueConstraint("event_id", "member_id", name=op.f("uq_meeting_reply_event_id_member_id")),
    )
    with op.batch_alter_table("meeting_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_reply_member_id"), ["member_id"], unique=False)

    op.create_table(
        "minutes",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_minutes_event_id_event")),
        sa.ForeignKeyConstraint(["updated_by_id"], ["member.id"], name=op.f("fk_minutes_updated_by_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("event_id", "lang", name=op.f("uq_minutes_event_id_lang")),
    )
    op.create_table(
        "minutes_seen",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_minutes_seen_event_id_event")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_minutes_seen_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_seen")),
        sa.UniqueConstraint("event_id", "member_id", name=op.f("uq_minutes_seen_event_id_member_id")),
    )
    with op.batch_alter_table("minutes_seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_seen_member_id"), ["member_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["member.id"], name=op.f("fk_notice_created_by_id_member")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_notice_event_id_event")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_notice_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "talk_wish",
        sa.Column("mother_id", sa.Integer(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_talk_wish_event_id_event")),
        sa.ForeignKeyConstraint(["mother_id"], ["member.id"], name=op.f("fk_talk_wish_mother_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_wish")),
    )
    with op.batch_alter_table("talk_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_wish_mother_id"), ["mother_id"], unique=False)

    op.create_table(
        "course_participant",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_participant_course_id_course")),
        sa.ForeignKeyConstraint(
            ["interest_id"], ["course_interest.id"], name=op.f("fk_course_participant_interest_id_course_interest")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_course_participant_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_participant")),
        sa.UniqueConstraint("interest_id", name=op.f("uq_course_participant_interest_id")),
        sa.UniqueConstraint("member_id", name=op.f("uq_course_participant_member_id")),
    )
    with op.batch_alter_table("course_participant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_participant_course_id"), ["course_id"], unique=False)

    op.create_table(
        "notice_seen",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_notice_seen_member_id_member")),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_seen_notice_id_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_seen")),
        sa.UniqueConstraint("notice_id", "member_id", name=op.f("uq_notice_seen_notice_id_member_id")),
    )
    with op.batch_alter_table("notice_seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_seen_member_id"), ["member_id"], unique=False)

    op.create_table(
        "notice_text",
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_text_notice_id_notice")),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["member.id"], name=op.f("fk_notice_text_updated_by_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_text")),
        sa.UniqueConstraint("notice_id", "lang", name=op.f("uq_notice_text_notice_id_lang")),
    )
    op.create_table(
        "course_attendance",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_course_attendance_event_id_event")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["course_participant.id"],
            name=op.f("fk_course_attendance_participant_id_course_participant"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_attendance")),
        sa.UniqueConstraint(
            "participant_id", "event_id", name=op.f("uq_course_attendance_participant_id_event_id")
        ),
    )
    with op.batch_alter_table("course_attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_course_attendance_event_id"), ["event_id"], unique=False)

    op.create_table(
        "task_take",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("signup_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=True),
        sa.Column("contains", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["signup_id"], ["signup.id"], name=op.f("fk_task_take_signup_id_signup")),
        sa.ForeignKeyConstraint(["task_id"], ["event_task.id"], name=op.f("fk_task_take_task_id_event_task")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_take")),
        sa.UniqueConstraint("task_id", "signup_id", name=op.f("uq_task_take_task_id_signup_id")),
    )
    with op.batch_alter_table("task_take", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_take_signup_id"), ["signup_id"], unique=False)

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_touch_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("from_contact_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_contact_from_contact_id"), ["from_contact_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_contact_from_contact_id_contact"), "contact", ["from_contact_id"], ["id"]
        )

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reached", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("link", sa.String(length=300), nullable=False, server_default=""))
        batch_op.create_check_constraint(batch_op.f("ck_event_reached"), "reached IS NULL OR reached >= 0")

    with op.batch_alter_table("event_task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lang", sa.String(length=8), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("at_local", sa.Time(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_event_task_event_id_kind"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_event_task_event_id_kind_lang"), ["event_id", "kind", "lang"]
        )

    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("written_to_on", sa.Date(), nullable=True))

    with op.batch_alter_table("signup", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by_task", sa.Boolean(), nullable=False, server_default=sa.false()))
