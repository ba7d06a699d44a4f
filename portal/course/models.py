"""The list of interest, courses, who takes part in one, and who was there."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.areas import Area
from portal.columns import choice
from portal.crypto import Encrypted
from portal.db import Base, UtcDateTime
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
    """A course: its evenings are the events of a series."""

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("share BETWEEN 1 AND 100", name="share"),
        CheckConstraint("seats >= 1", name="seats"),
    )

    #: None until its dates are known: it is planned, and the public page says so.
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), unique=True)
    becoming: Mapped[Becoming] = mapped_column(choice(Becoming), default=Becoming.MOTHER)
    seats: Mapped[int]
    #: Per cent of the evenings that complete it.
    share: Mapped[int] = mapped_column(default=80)
    #: Whether the public page tells of it.
    announced: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    series: Mapped[Series | None] = relationship()
    participants: Mapped[list["CourseParticipant"]] = relationship(
        back_populates="course", order_by="CourseParticipant.id"
    )


class CourseInterest(Base):
    """Somebody would like to take the course. Off the list, what tells who it was is blanked."""

    __tablename__ = "course_interest"
    __table_args__ = (Index("ix_course_interest_state_created_at", "state", "created_at"),)

    #: Part of the link by which somebody answers an invitation, or leaves the list.
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    becoming: Mapped[Becoming] = mapped_column(choice(Becoming))
    state: Mapped[InterestState] = mapped_column(choice(InterestState), default=InterestState.WAITING)
    name: Mapped[str | None] = mapped_column(Encrypted)
    phone: Mapped[str | None] = mapped_column(Encrypted)
    email: Mapped[str | None] = mapped_column(Encrypted)
    languages: Mapped[list[str]] = mapped_column(default=list)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    lang: Mapped[str] = mapped_column(String(8))
    form_key: Mapped[str] = mapped_column(String(43), unique=True)
    agreed_version: Mapped[str] = mapped_column(String(20))
    #: The course she is invited to, or takes part in.
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    area: Mapped[Area | None] = relationship()


class CourseParticipant(Base):
    """Somebody who takes part in a course."""

    __tablename__ = "course_participant"

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    interest_id: Mapped[int | None] = mapped_column(ForeignKey("course_interest.id"), unique=True)
    #: Blanked when the course has been over for some time, or she has an account.
    name: Mapped[str | None] = mapped_column(Encrypted)
    #: The account that completing led to.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), unique=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    completed_on: Mapped[date | None]

    course: Mapped[Course] = relationship(back_populates="participants")
    interest: Mapped[CourseInterest | None] = relationship()


class CourseAttendance(Base):
    """Somebody was there on an evening of the course."""

    __tablename__ = "course_attendance"
    __table_args__ = (UniqueConstraint("participant_id", "event_id"),)

    participant_id: Mapped[int] = mapped_column(ForeignKey("course_participant.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    noted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    event: Mapped[Event] = relationship()
