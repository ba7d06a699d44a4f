"""The databases that are measured: a small house, and the same house after the busiest hundred years."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask, g
from sqlalchemy.orm import Session

from portal import create_app
from portal.accounts import sessions
from portal.accounts.actors import GUEST
from portal.accounts.models import ActivePeriod, Member, Role
from portal.areas import Area
from portal.attendance.models import AttendanceOp, OpKind
from portal.audit import AuditEntry
from portal.config import Settings
from portal.db import Base, db, transaction, utcnow
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status
from portal.i18n import LANGUAGES, to_local
from portal.migrations.commands import upgrade
from portal.signups import rules
from portal.signups.models import SignUp, Ticket, Way
from portal.signups.parties import Party
from portal.signups.tickets import token_of
from tests.conftest import SETTINGS

SMALL = 100
LARGE = 100_000
EVENTS = 10_000
_EVENTS_OF_SMALL = 70
_AT_THE_DOOR = 60


@dataclass(frozen=True)
class World:
    """A database, and what is looked at in it."""

    settings: Settings
    #: An event on which everyone fits in.
    invitation: str
    #: One on which seats are counted.
    seated: str
    #: Tonight's event.
    door: str
    ticket: str
    cookie: str


def small(path: Path) -> World:
    """A hundred sign-ups: sixty of them tonight."""
    settings = replace(SETTINGS, database_url=f"sqlite:///{path}")
    with _app(settings):
        upgrade()
        now = utcnow().replace(microsecond=0)
        with transaction() as session:
            session.add_all(Area(slug=f"area-{n}", name=f"Area {n}") for n in range(4))
            mother = Member(
                name="Fatma",
                role=Role.MOTHER,
                lang="tr",
                languages=["tr", "da"],
                promise_accepted_at=now,
                created_at=now,
            )
            mother.periods.append(ActivePeriod(from_day=(now - timedelta(days=400)).date()))
            events = [
                _event(n, now + timedelta(hours=2) + timedelta(days=n), now) for n in range(_EVENTS_OF_SMALL)
            ]
            session.add_all([mother, *events])
            session.flush()
            session.add_all(_text(event.id, lang, now) for event in events for lang in LANGUAGES)
            parties = [
                _sign_up(session, events[0 if n < _AT_THE_DOOR else 1 + n % 8], n, now) for n in range(SMALL)
            ]
            session.add(_tap(parties[0], now))
            ticket = token_of(parties[-1].ticket)
            link = sessions.make_link(session, member_id=mother.id, now=now)
            _phone, cookie = sessions.use_link(session, token=link, label="bench", now=now)
            return World(settings, events[-1].code, events[9].code, events[0].code, ticket, f"team={cookie}")


def large(world: World, path: Path) -> World:
    """The same house with a hundred thousand sign-ups to ten thousand events, half of them still to come."""
    shutil.copy(world.settings.database_url.removeprefix("sqlite:///"), path)
    settings = replace(world.settings, database_url=f"sqlite:///{path}")
    with _app(settings), transaction() as session:
        events = range(_EVENTS_OF_SMALL + 1, EVENTS + 1)
        day = "strftime('%Y-%m-%d %H:%M:%S.000000', pattern.{}, (CASE n % 2 WHEN 0 THEN n ELSE -n END) || ' days')"
        when = {name: day.format(name) for name in ("starts_local", "ends_local")}
        _copy(session, Event, events, code="'Y' || n", **when)
        for text_id in range(1, len(LANGUAGES) + 1):
            texts = range(EVENTS * text_id + 1, EVENTS * text_id + len(events) + 1)
            event_id = f"n - {EVENTS * text_id} + {_EVENTS_OF_SMALL}"
            _copy(session, EventText, texts, pattern_id=text_id, event_id=event_id)
        guests = range(SMALL + 1, LARGE + 1)
        at = {"event_id": f"{_EVENTS_OF_SMALL + 1} + n % {len(events)}"}
        number = f"1 + n / {len(events)}"
        _copy(session, Ticket, guests, **at, number=number, public_id="'z' || n")
        _copy(session, SignUp, guests, **at, queue_no=number, ticket_id="n", form_key="'bench ' || n")
        _copy(session, AttendanceOp, guests, **at, op_id="'bench ' || n", signup_id="n")
        _copy(session, AuditEntry, range(1000, LARGE), subject="'signup:' || n")
    return replace(world, settings=settings)


def _copy(session: Session, model: type[Base], ids: range, *, pattern_id: int = 1, **differing: str) -> None:
    """Copies of one row with these ids; what differs is SQL over the id ``n``."""
    table = model.__tablename__
    values = {f'"{column.name}"': f'pattern."{column.name}"' for column in model.__table__.columns}
    values |= {f'"{name}"': value for name, value in differing.items()} | {'"id"': "n"}
    session.connection().exec_driver_sql(
        f"WITH RECURSIVE numbers(n) AS (SELECT {ids[0]} UNION ALL SELECT n + 1 FROM numbers WHERE n < {ids[-1]}) "
        f"INSERT INTO {table} ({', '.join(values)}) "
        f"SELECT {', '.join(values.values())} FROM numbers, {table} AS pattern WHERE pattern.id = {pattern_id}"
    )


@contextmanager
def _app(settings: Settings) -> Iterator[Flask]:
    """The app, closed so that its whole database is in one file."""
    app = create_app(settings)
    with app.app_context():
        g.lang = "en"
        yield app
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()


def _event(number: int, starts: datetime, now: datetime) -> Event:
    return Event(
        code=f"Z{number:05d}",
        kind=list(Kind)[number % len(Kind)],
        status=Status.PUBLISHED,
        starts_local=to_local(starts),
        ends_local=to_local(starts) + timedelta(hours=3),
        seats=90 if number < 10 else None,
        place_name="Beboerhuset",
        address="Hedeparken 5",
        area_id=1 + number % 4,
        next_number=1,
        languages=["tr", "ar", "da"],
        food=["halal", "no_pork"],
        created_at=now,
        published_at=now,
    )


def _text(event_id: int, lang: str, now: datetime) -> EventText:
    return EventText(
        event_id=event_id,
        lang=lang,
        title=f"Dinner {event_id} in {lang}",
        description="We cook together and eat together. Bring a friend and your children. " * 3,
        practical="The entrance is behind the laundry.",
        updated_at=now,
    )


def _sign_up(session: Session, event: Event, number: int, now: datetime) -> SignUp:
    return rules.sign_up(
        session,
        event_id=event.id,
        party=Party(f"Guest {number}", 1),
        source=rules.Source(Way.WEB, "tr"),
        form_token=f"bench {number}",
        by=GUEST,
        now=now,
    )


def _tap(signup: SignUp, now: datetime) -> AttendanceOp:
    return AttendanceOp(
        op_id="bench",
        event_id=signup.event_id,
        kind=OpKind.HERE,
        subject="party:1",
        signup_id=signup.id,
        adults=1,
        tapped_at=now,
        received_at=now,
    )
