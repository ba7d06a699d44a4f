"""Enquiries, and whom the coordinator asked."""

from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Member
from portal.areas import Area
from portal.columns import choice
from portal.contacts.models import Reach, ReachWhen
from portal.crypto import Encrypted
from portal.db import Base, UtcDateTime
from portal.help_kinds import Help


class Asker(StrEnum):
    """Who asks for a mother."""

    MUNICIPALITY = "municipality"
    RED_CROSS = "red_cross"
    CARETAKER = "caretaker"
    ASSOCIATION = "association"
    HERSELF = "herself"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


class Soon(StrEnum):
    """How soon somebody is needed."""

    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    WHEN_IT_SUITS = "when_it_suits"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


class EnquiryState(StrEnum):
    """Where an enquiry stands."""

    RECEIVED = "received"
    #: A mother has been asked and has not answered yet.
    ASKED = "asked"
    ACCEPTED = "accepted"
    MET = "met"
    CLOSED = "closed"
    NOBODY_FOUND = "nobody_found"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


class Result(StrEnum):
    """What came of an enquiry that was closed."""

    IN_TOUCH = "in_touch"
    HELPED_ONCE = "helped_once"
    ON_TO_OTHERS = "on_to_others"
    NOT_WANTED = "not_wanted"
    NO_CONTACT = "no_contact"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


class Answer(StrEnum):
    """What a mother answered who was asked."""

    WAITING = "waiting"
    YES = "yes"
    NO = "no"
    #: Three days went by.
    SILENT = "silent"
    #: The coordinator took the question back.
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


_WORDS = {
    Asker.MUNICIPALITY: _("Employee of the municipality"),
    Asker.RED_CROSS: _("Volunteer of the Red Cross"),
    Asker.CARETAKER: _("Caretaker in a housing area"),
    Asker.ASSOCIATION: _("Association"),
    Asker.HERSELF: _("The woman herself"),
    Soon.THIS_WEEK: _("This week"),
    Soon.THIS_MONTH: _("This month"),
    Soon.WHEN_IT_SUITS: _("When it suits"),
    EnquiryState.RECEIVED: _("Received"),
    EnquiryState.ASKED: _("A mother is asked"),
    EnquiryState.ACCEPTED: _("A mother said yes"),
    EnquiryState.MET: _("They have met"),
    EnquiryState.CLOSED: _("Closed"),
    EnquiryState.NOBODY_FOUND: _("Nobody found"),
    EnquiryState.WITHDRAWN: _("Withdrawn"),
    Result.IN_TOUCH: _("They are in touch"),
    Result.HELPED_ONCE: _("She was helped, and that was enough"),
    Result.ON_TO_OTHERS: _("She was helped on to somebody else"),
    Result.NOT_WANTED: _("She did not want it after all"),
    Result.NO_CONTACT: _("We could not reach her"),
    Answer.WAITING: _("Waits for her answer"),
    Answer.YES: _("Said yes"),
    Answer.NO: _("Said no"),
    Answer.SILENT: _("Did not answer within three days"),
    Answer.TAKEN_BACK: _("The question was taken back"),
}


class Enquiry(Base):
    """Somebody asks for a mother. What tells who anybody is goes in time; the choices stay for the counts."""

    __tablename__ = "enquiry"
    __table_args__ = (Index("ix_enquiry_state_received_at", "state", "received_at"),)

    #: The link for whoever asked is made from it and a key.
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    asker: Mapped[Asker] = mapped_column(choice(Asker))
    state: Mapped[EnquiryState] = mapped_column(choice(EnquiryState), default=EnquiryState.RECEIVED)
    #: Who asks for somebody else, and where the coordinator calls back.
    asker_name: Mapped[str | None] = mapped_column(Encrypted)
    workplace: Mapped[str | None] = mapped_column(Encrypted)
    asker_phone: Mapped[str | None] = mapped_column(Encrypted)
    asker_email: Mapped[str | None] = mapped_column(Encrypted)
    #: Who asks for herself: what to call her, and how and when she may safely be reached.
    call_her: Mapped[str | None] = mapped_column(Encrypted)
    her_phone: Mapped[str | None] = mapped_column(Encrypted)
    reach: Mapped[Reach | None] = mapped_column(choice(Reach))
    reach_when: Mapped[ReachWhen | None] = mapped_column(choice(ReachWhen))
    #: The language a mother should speak (CLDR code).
    spoken: Mapped[str] = mapped_column(String(8))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    theme: Mapped[Help | None] = mapped_column(choice(Help))
    soon: Mapped[Soon] = mapped_column(choice(Soon), default=Soon.WHEN_IT_SUITS)
    #: Which wording of "she has agreed" or of the promise about data was ticked.
    agreed_version: Mapped[str] = mapped_column(String(20))
    #: The language of the page it was made on.
    lang: Mapped[str] = mapped_column(String(8))
    form_key: Mapped[str] = mapped_column(String(43), unique=True)
    #: The coordinator rang the workplace's published number.
    called_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: A first meeting of three (with whoever asked or the coordinator), by local time.
    meeting_local: Mapped[datetime | None]
    meeting_place: Mapped[str | None] = mapped_column(Encrypted)
    mother_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    result: Mapped[Result | None] = mapped_column(choice(Result))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: The first time a mother was asked.
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When it was closed, given up or withdrawn.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    purged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    area: Mapped[Area | None] = relationship()
    mother: Mapped[Member | None] = relationship()
    asks: Mapped[list["EnquiryAsk"]] = relationship(back_populates="enquiry", order_by="EnquiryAsk.id")


class EnquiryAsk(Base):
    """The coordinator asked a mother; one at a time."""

    __tablename__ = "enquiry_ask"

    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"), index=True)
    mother_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    answer: Mapped[Answer] = mapped_column(choice(Answer), default=Answer.WAITING)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    enquiry: Mapped[Enquiry] = relationship(back_populates="asks")
