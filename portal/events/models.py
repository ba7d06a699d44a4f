"""Events, their texts in each language, who of us takes part, and the partners we do things with."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as _p
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Member
from portal.core.areas import Area
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.i18n import to_instant
from portal.core.personal_data import WHOM_TO_ASK, Keep, impersonal, personal, pseudonymous
from portal.events.fact_columns import fact, tick
from portal.events.facts import Audience, Cancelled, Children, StepFree
from portal.events.kinds import Kind

#: In the ``info`` of a column that points at an event: the row goes with a draft that is thrown away. A draft at
#: which any other row points stays (``planning/discards.py``).
GOES_WITH_DRAFT: Final = {"goes_with_draft": True}


class Status(StrEnum):
    """Where an event stands. A published event is cancelled, never deleted: its code is on paper."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class TextState(StrEnum):
    """Whether a translation still says what the Danish text says."""

    UP_TO_DATE = "up_to_date"
    OUTDATED = "outdated"
    MACHINE = "machine"


class Repeat(StrEnum):
    """How the dates of a series were chosen."""

    WEEKLY = "weekly"
    #: The same weekday of the month: the first Friday, the last Sunday.
    MONTHLY = "monthly"
    BY_HAND = "by_hand"


class Partner(Base):
    """An association, house or authority that invites, and that our mothers support."""

    __tablename__ = "partner"

    _who = impersonal("who invites")

    slug: Mapped[str] = mapped_column(String(40), unique=True, info=_who)
    name: Mapped[str] = mapped_column(String(120), info=_who)


class Series(Base):
    """A row of events of one origin. Each date is an event of its own, with a code and a list of its own."""

    __tablename__ = "series"

    _dates = impersonal("changing all dates at once")

    repeat: Mapped[Repeat] = mapped_column(enum_column(Repeat), info=_dates)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_dates)


class Event(Base):
    """Anything the group does together: a meal, a market, a meeting, an evening of the course."""

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_local > starts_local", name="order"),
        CheckConstraint("closes_local IS NULL OR closes_local <= starts_local", name="closes"),
        CheckConstraint("seats IS NULL OR seats >= 0", name="seats"),
        CheckConstraint("cost_dkk >= 0", name="cost"),
        CheckConstraint("reached IS NULL OR reached >= 0", name="reached"),
        Index("ix_event_starts_local", "starts_local"),
        Index("ix_event_kind_starts_local", "kind", "starts_local"),
    )

    _invitation = impersonal("the invitation; the report")
    _place = personal(
        "where it is; personal only where the event is in a home, and blanked only there", Keep.AFTER_EVENT
    )

    #: The columns of a place are one fact to whoever changes it.
    _where = fact(_p("changed", "the place"), group="place")

    #: What the poster's QR code and the telephone say; never used twice.
    code: Mapped[str] = mapped_column(String(8), unique=True, info=_invitation)
    kind: Mapped[Kind] = mapped_column(enum_column(Kind), info=_invitation | fact(_p("changed", "the kind")))
    #: None where we are the organiser ourselves.
    organiser_id: Mapped[int | None] = mapped_column(
        ForeignKey("partner.id"), info=_invitation | fact(_p("changed", "who invites"))
    )
    audience: Mapped[Audience] = mapped_column(
        enum_column(Audience), default=Audience.EVERYONE, info=_invitation | fact(_p("changed", "who may come"))
    )
    status: Mapped[Status] = mapped_column(enum_column(Status), default=Status.DRAFT, info=_invitation)
    cancel_reason: Mapped[Cancelled | None] = mapped_column(enum_column(Cancelled), info=_invitation)

    starts_local: Mapped[datetime] = mapped_column(info=_invitation)
    ends_local: Mapped[datetime] = mapped_column(info=_invitation)
    #: When the list closes for the public; at the start where nothing is said.
    closes_local: Mapped[datetime | None] = mapped_column(info=_invitation)
    #: Where it stood in the calendar before it was moved.
    moved_from_local: Mapped[datetime | None] = mapped_column(info=_invitation)
    #: The place that was announced, where it has changed since; never a home.
    moved_from_place: Mapped[str | None] = mapped_column(String(400), info=_invitation)

    place_name: Mapped[str] = mapped_column(String(120), default="", info=_place | _where)
    address: Mapped[str] = mapped_column(String(200), default="", info=_place | _where)
    landmark: Mapped[str] = mapped_column(String(200), default="", info=_place | _where)
    #: In somebody's home: the address is told only to those who come.
    at_home: Mapped[bool] = mapped_column(default=False, info=_invitation | _where)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), info=_invitation | _where)

    #: None where everyone fits in.
    seats: Mapped[int | None] = mapped_column(info=_invitation | fact(_p("changed", "the seats")))
    cost_dkk: Mapped[int] = mapped_column(default=0, info=_invitation | fact(_p("changed", "the price")))
    children: Mapped[Children] = mapped_column(
        enum_column(Children), default=Children.WELCOME, info=_invitation | fact(_p("changed", "children"))
    )
    step_free: Mapped[StepFree] = mapped_column(
        enum_column(StepFree), default=StepFree.NOT_KNOWN, info=_invitation | fact(_p("changed", "stairs"))
    )
    food: Mapped[list[str]] = mapped_column(default=list, info=_invitation | fact(_p("changed", "the food")))
    languages: Mapped[list[str]] = mapped_column(
        default=list, info=_invitation | fact(_p("changed", "the languages"))
    )
    interpreter: Mapped[list[str]] = mapped_column(
        default=list, info=_invitation | fact(_p("changed", "the interpreter"))
    )
    bring: Mapped[list[str]] = mapped_column(
        default=list, info=_invitation | fact(_p("changed", "what guests bring"))
    )
    no_photos: Mapped[bool] = mapped_column(
        default=False,
        info=_invitation | tick(_("Nobody takes photos"), "camera-off", _p("changed", "photos")),
    )
    met_at_door: Mapped[bool] = mapped_column(
        default=False,
        info=_invitation
        | tick(_("Someone meets you at the door"), "door", _p("changed", "who meets you at the door")),
    )
    #: About how many read, heard or saw us, where it made us known in town; None where nobody can say.
    reached: Mapped[int | None] = mapped_column(info=_invitation)
    #: Where it can be read or seen, such as an article.
    link: Mapped[str] = mapped_column(String(300), default="", info=_invitation)
    #: It made us known in town and was written down when it had happened: nobody was invited to it.
    only_noted: Mapped[bool] = mapped_column(default=False, info=_invitation)

    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True, info=_invitation)
    #: What was changed on this date of a series by hand (names of fields): a change to all dates leaves it alone.
    by_hand: Mapped[list[str]] = mapped_column(default=list, info=_invitation)

    #: Grows with every change that a reader could see; the calendar's SEQUENCE and the page cache's key.
    version: Mapped[int] = mapped_column(default=1, info=_invitation)
    #: The number the next ticket gets.
    next_number: Mapped[int] = mapped_column(default=1, info=_invitation)
    first_full_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_invitation)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_invitation)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=WHOM_TO_ASK)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_invitation)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_invitation)

    series: Mapped[Series | None] = relationship()
    organiser: Mapped[Partner | None] = relationship()
    area: Mapped[Area | None] = relationship()
    texts: Mapped[list["EventText"]] = relationship(back_populates="event", cascade="all, delete-orphan")
    mothers: Mapped[list["EventMother"]] = relationship(back_populates="event", cascade="all, delete-orphan")

    @property
    def starts_at(self) -> datetime:
        return to_instant(self.starts_local)

    @property
    def ends_at(self) -> datetime:
        return to_instant(self.ends_local)

    @property
    def closes_at(self) -> datetime:
        """The instant from which the public can no longer sign up."""
        return to_instant(self.closes_local or self.starts_local)

    @property
    def public(self) -> bool:
        return self.status is not Status.DRAFT and self.audience is not Audience.MOTHERS

    def text(self, lang: str) -> "EventText | None":
        """Its words in one language, if somebody wrote them."""
        return next((text for text in self.texts if text.lang == lang), None)


class TextColumns:
    """The words of an event or of an offer in one language, and how they stand to the Danish ones."""

    _words = impersonal("the words that readers see")
    _translating = pseudonymous("whom to ask about a translation")

    lang: Mapped[str] = mapped_column(String(8), info=_words)
    title: Mapped[str] = mapped_column(String(120), info=_words)
    description: Mapped[str] = mapped_column(Text, default="", info=_words)
    practical: Mapped[str] = mapped_column(Text, default="", info=_words)
    state: Mapped[TextState] = mapped_column(enum_column(TextState), default=TextState.UP_TO_DATE, info=_words)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_words)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=_translating)


class EventText(TextColumns, Base):
    """An event's own words in one language; kind and facts say the rest."""

    __tablename__ = "event_text"
    __table_args__ = (UniqueConstraint("event_id", "lang"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id"), info=impersonal("the invitation") | GOES_WITH_DRAFT
    )

    event: Mapped[Event] = relationship(back_populates="texts")


class EventMother(Base):
    """A mother's part in an event: planned as a host, and whether she took part."""

    __tablename__ = "event_mother"
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)

    _part = pseudonymous("who is a host; the record of her experience")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_part | GOES_WITH_DRAFT)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_part)
    hosting: Mapped[bool] = mapped_column(default=False, info=_part)
    took_part: Mapped[bool] = mapped_column(default=False, info=_part)

    event: Mapped[Event] = relationship(back_populates="mothers")
    member: Mapped[Member] = relationship()
