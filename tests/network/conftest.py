"""The cast of the network: Karen who holds it, Fatma who hosts, Ayşe who cannot come, and a meeting."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from portal.accounts.models import Member
from portal.contacts.journal_models import TalkWish
from portal.core.actors import Actor, Role
from portal.core.db import transaction
from portal.events.facts import Audience
from portal.events.models import Event, EventMother


@pytest.fixture
def karen(make_member: Callable[..., Member]) -> Member:
    """The coordinator."""
    return make_member("Karen", Role.COORDINATOR)


@pytest.fixture
def fatma(make_member: Callable[..., Member]) -> Member:
    """The host."""
    return make_member("Fatma")


@pytest.fixture
def ayse(make_member: Callable[..., Member]) -> Member:
    """Another mother."""
    return make_member("Ayşe")


@pytest.fixture
def actor() -> Callable[[Member], Actor]:
    """A member as the rules know her."""
    return lambda member: Actor(member_id=member.id, role=member.role, opened=True)


@pytest.fixture
def make_meeting(make_event: Callable[..., Event]) -> Callable[..., Event]:
    """Make a network meeting at the home of ``host``, or in the house where there is none."""

    def make(host: Member | None = None, **more: Any) -> Event:
        values: dict[str, Any] = {
            "kind": "network_meeting",
            "audience": Audience.MOTHERS,
            "seats": None,
            "at_home": host is not None,
            **({"place_name": "Hos Fatma", "address": "Gøgevej 7, 2. tv."} if host else {}),
            **({"landmark": "The blue door"} if host else {}),
        }
        event = make_event(**{**values, **more})
        if host is not None:
            event_id, member_id = event.id, host.id
            with transaction() as session:
                session.add(EventMother(event_id=event_id, member_id=member_id, hosting=True))
        return event

    return make


@pytest.fixture
def meeting(make_meeting: Callable[..., Event], fatma: Member) -> Event:
    """A meeting in a week, at Fatma's home."""
    return make_meeting(fatma)


@pytest.fixture
def held(make_meeting: Callable[..., Event], fatma: Member) -> Event:
    """A meeting of yesterday, at Fatma's home."""
    return make_meeting(fatma, starts_in=timedelta(days=-1))


@pytest.fixture
def wish_to_talk(today: date) -> Callable[..., int]:
    """A mother would like to talk about something, since so many days; the wish's id."""

    def wish(member: Member, *, days_ago: int = 2) -> int:
        with transaction() as session:
            row = TalkWish(mother_id=member.id, wished_on=today - timedelta(days=days_ago))
            session.add(row)
            session.flush()
            return row.id

    return wish
