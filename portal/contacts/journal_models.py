"""The journal: the times a mother helped a contact, and what came of it. Hers alone, as the contact is."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.contacts.models import Contact
from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, pseudonymous, sensitive
from portal.offers.models import Offer


class TookPart(StrEnum):
    """Whether a contact used an offer that a mother told her of."""

    NOT_KNOWN = "not_known"
    YES = "yes"
    NO = "no"

    @property
    def label(self) -> LazyString:
        return _TOOK_PART[self]


class HandOverState(StrEnum):
    """Where the handing over of a contact stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


class Along(StrEnum):
    """What a mother lets go along when she hands a contact over."""

    REAL_NAME = "real_name"
    PHONE = "phone"
    WORDS = "words"

    @property
    def label(self) -> LazyString:
        return _ALONG[self]


_TOOK_PART = {
    TookPart.NOT_KNOWN: _("I do not know yet"),
    TookPart.YES: _("Yes, she took part"),
    TookPart.NO: _("No, it did not happen"),
}
_ALONG = {
    Along.REAL_NAME: _("Her name"),
    Along.PHONE: _("Her phone, and how she may be reached"),
    Along.WORDS: _("What I wrote about her"),
}


class Conversation(Base):
    """One time a mother helped a contact; the portal shows it to that mother alone.

    Closing the contact blanks the words and keeps the row.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("quarters IS NULL OR quarters > 0", name="quarters"),
        Index("ix_conversation_mother_id_day", "mother_id", "day"),
        Index("ix_conversation_day", "day"),
    )

    _words = sensitive("what to remember; only if she agreed", Keep.WORDS)
    _words_at = pseudonymous("when the words go", Keep.WORDS)
    _record = pseudonymous("totals of the group; the record of her experience")
    _counted = pseudonymous("how often each mother helped")

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True, info=_counted)
    mother_id: Mapped[int] = mapped_column(ForeignKey("member.id"), info=_counted)
    day: Mapped[date] = mapped_column(info=_record)
    #: Values of ``Help``.
    helps: Mapped[list[str]] = mapped_column(default=list, info=sensitive("totals of the group"))
    #: About how long, in quarters of an hour; None where she did not say.
    quarters: Mapped[int | None] = mapped_column(info=_record)
    #: Only where the contact agreed; they go 90 days after ``words_at``.
    words: Mapped[str | None] = mapped_column(Encrypted, info=_words)
    words_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_words_at)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_counted)

    contact: Mapped[Contact] = relationship()
    introductions: Mapped[list["Introduction"]] = relationship(back_populates="conversation")


class Introduction(Base):
    """A contact was told of an offer (brobygning), and perhaps took part."""

    __tablename__ = "introduction"

    _led = pseudonymous("how many found their way to an offer")

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True, info=_led)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"), index=True, info=_led)
    took_part: Mapped[TookPart] = mapped_column(enum_column(TookPart), default=TookPart.NOT_KNOWN, info=_led)
    #: When she last said whether the contact took part.

    conversation: Mapped[Conversation] = relationship(back_populates="introductions")
    offer: Mapped[Offer] = relationship()


class TalkWish(Base):
    """A mother would like to talk about something, without what it is. No column leads to a contact."""

    __tablename__ = "talk_wish"

    _heard = pseudonymous("that she is heard at the next meeting")

    mother_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_heard)
    wished_on: Mapped[date] = mapped_column(info=_heard)
    #: The network meeting it was talked about at, where it was at one.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), info=_heard)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_heard)


class HandOver(Base):
    """A mother asks another to take a contact over. What goes along is copied when the other says yes."""

    __tablename__ = "hand_over"

    _handing = pseudonymous("who takes her over")

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True, info=_handing)
    from_id: Mapped[int] = mapped_column(ForeignKey("member.id"), info=_handing)
    to_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_handing)
    state: Mapped[HandOverState] = mapped_column(
        enum_column(HandOverState), default=HandOverState.OFFERED, info=_handing
    )
    #: Values of ``Along``; the nickname and the languages always go.
    along: Mapped[list[str]] = mapped_column(default=list, info=_handing)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_handing)

    contact: Mapped[Contact] = relationship()
