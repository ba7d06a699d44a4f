"""Rows put into the tables as they are, and what is counted of them. Every test begins with an empty group."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count as numbers
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.models import ActivePeriod, Member
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.core.db import db
from portal.core.periods import Period
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.reports.counting import count
from portal.reports.figure_types import Counts
from portal.signups.models import SignUp, State, Ticket, Way

DENMARK = ZoneInfo("Europe/Copenhagen")
LONG_AGO = datetime(2014, 1, 1, tzinfo=UTC)
#: When the report is read, unless a test says otherwise.
LATER = datetime(2016, 3, 1, tzinfo=UTC)
MARCH = Period(date(2015, 3, 1), date(2015, 3, 31))


def at(day: int, hour: int = 0, minute: int = 0, *, month: int = 3) -> datetime:
    """A moment of 2015 by a Danish clock."""
    return datetime(2015, month, day, hour, minute, tzinfo=DENMARK).astimezone(UTC)


def march(day: int) -> date:
    return date(2015, 3, day)


class Group:
    """What is in the tables."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._numbers = numbers(1)

    def add(self, model: type, **values: Any) -> int:
        """One row; its number."""
        number = next(self._numbers)
        self.session.execute(insert(model.__table__), [{"id": number, **values}])
        return number

    def mother(self, *stretches: tuple[date, date | None], **values: Any) -> int:
        """A mother who was active in these stretches."""
        words = {"name": "Fatma", "role": Role.MOTHER, "lang": "tr", "created_at": LONG_AGO, **values}
        mother = self.add(Member, **words)
        for from_day, to_day in stretches:
            self.add(ActivePeriod, member_id=mother, from_day=from_day, to_day=to_day)
        return mother

    def contact(self, mother: int, since: date, **values: Any) -> int:
        words = {"mother_id": mother, "met": Met.NEIGHBOUR, "since": since, "created_at": LONG_AGO, **values}
        return self.add(Contact, **words)

    def talk(self, mother: int, contact: int, day: date, **values: Any) -> int:
        words = {"mother_id": mother, "contact_id": contact, "day": day, "created_at": LONG_AGO, **values}
        return self.add(Conversation, **words)

    def event(self, starts: datetime, ends: datetime, **values: Any) -> int:
        """An event by its Danish hours."""
        words = {
            "code": f"E{next(self._numbers)}",
            "kind": Kind.COMMUNAL_MEAL,
            "status": Status.PUBLISHED,
            "created_at": LONG_AGO,
            "published_at": LONG_AGO,
            **values,
        }
        return self.add(Event, starts_local=starts, ends_local=ends, **words)

    def dinner(self, day: int, **values: Any) -> int:
        """One in March, in the evening."""
        return self.event(datetime(2015, 3, day, 17), datetime(2015, 3, day, 20), **values)

    def party(self, event: int, number: int, people: int = 1, **values: Any) -> int:
        """A party with a seat."""
        public_id = f"t{event}-{number}"
        ticket = self.add(Ticket, event_id=event, number=number, public_id=public_id, created_at=LONG_AGO)
        words = {"state": State.SEATED, "adults": people, "way": Way.WEB, "lang": "da", **values}
        return self.add(
            SignUp,
            event_id=event,
            ticket_id=ticket,
            queue_no=number,
            form_key=public_id,
            consent_version="test",
            created_at=LONG_AGO,
            **words,
        )

    def tap(self, event: int, kind: OpKind, **values: Any) -> int:
        words = {"tapped_at": LONG_AGO, "received_at": LONG_AGO, **values}
        return self.add(AttendanceOp, op_id=f"op {next(self._numbers)}", event_id=event, kind=kind, **words)

    def walk_in(self, event: int, adults: int, children: int = 0) -> int:
        return self.tap(event, OpKind.WALK_IN, subject=f"walkin:{adults}", adults=adults, children=children)

    def counted(self, period: Period = MARCH, *, now: datetime = LATER, whole: bool = True) -> Counts:
        return count(self.session, period, now=now, whole=whole)

    def figure(self, key: str, period: Period = MARCH, *, now: datetime = LATER) -> float | None:
        return self.counted(period, now=now).figures[key]


@pytest.fixture
def group(app: object) -> Iterator[Group]:
    """An empty group, empty again afterwards."""
    yield Group(db.session())
    db.session.rollback()


@pytest.fixture
def questions(app: object) -> Callable[..., Any]:
    """How many questions reach the database within a block."""

    @contextmanager
    def questions() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.append(statement)

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)

    return questions
