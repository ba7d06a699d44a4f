"""The databases that are measured. Their moments are counted from now, as served pages count them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from flask import Flask, g
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from portal import create_app
from portal.accounts import sessions
from portal.accounts.models import Member
from portal.core.actors import GUEST, Role
from portal.core.config import Settings
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import LANGUAGES, to_local
from portal.demo import loader
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Status
from portal.migrations.commands import upgrade
from portal.signups import rules
from portal.signups.models import SignUp, State, Way
from portal.signups.parties import Party
from portal.signups.tickets import token_of
from tests.conftest import SETTINGS

SEATS: Final = 90
#: The code of an event of ``dinners``, by its number.
DINNER: Final = "D%05d"
_LISTED, _AT_THE_DOOR = 70, 60


@dataclass(frozen=True)
class Demo:
    """The demo year, and what is looked at in it."""

    settings: Settings
    #: An event to come that anybody may sign up for, with seats; and a ticket of it.
    invitation: str
    ticket: str
    #: The next event, and cookies of a mother who is its host and of the coordinator.
    tonight: str
    mother: str
    coordinator: str
    #: The coordinator's again, on a phone that she has opened by PIN.
    opened: str


@contextmanager
def database(path: Path) -> Iterator[Flask]:
    """An app on a new, migrated database, whose context ends with the block."""
    with _opened(replace(SETTINGS, database_url=f"sqlite:///{path}")) as app:
        upgrade()
        yield app


@contextmanager
def _opened(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    with app.app_context():
        g.lang = "en"
        yield app
        db.session.remove()
        db.engine.dispose()


def demo(path: Path) -> Demo:
    """Load the demo year."""
    with database(path) as app, transaction() as session:
        now = utcnow()
        loader.load(session, now=now)
        session.flush()
        open_to_all = (
            Event.status == Status.PUBLISHED,
            Event.audience == Audience.EVERYONE,
            Event.seats.is_not(None),
        )
        later = select(Event).where(*open_to_all).order_by(Event.starts_local, Event.id)
        tonight = session.scalars(later.where(Event.ends_local > to_local(now))).first()
        event = session.scalars(later.where(Event.starts_local > to_local(now) + timedelta(days=1))).first()
        assert tonight is not None and event is not None
        seated = select(SignUp).where(SignUp.event_id == event.id, SignUp.state == State.SEATED)
        host = select(EventMother.member_id).where(EventMother.event_id == tonight.id, EventMother.hosting)
        coordinators = select(Member.id).where(Member.role == Role.COORDINATOR, Member.disabled_at.is_(None))
        coordinator = session.scalars(coordinators.order_by(Member.id.desc())).all()[0]
        return Demo(
            app.extensions["settings"],
            event.code,
            token_of(session.scalars(seated.order_by(SignUp.id)).all()[0].ticket),
            tonight.code,
            phone(session, session.scalars(host.order_by(EventMother.id)).all()[0], now),
            phone(session, coordinator, now),
            phone(session, coordinator, now, opened=True),
        )


def dinners(path: Path, count: int) -> Demo:
    """So many dinners with seats, from number 0 on, and one more without a limit, beside the demo year."""
    made = demo(path)
    with _opened(made.settings), transaction() as session:
        now = utcnow()
        events = [event_of(DINNER % n, now, days=100 + n % 30) for n in range(count + 1)]
        for event in events[:-1]:
            event.seats = SEATS
        session.add_all(events)
        session.flush()
        session.add_all(text_of(event, "da", now) for event in events)
    return made


def full_dinners(settings: Settings) -> list[tuple[int, int]]:
    """For each dinner where anybody waits: how many people have seats, and how many parties wait."""
    with _opened(settings):
        people = func.sum(case((SignUp.state == State.SEATED, SignUp.adults + SignUp.children), else_=0))
        waiting = func.sum(case((SignUp.state == State.WAITING, 1), else_=0))
        found = select(people, waiting).join(Event, SignUp.event_id == Event.id).where(Event.seats == SEATS)
        counted = found.where(Event.code.like("D0%")).group_by(Event.id)
        return [(seats, parties) for seats, parties in db.session.execute(counted) if parties]


def events_for_lists(session: Session, now: datetime) -> list[Event]:
    """Seventy events to come, with texts in all languages; sixty parties at the first."""
    events = [event_of(f"Z{n:05d}", now, days=n + 0.1) for n in range(_LISTED)]
    session.add_all(events)
    session.flush()
    session.add_all(text_of(event, lang, now) for event in events for lang in LANGUAGES)
    for n in range(_AT_THE_DOOR):
        rules.sign_up(
            session,
            event_id=events[0].id,
            party=Party(f"Guest {n}", 1),
            source=rules.Source(Way.WEB, "tr"),
            form_token=f"bench {n}",
            by=GUEST,
            now=now,
        )
    return events


def phone(session: Session, member_id: int, now: datetime, *, opened: bool = False) -> str:
    """The cookie of a phone that is known as a member's, or opened for longer than a bench takes."""
    link = sessions.make_link(session, member_id=member_id, now=now)
    known, secret = sessions.use_link(session, token=link, label="bench", now=now)
    known.opened_until_at = now + timedelta(days=1) if opened else None
    return f"team={secret}"


def event_of(code: str, now: datetime, *, days: float) -> Event:
    """A published event so many days from now."""
    starts = to_local(now + timedelta(days=days)).replace(microsecond=0)
    return Event(
        code=code,
        kind=Kind.COMMUNAL_MEAL,
        status=Status.PUBLISHED,
        starts_local=starts,
        ends_local=starts + timedelta(hours=3),
        place_name="Beboerhuset",
        address="Hedeparken 5",
        next_number=1,
        languages=["tr", "ar", "da"],
        food=["halal", "no_pork"],
        created_at=now,
        published_at=now,
    )


def text_of(event: Event, lang: str, now: datetime) -> EventText:
    """Its words in a language."""
    return EventText(
        event_id=event.id,
        lang=lang,
        title=f"Dinner {event.code} in {lang}",
        description="We cook together and eat together. Bring a friend and your children. " * 3,
        practical="The entrance is behind the laundry.",
        updated_at=now,
    )
