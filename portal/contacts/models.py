"""Contacts: women that one mother is in touch with. Hers alone, encrypted from the first day."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.areas import Area
from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, personal, pseudonymous, sensitive


class Met(StrEnum):
    """How a mother and a contact met."""

    AT_EVENT = "at_event"
    NEIGHBOUR = "neighbour"
    DAYCARE = "daycare"
    FRIEND = "friend"
    PROFESSIONAL = "professional"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


class Reach(StrEnum):
    """How a contact may be reached. The default is: not at all."""

    NOT_AT_ALL = "not_at_all"
    CALL = "call"
    TEXT = "text"
    VISIT = "visit"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


class ReachWhen(StrEnum):
    ANY_TIME = "any_time"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    SHE_CALLS = "she_calls"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


_LABELS: dict[StrEnum, LazyString] = {
    Met.AT_EVENT: _("At an event"),
    Met.NEIGHBOUR: _("She lives near me"),
    Met.DAYCARE: _("At the day-care centre or the school"),
    Met.FRIEND: _("Through a friend"),
    Met.PROFESSIONAL: _("Through the municipality or an association"),
    Met.ELSEWHERE: _("Somewhere else"),
    Reach.NOT_AT_ALL: _("Not at all"),
    Reach.CALL: _("Call her"),
    Reach.TEXT: _("Send her a text message"),
    Reach.VISIT: _("Knock on her door"),
    ReachWhen.ANY_TIME: _("Any time"),
    ReachWhen.MORNING: _("In the morning"),
    ReachWhen.AFTERNOON: _("In the afternoon"),
    ReachWhen.EVENING: _("In the evening"),
    ReachWhen.SHE_CALLS: _("She calls me"),
}


class Contact(Base):
    """A woman a mother is in touch with; the portal shows it to that mother alone. It has no sign-up."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_mother_id_created_at", "mother_id", "created_at"),
        Index("ix_contact_since", "since"),
        Index("ix_contact_closed_at", "closed_at"),
    )

    _reaching = personal("reaching her; only if she agreed", Keep.CONTACT)
    _words = sensitive("what to remember; only if she agreed", Keep.WORDS)
    _words_at = pseudonymous("when the words go", Keep.WORDS)
    _agreed = pseudonymous("that she agreed, and to which wording", Keep.CONTACT)
    _how = pseudonymous("how and when she may be reached", Keep.CONTACT)
    _totals = pseudonymous("totals of the group")
    _one_woman = pseudonymous("a woman who was handed over is counted once")
    _counted = pseudonymous("how many women each mother is in touch with")

    mother_id: Mapped[int] = mapped_column(ForeignKey("member.id"), info=_counted)
    #: None once the contact has been made anonymous; the row stays so that counts stay.
    nickname: Mapped[str | None] = mapped_column(Encrypted, info=personal("knowing her again", Keep.CONTACT))
    languages: Mapped[list[str]] = mapped_column(default=list, info=_totals)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), info=_totals)
    met: Mapped[Met] = mapped_column(enum_column(Met), info=_totals)
    since: Mapped[date] = mapped_column(info=_totals)
    #: When "she knows and agrees" was ticked, and its wording; without it the next five stay empty.
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_agreed)
    agreed_version: Mapped[str | None] = mapped_column(String(20), info=_agreed)
    real_name: Mapped[str | None] = mapped_column(Encrypted, info=_reaching)
    phone: Mapped[str | None] = mapped_column(Encrypted, info=_reaching)
    words: Mapped[str | None] = mapped_column(Encrypted, info=_words)
    #: When the words were written: they go after 90 days.
    words_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_words_at)
    reach: Mapped[Reach] = mapped_column(enum_column(Reach), default=Reach.NOT_AT_ALL, info=_how)
    reach_when: Mapped[ReachWhen] = mapped_column(enum_column(ReachWhen), default=ReachWhen.ANY_TIME, info=_how)
    #: The last day the mother said that they are still in touch, without noting a conversation.
    in_touch_on: Mapped[date | None] = mapped_column(info=_totals)
    #: The contact of another mother that this one was handed over from: one woman, counted once in all.
    from_contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), unique=True, info=_one_woman)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_counted)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_counted)

    area: Mapped[Area | None] = relationship()
