"""Stories and quotes, the lines of the mothers, and what was answered in interviews."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Member
from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, personal, pseudonymous, sensitive
from portal.events.models import Event


class StoryPart(StrEnum):
    """The part of the report that a story stands in."""

    BRIDGES = "bridges"
    NETWORKS = "networks"
    MOTHERS = "mothers"
    INDIVIDUAL = "individual"
    INFORMATION = "information"
    SOCIAL = "social"
    VISIBILITY = "visibility"
    ATTENTION = "attention"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


class Shape(StrEnum):
    """How a story stands in the report."""

    #: Words of somebody, between quotation marks.
    QUOTE = "quote"
    #: What happened, told by the coordinator.
    STORY = "story"
    #: A point with nobody in it: an example of what was done, or what to be aware of.
    POINT = "point"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


class Speaker(StrEnum):
    """Who said it, or was interviewed. Never a name."""

    MOTHER = "mother"
    RESIDENT = "resident"
    PROFESSIONAL = "professional"
    AREA = "area"
    PARTNER = "partner"
    COORDINATOR = "coordinator"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


_LABELS: dict[StrEnum, LazyString] = {
    StoryPart.BRIDGES: _("Bridges"),
    StoryPart.NETWORKS: _("New networks"),
    StoryPart.MOTHERS: _("The mothers themselves"),
    StoryPart.INDIVIDUAL: _("Individual contacts"),
    StoryPart.INFORMATION: _("Information on offers"),
    StoryPart.SOCIAL: _("Social activities"),
    StoryPart.VISIBILITY: _("Making ourselves known"),
    StoryPart.ATTENTION: _("Points of attention"),
    Shape.QUOTE: _("A quote"),
    Shape.STORY: _("A story"),
    Shape.POINT: _("A point, with nobody in it"),
    Speaker.MOTHER: _("A neighbourhood mother"),
    Speaker.RESIDENT: _("A resident"),
    Speaker.PROFESSIONAL: _("A professional"),
    Speaker.AREA: _("Somebody who works in the area"),
    Speaker.PARTNER: _("A partner"),
    Speaker.COORDINATOR: _("The coordinator"),
}


class Story(Base):
    """A quote, a story or a point that the coordinator has picked for the report."""

    __tablename__ = "story"
    __table_args__ = (
        CheckConstraint("shape = 'point' OR text IS NULL OR agreed_at IS NOT NULL", name="agreed"),
        Index("ix_story_day", "day"),
    )

    _text = sensitive("the report; only if whoever it is about agreed", Keep.STORY)
    _agreed = pseudonymous("that whoever it is about agreed, and to which wording")
    _where = pseudonymous("where it stands in the report")

    part: Mapped[StoryPart] = mapped_column(enum_column(StoryPart), info=_where)
    shape: Mapped[Shape] = mapped_column(enum_column(Shape), info=_where)
    #: None once it was taken back.
    text: Mapped[str | None] = mapped_column(Encrypted, info=_text)
    #: The language it is written in.
    lang: Mapped[str] = mapped_column(String(8), info=_where)
    speaker: Mapped[Speaker | None] = mapped_column(enum_column(Speaker), info=_where)
    #: The day it is about: it stands in the report of a period with this day.
    day: Mapped[date] = mapped_column(info=_where)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True, info=_where)
    #: When "whoever it is about has agreed" was ticked, and its wording; a point needs none.
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_agreed)
    agreed_version: Mapped[str | None] = mapped_column(String(20), info=_agreed)
    #: Not in the report for now.
    put_aside_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_where)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_where)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_where)

    event: Mapped[Event | None] = relationship()

    @property
    def on(self) -> date:
        """The day it stands at in the report: of a point that is an event, the day of that event."""
        return self.event.starts_local.date() if self.event else self.day


class MotherLine(Base):
    """What a mother says of her own time with us, for the report; the newest counts. Hers to take back."""

    __tablename__ = "mother_line"

    _whose = pseudonymous("whose line it is")

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_whose)
    #: None once she took it back or wrote another.
    text: Mapped[str | None] = mapped_column(Encrypted, info=personal("the report", Keep.LINE))
    lang: Mapped[str] = mapped_column(String(8), info=_whose)
    #: Whether her first name may stand below it.
    named: Mapped[bool] = mapped_column(default=False, info=_whose)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_whose)

    member: Mapped[Member] = relationship()

    @property
    def first_name(self) -> str:
        """What may stand below it where she said so."""
        return self.member.name.split()[0]


class Interview(Base):
    """A talk by the guide. The answers go when their time is up; what became a story stays as a story."""

    __tablename__ = "interview"

    _answers = sensitive("the stories of the report", Keep.INTERVIEW)
    _agreed = pseudonymous("that she agreed, and to which wording")
    _counted = pseudonymous("how many were interviewed")

    speaker: Mapped[Speaker] = mapped_column(enum_column(Speaker), info=_counted)
    day: Mapped[date] = mapped_column(info=_counted)
    #: What was answered, by the key of the question, as JSON; None once it was blanked.
    answers: Mapped[str | None] = mapped_column(Encrypted, info=_answers)
    #: The language the answers are noted in.
    lang: Mapped[str] = mapped_column(String(8), info=_counted)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_agreed)
    agreed_version: Mapped[str | None] = mapped_column(String(20), info=_agreed)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_counted)
