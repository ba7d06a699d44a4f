"""What was counted at the door: an append-only list of operations, folded into totals by ``tally``."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, impersonal, personal, pseudonymous


class OpKind(StrEnum):
    #: This party is here, with so many adults and children.
    HERE = "here"
    #: A walk-in: a guest who had not signed up. Again with the same ``subject`` corrects it.
    WALK_IN = "walk_in"
    #: Takes back what stands under ``subject``.
    UNDO = "undo"
    #: One more (or fewer) who is new in Denmark; a count, never about a person.
    NEW_IN_DENMARK = "new_in_denmark"
    #: One more (or fewer) who is here for the first time.
    FIRST_TIME = "first_time"
    #: "We were about so many", for an evening nobody could count.
    ESTIMATE = "estimate"


class AttendanceOp(Base):
    """One tap at the door. Rows are only added; a repeated one (same ``op_id``) counts once."""

    __tablename__ = "attendance_op"
    __table_args__ = (
        CheckConstraint("adults >= 0 AND children >= 0", name="counts"),
        CheckConstraint("kind <> 'here' OR signup_id IS NOT NULL", name="here_has_party"),
        Index("ix_attendance_op_member_id_received_at", "member_id", "received_at"),
    )

    _guest = personal("finding a guest without a sign-up again", Keep.AFTER_EVENT)
    _party = pseudonymous("which party it is about")
    _counts = impersonal("how many came")
    _last = impersonal("which of two taps is the last")
    _who = pseudonymous("who counted")

    #: Made on the phone, so that a tap sent twice is one tap.
    op_id: Mapped[str] = mapped_column(String(36), unique=True, info=_counts)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True, info=_counts)
    kind: Mapped[OpKind] = mapped_column(enum_column(OpKind), info=_counts)
    #: What it is about: ``party:<number>`` or ``walkin:<op_id of the first>``; empty for counts.
    subject: Mapped[str] = mapped_column(String(60), default="", info=_party)
    signup_id: Mapped[int | None] = mapped_column(ForeignKey("signup.id"), info=_party)
    adults: Mapped[int] = mapped_column(default=0, info=_counts)
    children: Mapped[int] = mapped_column(default=0, info=_counts)
    #: +1 or -1 for the two counts; the number of people for an estimate.
    amount: Mapped[int] = mapped_column(default=0, info=_counts)
    #: A walk-in may say her name and language; purged with the list.
    name: Mapped[str | None] = mapped_column(String(80), info=_guest)
    lang: Mapped[str | None] = mapped_column(String(8), info=_guest)
    #: When it was tapped, by the phone's clock (never later than ``received_at``): decides which is last.
    tapped_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_last)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_last)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=_who)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("phone_session.id"), info=_who)
