"""What made us known in town: an article, a talk, a visit, a stand, a post, noted when it has happened.

It is an event as everything we do, so the report counts it with the others. Nobody was invited to it by us: it is
for the mothers' eyes, has no list, and its hours are only there because an event has some.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, to_local
from portal.events import texts
from portal.events.codes import new_code
from portal.events.facts import Audience, Children
from portal.events.kinds import Category, Kind
from portal.events.models import Event, EventMother, Status
from portal.events.rules import FIRST_YEAR
from portal.events.texts import Wording, stamp, wording_of

#: In the order in which they are most often noted.
KINDS: Final = (Kind.ARTICLE, Kind.TALK, Kind.VISIT, Kind.STAND, Kind.POST, Kind.VOLUNTEER_DAY)
MOST_REACHED: Final = 1_000_000


@dataclass(frozen=True)
class Noted:
    """What happened, as the coordinator's form gives it."""

    kind: Kind
    day: date
    title: str
    words: str = ""
    #: About how many read, heard or saw us.
    reached: int | None = None
    link: str = ""
    mothers: frozenset[int] = field(default_factory=frozenset)


def past(session: Session, *, now: datetime) -> Sequence[Event]:
    """Everything that made us known and has happened, newest first: what was noted, and what was planned."""
    known = [kind for kind in Kind if kind.about.category is Category.VISIBILITY]
    query = (
        select(Event)
        .where(Event.kind.in_(known), Event.status == Status.PUBLISHED, Event.ends_local <= to_local(now))
        .order_by(Event.starts_local.desc(), Event.id.desc())
        .options(selectinload(Event.texts), selectinload(Event.mothers).selectinload(EventMother.member))
    )
    return session.scalars(query).all()


def note_down(session: Session, *, noted: Noted, by: Actor, now: datetime) -> Event:
    starts, ends = _hours(noted.day, now)
    event = Event(
        code=new_code(session),
        status=Status.PUBLISHED,
        kind=noted.kind,
        audience=Audience.MOTHERS,
        children=Children.ADULTS_ONLY,
        only_noted=True,
        starts_local=starts,
        ends_local=ends,
        created_at=now,
        published_at=now,
        created_by_id=by.member_id,
    )
    session.add(event)
    session.flush()
    _write(session, event, noted, by=by, now=now)
    audit.record(session, "visibility.note", event, by=by, now=now)
    return event


def change(session: Session, *, event_id: int, noted: Noted, by: Actor, now: datetime) -> None:
    """Write it anew. Of what was planned only who was there, how many were reached, and the link."""
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    _refuse_other(event)
    before = _facts(event)
    if event.only_noted:
        event.kind = noted.kind
        if noted.day != event.starts_local.date():
            event.starts_local, event.ends_local = _hours(noted.day, now)
    _write(session, event, noted, by=by, now=now)
    if _facts(event) != before:  # other words count by themselves
        event.version += 1
    audit.record(session, "visibility.change", event, by=by, now=now)


def take_away(session: Session, *, event_id: int, by: Actor, now: datetime) -> None:
    """It was not so after all: it counts no more. What was planned is cancelled where it was planned."""
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    _refuse_other(event)
    if not event.only_noted:
        raise RuleBroken(_("This was planned as an event, so it stays."))
    event.status, event.cancelled_at = Status.CANCELLED, now
    event.version += 1
    audit.record(session, "visibility.remove", event, by=by, now=now)


def _refuse_other(event: Event) -> None:
    if event.status is not Status.PUBLISHED or event.kind.about.category is not Category.VISIBILITY:
        raise RuleBroken(_("This has been taken away. Go back to the list."))


def _hours(day: date, now: datetime) -> tuple[datetime, datetime]:
    """An hour of that day that is over: nobody asks at which time an article appeared."""
    local = to_local(now).replace(second=0, microsecond=0)
    if day.year < FIRST_YEAR:
        raise RuleBroken(_("Look at the year once more."), "day")
    if day > local.date():
        raise RuleBroken(_("Choose today or a day before. What is still to come is planned as an event."), "day")
    midnight = datetime.combine(day, time(0))
    ends = min(datetime.combine(day, time(13)), local)
    if ends <= midnight:  # noted in the first minute of its day
        return midnight - timedelta(hours=1), midnight
    return max(midnight, ends - timedelta(hours=1)), ends


def _facts(event: Event) -> tuple[object, ...]:
    came = {part.member_id for part in event.mothers if part.took_part}
    return event.kind, event.starts_local, event.reached, event.link, came


def _write(session: Session, event: Event, noted: Noted, *, by: Actor, now: datetime) -> None:
    event.reached, event.link = noted.reached, noted.link
    _write_mothers(session, event, noted.mothers)
    session.flush()
    if not event.only_noted:
        return
    text = event.text(FALLBACK)
    wording = Wording(noted.title, noted.words, text.practical if text else "")
    if wording_of(text) != wording:
        texts.save(
            session,
            event_id=event.id,
            lang=FALLBACK,
            wording=wording,
            small=False,
            seen=stamp(text),
            by=by,
            now=now,
            follow=False,
        )


def _write_mothers(session: Session, event: Event, came: frozenset[int]) -> None:
    found = set(session.scalars(select(Member.id).where(Member.id.in_(came), Member.role == Role.MOTHER)))
    if found != came:
        raise RuleBroken(_("Choose among these."), "mothers")
    rows = {part.member_id: part for part in event.mothers}
    for member_id, part in rows.items():
        part.took_part = member_id in came
    for member_id in sorted(came - rows.keys()):
        event.mothers.append(EventMother(member_id=member_id, took_part=True))
