"""The list of interest, courses, who takes part in one, and who was there."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.areas import Area
from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import WHOM_TO_ASK, Keep, impersonal, personal, pseudonymous, secret
from portal.events.models import Event, Series


class Becoming(StrEnum):
    """What somebody would like to become."""

    MOTHER = "mother"
    FATHER = "father"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


class InterestState(StrEnum):
    """Where somebody on the list stands."""

    WAITING = "waiting"
    INVITED = "invited"
    #: She said yes and is a participant.
    JOINED = "joined"
    #: Not this time; she keeps her place on the list.
    NOT_NOW = "not_now"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


_LABELS = {
    Becoming.MOTHER: _("A neighbourhood mother"),
    Becoming.FATHER: _("A neighbourhood father"),
    InterestState.WAITING: _("On the list"),
    InterestState.INVITED: _("Invited"),
    InterestState.JOINED: _("Takes part"),
    InterestState.NOT_NOW: _("Not this time"),
    InterestState.WITHDRAWN: _("Off the list"),
}


class Course(Base):
    """A course for those who want to become a mother; its evenings are the events of a series."""

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("share BETWEEN 1 AND 100", name="share"),
        CheckConstraint("seats >= 1", name="seats"),
    )

    _planning = impersonal("planning it")

    #: None until its dates are known: it is planned, and the public page says so.
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), unique=True, info=_planning)
    becoming: Mapped[Becoming] = mapped_column(enum_column(Becoming), default=Becoming.MOTHER, info=_planning)
    seats: Mapped[int] = mapped_column(info=_planning)
    #: Per cent of the evenings that complete it.
    share: Mapped[int] = mapped_column(default=80, info=_planning)
    #: Whether the public page tells of it.
    announced: Mapped[bool] = mapped_column(default=False, info=_planning)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_planning)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=WHOM_TO_ASK)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_planning)

    series: Mapped[Series | None] = relationship()
    participants: Mapped[list["CourseParticipant"]] = relationship(
        back_populates="course", order_by="CourseParticipant.id"
    )


class CourseInterest(Base):
    """Somebody would like to take the course. Off the list, what tells who it was is blanked."""

    __tablename__ = "course_interest"
    __table_args__ = (Index("ix_course_interest_state_created_at", "state", "created_at"),)

    _inviting = personal("inviting her", Keep.INTEREST)
    _link = secret("the link by which she answers or leaves the list")
    _next_course = pseudonymous("whom the next course would be for")
    _order = pseudonymous("the order of the list; who was invited")

    #: Part of the link by which somebody answers an invitation, or leaves the list.
    public_id: Mapped[str] = mapped_column(String(12), unique=True, info=_link)
    becoming: Mapped[Becoming] = mapped_column(enum_column(Becoming), info=_next_course)
    state: Mapped[InterestState] = mapped_column(
        enum_column(InterestState), default=InterestState.WAITING, info=_order
    )
    name: Mapped[str | None] = mapped_column(Encrypted, info=_inviting)
    phone: Mapped[str | None] = mapped_column(Encrypted, info=_inviting)
    email: Mapped[str | None] = mapped_column(Encrypted, info=_inviting)
    languages: Mapped[list[str]] = mapped_column(default=list, info=_next_course)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), info=_next_course)
    lang: Mapped[str] = mapped_column(String(8), info=_next_course)
    form_key: Mapped[str] = mapped_column(String(43), unique=True, info=_link)
    agreed_version: Mapped[str] = mapped_column(String(20), info=_order)
    #: The course she is invited to, or takes part in.
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True, info=_order)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_order)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_order)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_order)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_order)

    area: Mapped[Area | None] = relationship()


class CourseParticipant(Base):
    """Somebody who takes part in a course."""

    __tablename__ = "course_participant"

    _completed = pseudonymous("how many completed it")

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True, info=_completed)
    interest_id: Mapped[int | None] = mapped_column(ForeignKey("course_interest.id"), unique=True, info=_completed)
    #: Blanked when the course has been over for some time, or she has an account.
    name: Mapped[str | None] = mapped_column(Encrypted, info=personal("the list of an evening", Keep.COURSE))
    #: The account that completing led to.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), unique=True, info=_completed)
    joined_on: Mapped[date] = mapped_column(info=_completed)
    left_on: Mapped[date | None] = mapped_column(info=_completed)
    completed_on: Mapped[date | None] = mapped_column(info=_completed)

    course: Mapped[Course] = relationship(back_populates="participants")
    interest: Mapped[CourseInterest | None] = relationship()


class CourseAttendance(Base):
    """Somebody was there on an evening of the course."""

    __tablename__ = "course_attendance"
    __table_args__ = (UniqueConstraint("participant_id", "event_id"),)

    _there = pseudonymous("who has completed it")

    participant_id: Mapped[int] = mapped_column(ForeignKey("course_participant.id"), info=_there)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True, info=_there)

    event: Mapped[Event] = relationship()
