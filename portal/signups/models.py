"""Sign-ups (a party on an event's list) and tickets (what the party holds in its hand)."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, impersonal, personal, pseudonymous, secret, sensitive
from portal.events.models import Event

MAX_PARTY = 10


class State(StrEnum):
    """Where a party stands on the list."""

    SEATED = "seated"
    WAITING = "waiting"
    #: A seat came free in the last 24 hours and is held for the party until it says yes or no.
    ASKED = "asked"
    CANCELLED = "cancelled"

    @property
    def label(self) -> LazyString:
        return _STATES[self]


#: The states that take seats.
HOLDS_SEATS = (State.SEATED, State.ASKED)


class Way(StrEnum):
    """By which way a party came."""

    WEB = "web"
    POSTER = "poster"
    SHARE = "share"
    CALENDAR = "calendar"
    PHONE = "phone"
    MOTHER = "mother"

    @property
    def label(self) -> LazyString:
        return _WAYS[self]


_STATES: Final = {
    State.SEATED: _("Have a seat"),
    State.ASKED: _("Asked: a seat is kept for them"),
    State.WAITING: _("On the waiting list"),
    State.CANCELLED: _("Not coming"),
}
_WAYS: Final = {
    Way.WEB: _("Found it herself"),
    Way.POSTER: _("Saw a poster"),
    Way.SHARE: _("A friend shared it"),
    Way.CALENDAR: _("From the calendar"),
    Way.PHONE: _("Called us"),
    Way.MOTHER: _("Invited by a mother"),
}


class Ticket(Base):
    """The right to be let in at one event, with a number for the door. Its token is derived, never stored."""

    __tablename__ = "ticket"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    _door = pseudonymous("being found at the door")
    _link = secret("the link of the ticket is made from it and a key")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_door)
    #: The short number that is called and searched at the door; it also chooses the picture.
    number: Mapped[int] = mapped_column(info=_door)
    public_id: Mapped[str] = mapped_column(String(12), unique=True, info=_link)
    #: Given out again: an older link no longer opens it.
    generation: Mapped[int] = mapped_column(default=1, info=_door)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_door)

    event: Mapped[Event] = relationship()


class SignUp(Base):
    """A party on an event's list. Purging blanks the name, phone and e-mail and keeps the row."""

    __tablename__ = "signup"
    __table_args__ = (
        CheckConstraint("adults >= 1 AND children >= 0 AND adults + children <= 10", name="party"),
        UniqueConstraint("event_id", "queue_no"),
        Index("ix_signup_event_id_state", "event_id", "state"),
        Index("ix_signup_invited_by_id_created_at", "invited_by_id", "created_at"),
    )

    _name = personal("what to call her at the door", Keep.AFTER_EVENT)
    _telling = personal("telling her when something changes", Keep.AFTER_EVENT)
    _diet = sensitive("numbers for the kitchen; when the name is gone, they are about nobody any more")
    _seats = pseudonymous("seats, the waiting list, the report")
    _came_by = pseudonymous("what a poster brought; the language of the ticket")
    _invited = pseudonymous("how many a mother invited")
    _leads_on = pseudonymous("an old ticket leads on to the new one")
    _once = pseudonymous("a digest, so that pressing twice signs up once")
    _promise = impersonal("which promise about data she was shown")
    _told = pseudonymous("whom to tell that the day, the time or the place has changed")
    _order = pseudonymous("the order of the list; that it was blanked")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_order)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True, info=_order)
    state: Mapped[State] = mapped_column(enum_column(State), info=_seats)
    #: Order of arrival on this event's list; coming back is a new arrival.
    queue_no: Mapped[int] = mapped_column(info=_seats)
    name: Mapped[str | None] = mapped_column(String(80), info=_name)
    adults: Mapped[int] = mapped_column(info=_seats)
    children: Mapped[int] = mapped_column(default=0, info=_seats)
    #: How many people for each of ``facts.DIETS``.
    diet: Mapped[dict[str, int]] = mapped_column(default=dict, info=_diet)
    #: E.164, for calling; not unique, since families share phones.
    phone: Mapped[str | None] = mapped_column(String(20), index=True, info=_telling)
    #: The same as typed, for showing back.
    phone_typed: Mapped[str | None] = mapped_column(String(40), info=_telling)
    email: Mapped[str | None] = mapped_column(String(254), info=_telling)
    way: Mapped[Way] = mapped_column(enum_column(Way), info=_came_by)
    #: The placement on the poster's code, where it had one.
    place: Mapped[str | None] = mapped_column(String(12), info=_came_by)
    #: The language of the page it was made on; the ticket speaks it.
    lang: Mapped[str] = mapped_column(String(8), info=_came_by)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=_invited)
    #: A digest of the form's token and its words: the same form sent twice is one sign-up.
    form_key: Mapped[str] = mapped_column(String(43), unique=True, info=_once)
    #: Which wording of the promise about data she was shown.
    consent_version: Mapped[str] = mapped_column(String(20), info=_promise)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_order)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_order)
    purged_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_order)
    #: Has its seat by a task it has taken, whether or not a seat was free.
    by_task: Mapped[bool] = mapped_column(default=False, info=pseudonymous("whoever lends a hand has a seat"))
    #: What she was last told of the event, where she has yet to hear of a change (``what_changed.py``).
    told_starts_local: Mapped[datetime | None] = mapped_column(info=_told)
    told_ends_local: Mapped[datetime | None] = mapped_column(info=_told)
    #: A digest of the place and its address.
    told_place: Mapped[str | None] = mapped_column(String(43), info=_told)
    #: Set on a cancelled party that lives on in another: it was moved to another event, or joined with a party.
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("signup.id"), info=_leads_on)

    event: Mapped[Event] = relationship()
    ticket: Mapped[Ticket] = relationship()
    replaced_by: Mapped["SignUp | None"] = relationship(remote_side="SignUp.id")

    @property
    def size(self) -> int:
        """How many seats the party takes: children count."""
        return self.adults + self.children
