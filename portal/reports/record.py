"""What a mother has done with us, counted for a record of her own experience.

Small numbers are hers, so they may be shown to her. But the record goes on to an employer or a school in the same
town, and nothing in it may lead to a woman she has helped. Hence these rules:

- Of talks there are kinds and sums only: no day, no contact, no language or area of one.
- A kind of help with fewer than ``FEW`` talks is named without a number: "school: 1" would be one woman's talk.
- Health and marriage are what a neighbour would most like to know of another. With fewer than
  ``FEW_IN_CONFIDENCE`` talks they are not even named. "Talks in confidence" stands on every record with talks,
  whether or not there were any about these, so it gives nothing away. From there on they are named with their
  number: that a mother has often talked about health is an experience to be proud of, and no one woman any more.
- The sum of all talks is rounded down to fives, so that a number left out cannot be worked out from the others.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Hat, Member
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation
from portal.core import audit
from portal.core.actors import Actor
from portal.core.i18n import to_local
from portal.enquiries.models import Enquiry
from portal.events.kinds import Category, Kind
from portal.events.models import Event, EventMother, EventText, Status
from portal.reports.models import ExperienceRecord
from portal.signups.models import SignUp, State

FEW: Final = 3
FEW_IN_CONFIDENCE: Final = 5
IN_CONFIDENCE: Final = frozenset({Help.HEALTH, Help.MARRIAGE})
#: Made again so soon is a button that was pressed twice, or a page that was loaded again.
PRESSED_TWICE: Final = timedelta(minutes=1)


class RecordPart(StrEnum):
    """A part of the record that she can leave out."""

    PERIODS = "periods"
    COURSE = "course"
    LANGUAGES = "languages"
    HATS = "hats"
    EVENTS = "events"
    MEETINGS = "meetings"
    TALKS = "talks"
    ENQUIRIES = "enquiries"
    GUESTS = "guests"
    TEXTS = "texts"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


_LABELS = {
    RecordPart.PERIODS: _("When I was active"),
    RecordPart.COURSE: _("The course"),
    RecordPart.LANGUAGES: _("My languages"),
    RecordPart.HATS: _("What else I am"),
    RecordPart.EVENTS: _("Events"),
    RecordPart.MEETINGS: _("Network meetings"),
    RecordPart.TALKS: _("Talks and help"),
    RecordPart.ENQUIRIES: _("Enquiries I have taken on"),
    RecordPart.GUESTS: _("Guests I have invited"),
    RecordPart.TEXTS: _("Texts I have translated"),
}


@dataclass(frozen=True)
class Kinds:
    """What she did at the events of one category: how many she hosted, at how many she took part, by kind."""

    category: Category
    hosted: int
    took_part: int
    by_kind: list[tuple[Kind, int]]


@dataclass(frozen=True)
class RecordConversations:
    """Her talks: the sum rounded down to fives, and each kind with its number, or None where it is few."""

    about: int
    hours: int
    helps: list[tuple[Help, int | None]]


@dataclass(frozen=True)
class Experience:
    """All of it. What is empty stands nowhere."""

    name: str
    periods: list[tuple[date, date | None]]
    #: The day on which she completed it.
    course: date | None
    languages: list[str]
    hats: list[Hat]
    events: list[Kinds]
    event_hours: int
    meetings: int
    talks: RecordConversations | None
    #: None where there are none; 0 where they are few.
    enquiries: int | None
    guests: int
    texts: list[tuple[str, int]]

    @property
    def parts(self) -> list[RecordPart]:
        """The parts that have something to say."""
        few_enquiries = [RecordPart.ENQUIRIES] if self.enquiries == 0 else []
        return [part for part in RecordPart if getattr(self, part) or part in few_enquiries]


def experience(session: Session, *, member: Member, now: datetime) -> Experience:
    """What the portal knows of her own doing, up to now."""
    parts = _events(session, member, now)
    # An article that was noted afterwards has an hour only because every event has some.
    hours = sum(
        (event.ends_local - event.starts_local).total_seconds() for event, _part in parts if not event.only_noted
    )
    meetings = [(event, part) for event, part in parts if event.kind is Kind.NETWORK_MEETING]
    others = [(event, part) for event, part in parts if event.kind is not Kind.NETWORK_MEETING]
    taken_on = session.scalars(
        select(func.count()).where(Enquiry.mother_id == member.id, Enquiry.met_at.is_not(None))
    ).one()
    return Experience(
        name=member.name,
        periods=[(period.from_day, period.to_day) for period in member.periods],
        course=member.trained_on,
        languages=member.languages,
        hats=member.other_hats,
        events=_by_category(others),
        event_hours=round(hours / 3600),
        meetings=len(meetings),
        talks=_talks(session, member),
        enquiries=None if not taken_on else taken_on if taken_on >= FEW else 0,
        guests=_guests(session, member),
        texts=_texts(session, member),
    )


def note_made(session: Session, *, by: Actor, now: datetime) -> None:
    """Keep that she made a record, and nothing of what stands in it."""
    assert by.member_id is not None  # OWN_RECORD is given to mothers only
    made = (ExperienceRecord.member_id == by.member_id, ExperienceRecord.made_at > now - PRESSED_TWICE)
    if session.scalar(select(ExperienceRecord.id).where(*made)) is not None:
        return
    session.add(ExperienceRecord(member_id=by.member_id, made_at=now))
    audit.record(session, "record.make", f"member:{by.member_id}", by=by, now=now)


def _events(session: Session, member: Member, now: datetime) -> list[tuple[Event, EventMother]]:
    """The events that happened and at which she was a host or took part."""
    found = session.execute(
        select(Event, EventMother)
        .join(EventMother, EventMother.event_id == Event.id)
        .where(
            EventMother.member_id == member.id,
            EventMother.hosting | EventMother.took_part,
            Event.status == Status.PUBLISHED,
            Event.ends_local <= to_local(now),
        )
        .order_by(Event.starts_local)
    )
    return [(event, part) for event, part in found]


def _by_category(parts: list[tuple[Event, EventMother]]) -> list[Kinds]:
    result = []
    for category in Category:
        mine = [(event, part) for event, part in parts if event.kind.about.category is category]
        if mine:
            counts = Counter(event.kind for event, _part in mine)
            hosted = sum(part.hosting for _event, part in mine)
            by_kind = [(kind, counts[kind]) for kind in Kind if counts[kind]]
            result.append(Kinds(category, hosted, len(mine) - hosted, by_kind))
    return result


def _talks(session: Session, member: Member) -> RecordConversations | None:
    rows = session.execute(
        select(Conversation.helps, Conversation.quarters).where(Conversation.mother_id == member.id)
    ).all()
    if not rows:
        return None
    counts = Counter(value for helps, _quarters in rows for value in set(helps))
    confided = {help for help in IN_CONFIDENCE if counts[help] < FEW_IN_CONFIDENCE}
    return RecordConversations(
        about=len(rows) // 5 * 5,
        hours=sum(quarters or 0 for _helps, quarters in rows) // 4,
        helps=[
            (help, counts[help] if counts[help] >= FEW else None)
            for help in Help
            if counts[help] and help not in confided
        ],
    )


def _guests(session: Session, member: Member) -> int:
    people = func.coalesce(func.sum(SignUp.adults + SignUp.children), 0)
    return session.scalars(
        select(people).where(SignUp.invited_by_id == member.id, SignUp.state != State.CANCELLED)
    ).one()


def _texts(session: Session, member: Member) -> list[tuple[str, int]]:
    """By language; the same words on several dates of a series were written once."""
    written = (
        select(EventText.lang, EventText.title, EventText.description, EventText.practical)
        .where(EventText.updated_by_id == member.id)
        .distinct()
        .subquery()
    )
    found = session.execute(
        select(written.c.lang, func.count()).group_by(written.c.lang).order_by(func.count().desc(), written.c.lang)
    )
    return [(lang, count) for lang, count in found]
