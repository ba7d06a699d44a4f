"""Two coordinators at one series at the same time: they wait for each other in turn, never both."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask import g
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select

from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.events.locking import lock_dates, lock_series
from portal.events.models import Event, Repeat, Status
from portal.planning import series
from portal.planning.copies import plan_of
from tests.planning.cast import COORDINATOR

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FIRST = date(2026, 10, 1)
TURNS = 6


def a_series(make_event, rules, weeks=6) -> int:
    event = make_event(
        status=Status.DRAFT,
        published_at=None,
        starts_local=datetime.combine(FIRST, time(17)),
        ends_local=datetime.combine(FIRST, time(20)),
    )
    days = [FIRST + timedelta(weeks=n) for n in range(weeks)]

    def make(session):
        made = series.make(session, event_id=event.id, repeat=Repeat.WEEKLY, days=days, by=COORDINATOR, now=NOW)
        return made.id

    return rules(make)


def ids(series_id) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Event.id).where(Event.series_id == series_id).order_by(Event.id)))


def test_the_dates_are_held_in_the_order_of_their_ids(make_event, rules, session):
    series_id = a_series(make_event, rules)
    first, *_others, last = ids(series_id)
    with transaction() as writing:  # the last one made comes first in time
        early = writing.get_one(Event, last)
        early.starts_local, early.ends_local = early.starts_local - timedelta(60), early.ends_local - timedelta(60)
    asked = []

    def hear(_connection, _cursor, statement, *_rest):
        asked.append(" ".join(statement.split()))

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", hear)
    try:
        with transaction() as writing:
            event, dates = lock_dates(writing, first)
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", hear)
    assert (event.id, dates[0].id, len(dates)) == (first, last, 6)
    held = [one.partition("FROM ")[2] for one in asked if "FROM " in one][1:]
    assert held[0].startswith("series WHERE")
    assert held[1].startswith("event WHERE event.series_id")
    assert "ORDER BY event.id" in held[1]


def test_a_series_that_is_gone_holds_nothing(app, rules):
    assert rules(lock_series, 99) == []


@pytest.mark.slow
def test_coordinators_who_come_at_once_all_get_through(app, make_event, rules):
    series_id = a_series(make_event, rules)
    everyone = ids(series_id)

    def turn(number: int) -> str:
        with app.app_context():
            g.lang = "en"
            try:
                with transaction() as session:
                    act(session, number, series_id, everyone)
            except RuleBroken as broken:
                return str(broken.message)
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(TURNS) as pool:
        answers = list(pool.map(turn, range(TURNS)))
    stale = "Somebody else has changed this event meanwhile. What you wrote is still here: press Save again."
    assert set(answers) <= {"done", stale}
    assert answers.count("done") >= TURNS // 2
    db.session.rollback()
    rows = db.session.scalars(select(Event).where(Event.series_id == series_id).order_by(Event.starts_local)).all()
    days = [event.starts_local.date() for event in rows]
    assert days == sorted(set(days))
    assert FIRST + timedelta(weeks=6) in days


def act(session, number, series_id, everyone):
    """In turn: change a date and all that follow, add the same date, publish the drafts."""
    if number % 3 == 0:
        event = session.get_one(Event, everyone[number])
        plan = replace(plan_of(event, with_hosts=True), seats=20 + number)
        how = {"plan": plan, "seen": event.version, "following": True}
        series.save(session, event_id=event.id, by=COORDINATOR, now=NOW, **how)
    elif number % 3 == 1:
        days = [FIRST + timedelta(weeks=6)]
        series.make(session, event_id=everyone[-number], repeat=Repeat.WEEKLY, days=days, by=COORDINATOR, now=NOW)
    else:
        series.publish_all(session, series_id=series_id, by=COORDINATOR, now=NOW)
