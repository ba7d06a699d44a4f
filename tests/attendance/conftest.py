"""An evening that has begun, with parties on its list, and phones that count."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.attendance import rules as door
from portal.attendance.models import OpKind
from portal.attendance.queries import tally_of
from portal.attendance.rules import Tap
from portal.attendance.tally import Tally
from portal.core.actors import GUEST, Actor
from portal.core.db import db
from portal.events.models import Event
from portal.signups import rules as list_rules
from portal.signups.models import SignUp, Way
from portal.signups.parties import Party


def new_id() -> str:
    return str(uuid.uuid4())


def here(number: int, adults: int, children: int = 0, **more: Any) -> Tap:
    return Tap(new_id(), OpKind.HERE, f"party:{number}", adults, children, **more)


def undo(subject: str, **more: Any) -> Tap:
    return Tap(new_id(), OpKind.UNDO, subject, **more)


def walk_in(adults: int, children: int = 0, **more: Any) -> Tap:
    op_id = new_id()
    return Tap(op_id, OpKind.WALK_IN, f"walkin:{op_id}", adults, children, **more)


def count(kind: OpKind, amount: int = 1, **more: Any) -> Tap:
    return Tap(new_id(), kind, amount=amount, **more)


def estimate(amount: int, **more: Any) -> Tap:
    return Tap(new_id(), OpKind.ESTIMATE, "estimate", amount=amount, **more)


@pytest.fixture
def evening(make_event: Callable[..., Event]) -> Event:
    """An event that started a quarter of an hour ago; nine seats."""
    return make_event(starts_in=timedelta(minutes=-15), seats=9)


@pytest.fixture
def sign_up(rules: Callable[..., Any], now: datetime) -> Callable[..., SignUp]:
    """Put a party on a list, as before the event began."""

    def sign_up(event: Event, name: str, adults: int = 1, children: int = 0, lang: str = "da") -> SignUp:
        return rules(
            list_rules.sign_up,
            event_id=event.id,
            party=Party(name, adults, children),
            source=list_rules.Source(Way.WEB, lang),
            form_token=new_id(),
            by=GUEST,
            now=min(now, event.starts_at - timedelta(days=2)),
        )

    return sign_up


@pytest.fixture
def tap(rules: Callable[..., Any], now: datetime) -> Callable[..., Any]:
    """Take a tap: ``tap(event, here(1, 2))``."""

    def tap(event: Event, one: Tap, *, by: Actor = GUEST, at: datetime = now) -> Any:
        return rules(door.record, event_id=event.id, tap=one, by=by, now=at)

    return tap


@pytest.fixture
def tally(app: Any) -> Callable[[Event], Tally]:
    """The tally as it stands in the database."""

    def read(event: Event) -> Tally:
        db.session.rollback()
        return tally_of(event)

    return read
