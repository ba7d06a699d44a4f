"""Enquiries, and whom the coordinator asked."""

from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Member
from portal.contacts.help_kinds import Help
from portal.contacts.models import Reach, ReachWhen
from portal.core.areas import Area
from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, personal, pseudonymous, secret, sensitive


class Asker(StrEnum):
    MUNICIPALITY = "municipality"
    RED_CROSS = "red_cross"
    CARETAKER = "caretaker"
    ASSOCIATION = "association"
    HERSELF = "herself"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


class Soon(StrEnum):
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    WHEN_IT_SUITS = "when_it_suits"

    @property
    def label(self) -> LazyString:
        return _WORDS[self]


class EnquiryState(StrEnum):
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
    __table_args__ = (
        Index("ix_enquiry_state_received_at", "state", "received_at"),
        Index("ix_enquiry_received_at", "received_at"),
    )

    _asking = personal("calling back; a first meeting", Keep.ASKER)
    _reaching = personal("reaching her safely", Keep.HERSELF)
    _how = personal("how and when she may be reached", Keep.HERSELF)
    _matching = sensitive("finding a mother; totals of the group")
    _link = secret("the link of whoever asked; pressing twice is one enquiry")
    _steps = pseudonymous("who does the next step; how long it took")

    #: The link for whoever asked is made from it and a key.
    public_id: Mapped[str] = mapped_column(String(12), unique=True, info=_link)
    asker: Mapped[Asker] = mapped_column(enum_column(Asker), info=_steps)
    state: Mapped[EnquiryState] = mapped_column(
        enum_column(EnquiryState), default=EnquiryState.RECEIVED, info=_steps
    )
    #: Who asks for somebody else, and where the coordinator calls back.
    asker_name: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    workplace: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    asker_phone: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    asker_email: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    #: Who asks for herself: what to call her, and how and when she may safely be reached.
    call_her: Mapped[str | None] = mapped_column(Encrypted, info=_reaching)
    her_phone: Mapped[str | None] = mapped_column(Encrypted, info=_reaching)
    reach: Mapped[Reach | None] = mapped_column(enum_column(Reach), info=_how)
    reach_when: Mapped[ReachWhen | None] = mapped_column(enum_column(ReachWhen), info=_how)
    #: The language a mother should speak (CLDR code).
    spoken: Mapped[str] = mapped_column(String(8), info=_matching)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), info=_matching)
    theme: Mapped[Help | None] = mapped_column(enum_column(Help), info=_matching)
    soon: Mapped[Soon] = mapped_column(enum_column(Soon), default=Soon.WHEN_IT_SUITS, info=_matching)
    #: Which wording of "she has agreed" or of the promise about data was ticked.
    agreed_version: Mapped[str] = mapped_column(String(20), info=_steps)
    #: The language of the page it was made on.
    lang: Mapped[str] = mapped_column(String(8), info=_steps)
    form_key: Mapped[str] = mapped_column(String(43), unique=True, info=_link)
    #: The coordinator rang the workplace's published number.
    called_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_steps)
    #: A first meeting of three (with whoever asked or the coordinator), by local time.
    meeting_local: Mapped[datetime | None] = mapped_column(info=_steps)
    meeting_place: Mapped[str | None] = mapped_column(Encrypted, info=_asking)
    mother_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True, info=_steps)
    result: Mapped[Result | None] = mapped_column(enum_column(Result), info=_steps)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_steps)
    #: The first time a mother was asked.
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_steps)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_steps)
    met_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_steps)
    #: When it was closed, given up or withdrawn.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_steps)
    purged_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_steps)

    area: Mapped[Area | None] = relationship()
    mother: Mapped[Member | None] = relationship()
    asks: Mapped[list["EnquiryAsk"]] = relationship(back_populates="enquiry", order_by="EnquiryAsk.id")


class EnquiryAsk(Base):
    """The coordinator asked a mother; one at a time."""

    __tablename__ = "enquiry_ask"

    _asked = pseudonymous("not asking the same mother too often")

    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiry.id"), index=True, info=_asked)
    mother_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_asked)
    answer: Mapped[Answer] = mapped_column(enum_column(Answer), default=Answer.WAITING, info=_asked)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_asked)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_asked)

    enquiry: Mapped[Enquiry] = relationship(back_populates="asks")
