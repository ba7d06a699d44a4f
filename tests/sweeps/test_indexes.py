"""The ten questions that are asked most often use an index: no plan reads a large table from end to end."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import text

from portal.attendance import queries as attendance
from portal.core.db import db
from portal.core.periods import Period
from portal.events import queries as events
from portal.network.quiet import quiet
from portal.reports.counting import count
from portal.signups import list_queries as lists
from portal.signups.models import SignUp

LARGE = ("attendance_op", "conversation", "event", "signup")


@pytest.fixture
def meal(make_event):
    return make_event(starts_in=timedelta(hours=1))


@pytest.fixture
def questions(session, meal, now):
    """What is asked, by where."""
    year = Period.of(now.year)
    return {
        "the public list": lambda: events.listed(now=now),
        "the archive": lambda: events.past(now=now),
        "what the list can be narrowed to": lambda: events.choices(now=now),
        "an invitation": lambda: events.by_code(meal.code),
        "the seats of the list": lambda: events.availabilities([meal], now=now),
        "tonight's event": lambda: attendance.tonight(now),
        "tonight's list": lambda: attendance.parties(meal),
        "tonight's tally": lambda: attendance.tally_of(meal),
        "events to come, for the team": lambda: events.coming(now),
        "lists at a glance": lambda: lists.glances([meal.id]),
        "who has not been seen": lambda: quiet(session, now),
        "a year's report": lambda: count(session, year, now=now),
    }


@pytest.fixture
def asked(session):
    """The statements, each with its values, that something sends."""

    def asked(ask):
        found = []

        def note(_connection, _cursor, statement, parameters, _context, _many):
            found.append((statement, parameters))

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
        try:
            ask()
        finally:
            sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
        return [(statement, values) for statement, values in found if statement.startswith(("SELECT", "WITH"))]

    return asked


@pytest.fixture
def plan(session):
    """How the database would answer a statement, line by line.

    PostgreSQL is told to prefer any index: the tables of a test are so small that it would read them whole.
    """
    connection = session.connection()
    postgresql = connection.dialect.name == "postgresql"
    if postgresql:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN" if postgresql else "EXPLAIN QUERY PLAN"

    def plan(statement, values):
        return [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", values)]

    return plan


def test_no_frequent_question_reads_a_large_table_from_end_to_end(questions, asked, plan):
    whole = re.compile(rf"(?:^SCAN|Seq Scan on) (?:{'|'.join(LARGE)})\b")
    read = [
        f"{where}: {line.strip()}: {statement}"
        for where, ask in questions.items()
        for statement, values in asked(ask)
        for line in plan(statement, values)
        if whole.search(line)
    ]
    if read:
        pytest.fail("\n".join(read), pytrace=False)


def test_a_question_without_an_index_would_be_found(session, plan):
    statement = str(session.query(SignUp.id).filter(SignUp.adults == 3).statement.compile(db.engine))
    values = (3,) if db.engine.dialect.name == "sqlite" else {"adults_1": 3}
    assert any(re.search(r"(?:^SCAN|Seq Scan on) signup\b", line) for line in plan(statement, values))
