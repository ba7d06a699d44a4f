"""The control: the same rules with and without what makes people take turns, when all look at the seats at once.

Three things keep an event from being oversold: the lock, and behind it two unique constraints (a ticket's number
and a place in the queue are given once), which turn a race into an error instead of a lie. To prove that the
race test could see a race, the control works on tables without those constraints, lets everyone who has counted
the free seats wait for the others to count them too, and then takes the lock away as well.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from flask import Flask
from sqlalchemy import UniqueConstraint, create_engine, event, func, select, text
from sqlalchemy.engine import make_url

from portal import create_app
from portal.core import db as database
from portal.core.actors import GUEST
from portal.core.config import Settings
from portal.core.db import Base, db, transaction, utcnow
from portal.events.models import Event
from portal.signups import rules
from portal.signups.models import HOLDS_SEATS, SignUp, Way
from portal.signups.parties import Party

_GUESTS = 4
#: So long does who has counted wait for the others. With the lock nobody else comes, and she goes on alone.
_MEET_SECONDS = {True: 0.3, False: 30.0}
#: Without these a race shows as what it is: more people than seats.
_LAST_LINE_OF_DEFENCE = {("ticket", ("event_id", "number")), ("signup", ("event_id", "queue_no"))}


def taken_after_a_race(settings: Settings, make_event: Any, *, locked: bool) -> int:
    """How many people sit on one seat, after several guests have looked for it at the same moment."""
    app = create_app(replace(settings, database_url=_fresh_database(settings.database_url)))
    with app.app_context():
        _make_tables()
        event_id = make_event(seats=1).id
        db.session.remove()
        with _everyone_looks_first(locked), _with_the_lock(locked):
            guests = [threading.Thread(target=_sign_up, args=(app, event_id, n)) for n in range(_GUESTS)]
            for guest in guests:
                guest.start()
            for guest in guests:
                guest.join()
        assert db.session.scalar(select(func.count(SignUp.id))) == _GUESTS
        people = func.sum(SignUp.adults + SignUp.children)
        taken: int = db.session.scalars(select(people).where(SignUp.state.in_(HOLDS_SEATS))).one()
        db.session.remove()
        db.engine.dispose()
    return taken


def _sign_up(app: Flask, event_id: int, number: int) -> None:
    # Giving out the ticket's number early would hold the event's row on PostgreSQL, as the lock does.
    with app.app_context(), transaction() as session, session.no_autoflush:
        rules.sign_up(
            session,
            event_id=event_id,
            party=Party(f"Guest {number}", adults=1),
            source=rules.Source(way=Way.WEB, lang="da"),
            form_token="",
            by=GUEST,
            now=utcnow(),
        )


@contextmanager
def _everyone_looks_first(locked: bool) -> Iterator[None]:
    meeting = threading.Barrier(_GUESTS, timeout=_MEET_SECONDS[locked])
    count = rules.seats_free
    looked = threading.local()

    def count_and_meet(*args: Any) -> int | None:
        free = count(*args)
        if not hasattr(looked, "once"):
            looked.once = True
            try:
                meeting.wait()
            except threading.BrokenBarrierError:
                assert locked, "the guests did not meet"
        return free

    with patch.object(rules, "seats_free", count_and_meet):
        yield


@contextmanager
def _with_the_lock(locked: bool) -> Iterator[None]:
    """Without: no FOR UPDATE on PostgreSQL; on SQLite no transaction, as where nobody has thought of one."""
    if locked:
        yield
        return

    def look_only(session: Any, event_id: int) -> Any:
        return session.get_one(Event, event_id)

    event.remove(database.Engine, "begin", database._begin)
    try:
        with patch.object(rules, "lock_event", look_only):
            yield
    finally:
        event.listen(database.Engine, "begin", database._begin)


def _fresh_database(url: str) -> str:
    """A database beside the tests' own."""
    if url.startswith("sqlite"):
        return url + ".control"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS control"))
        connection.execute(text("CREATE DATABASE control"))
    server.dispose()
    return make_url(url).set(database="control").render_as_string(hide_password=False)


def _make_tables() -> None:
    """All tables anew, without the two unique constraints."""
    Base.metadata.drop_all(db.engine)
    removed = []
    for table in Base.metadata.sorted_tables:
        for rule in [c for c in table.constraints if isinstance(c, UniqueConstraint)]:
            if (table.name, tuple(column.name for column in rule.columns)) in _LAST_LINE_OF_DEFENCE:
                table.constraints.remove(rule)
                removed.append((table, rule))
    try:
        Base.metadata.create_all(db.engine)
    finally:
        for table, rule in removed:
            table.constraints.add(rule)
    assert len(removed) == len(_LAST_LINE_OF_DEFENCE)
