"""The tasks of an event, who has taken one, and who may be asked again."""

from datetime import date, datetime, time
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, impersonal, personal, pseudonymous, secret
from portal.events.models import GOES_WITH_DRAFT, Event
from portal.signups.models import SignUp


class TaskKind(StrEnum):
    """A helping hand that an event needs."""

    CAKE = "cake"
    DISH = "dish"
    COFFEE = "coffee"
    COOKING = "cooking"
    CHAIRS = "chairs"
    CHILDMINDING = "childminding"
    INTERPRETING = "interpreting"
    CLEARING_UP = "clearing_up"

    @property
    def label(self) -> LazyString:
        return _TASK_LABELS[self]

    @property
    def is_food(self) -> bool:
        """Whether something is brought that people eat, so that what is in it must be told."""
        return self in (TaskKind.CAKE, TaskKind.DISH)


class Contains(StrEnum):
    """What is in something that is brought to eat: told, so that everyone may choose."""

    NUTS = "nuts"
    MILK = "milk"
    GLUTEN = "gluten"
    EGG = "egg"
    FISH = "fish"
    GELATINE = "gelatine"
    PORK = "pork"
    ALCOHOL = "alcohol"

    @property
    def label(self) -> LazyString:
        return _CONTAINS_LABELS[self]


_TASK_LABELS = {
    TaskKind.CAKE: _("Bake a cake"),
    TaskKind.DISH: _("Bring a dish"),
    TaskKind.COFFEE: _("Make coffee and tea"),
    TaskKind.COOKING: _("Cook"),
    TaskKind.CHAIRS: _("Set up tables and chairs"),
    TaskKind.CHILDMINDING: _("Look after the children"),
    TaskKind.INTERPRETING: _("Interpret"),
    TaskKind.CLEARING_UP: _("Clear up afterwards"),
}
_CONTAINS_LABELS = {
    Contains.NUTS: _("Nuts"),
    Contains.MILK: _("Milk"),
    Contains.GLUTEN: _("Wheat (gluten)"),
    Contains.EGG: _("Egg"),
    Contains.FISH: _("Fish"),
    Contains.GELATINE: _("Gelatine"),
    Contains.PORK: _("Pork"),
    Contains.ALCOHOL: _("Alcohol"),
}


class EventTask(Base):
    """How many hands an event needs for one kind of task, and how many have said yes to us in person."""

    __tablename__ = "event_task"
    __table_args__ = (
        UniqueConstraint("event_id", "kind", "lang"),
        CheckConstraint("wanted >= 0 AND taken >= 0", name="counts"),
    )

    _hands = impersonal("who still has to be asked")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_hands | GOES_WITH_DRAFT)
    kind: Mapped[TaskKind] = mapped_column(enum_column(TaskKind), info=_hands)
    #: The language to interpret; empty for every other task.
    lang: Mapped[str] = mapped_column(String(8), default="", info=_hands)
    wanted: Mapped[int] = mapped_column(default=0, info=_hands)
    #: Said yes to us, so not in ``task_take``.
    taken: Mapped[int] = mapped_column(default=0, info=_hands)
    #: When to bring it or be there, on the event's day; None where nothing is said.
    at_local: Mapped[time | None] = mapped_column(info=_hands)

    event: Mapped[Event] = relationship()


class TaskTake(Base):
    """A party that has taken a task. Taken back, the row stays with its day."""

    __tablename__ = "task_take"
    __table_args__ = (UniqueConstraint("task_id", "signup_id"),)

    _what = personal("what she brings, in her words", Keep.AFTER_EVENT)
    _contains = impersonal("what is in it, so that everyone may choose")
    _hand = pseudonymous("who lends a hand")

    task_id: Mapped[int] = mapped_column(ForeignKey("event_task.id"), info=_hand)
    signup_id: Mapped[int] = mapped_column(ForeignKey("signup.id"), index=True, info=_hand)
    #: What she brings, in her words; blanked with the list.
    what: Mapped[str | None] = mapped_column(String(60), info=_what)
    #: Values of ``Contains``.
    contains: Mapped[list[str]] = mapped_column(default=list, info=_contains)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_hand)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_hand)

    task: Mapped[EventTask] = relationship()
    signup: Mapped[SignUp] = relationship()


class Helper(Base):
    """A resident who said that we may ask her again. A yes of its own; without it nothing is kept."""

    __tablename__ = "helper"

    _asking = personal("asking her", Keep.HELPER)
    _link = secret("the link by which she takes her yes back", Keep.HELPER)
    _likes = personal("asking her for what she likes to do", Keep.HELPER)
    _yes = pseudonymous("that she said yes, and when", Keep.HELPER)

    #: Part of the link by which she takes her yes back.
    public_id: Mapped[str] = mapped_column(String(12), unique=True, info=_link)
    name: Mapped[str] = mapped_column(Encrypted, info=_asking)
    phone: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    email: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    #: Values of ``TaskKind``: what she likes to do.
    kinds: Mapped[list[str]] = mapped_column(default=list, info=_likes)
    languages: Mapped[list[str]] = mapped_column(default=list, info=_likes)
    #: The language of the page she said yes on.
    lang: Mapped[str] = mapped_column(String(8), info=_likes)
    form_key: Mapped[str] = mapped_column(String(43), unique=True, info=_link)
    agreed_version: Mapped[str] = mapped_column(String(20), info=_yes)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_yes)
    #: The last day somebody asked her.
    asked_on: Mapped[date | None] = mapped_column(info=_yes)
