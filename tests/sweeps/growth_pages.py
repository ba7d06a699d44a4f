"""What the sweeps of growth open: every GET page of the route map, by whom it is for, in the sweeps' world."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple

from flask import Flask
from flask.testing import FlaskClient

from portal.attendance.models import AttendanceOp, OpKind
from portal.core.db import db, transaction
from portal.events.models import Event
from tests import growing
from tests.sweeps.test_access import CONTACTS, MEMBERS, MOTHERS, PUBLIC, WHO
from tests.sweeps.test_languages import pages as pages_in_a_language
from tests.sweeps.test_weight import asked
from tests.sweeps.world import World, build
from tests.sweeps.world_parts import sign_up_of

#: Pages that ``test_languages`` does not open, because they lead on to another.
_ELSEWHERE: Final = ("home.front", "home.poster", "offers.short")
#: How a page answers that does not answer 200: it leads on to another, or says that nobody knows this phone.
ANSWERS: Final = {
    "accounts.unknown_phone": 401,
    "editions.look": 303,
    "home.front": 302,
    "home.poster": 302,
    "matching.leave": 303,
    "members.no_qr": 303,
    "offers.short": 302,
    "planning.ask_to_discard": 303,
    "planning.ask_to_take_out": 303,
    "planning.choose_dates": 303,
    "planning.no_shows": 303,
}
_NOT_COUNTED: Final = ("BEGIN", "PRAGMA", "SELECT feature_off.feature")
#: Pages of members that only she can open who did what they are about.
_HERS_ALONE: Final = ("attendance.signed_up",)


READERS: Final = ("anybody", "mother", "coordinator")


class Page(NamedTuple):
    """A page: its endpoint (with what is special, and who opens it where both roles may), its path and reader."""

    name: str
    path: str
    who: str


def pages(app: Flask, world: World) -> list[Page]:
    """Every page that can be got, each with a reader who may open it."""
    return list(_pages(app, world))


def _pages(app: Flask, world: World) -> Iterator[Page]:
    adapter = app.url_map.bind("localhost")
    for endpoint in _ELSEWHERE:
        rule = next(app.url_map.iter_rules(endpoint))
        values = {name: world.values[name] for name in rule.arguments}
        yield Page(endpoint, adapter.build(endpoint, values), "anybody")
    for name, path, _in_path in pages_in_a_language(app, world):
        roles = WHO[name.partition(" ")[0]]
        if roles is PUBLIC:
            yield Page(name, path, "anybody")
        elif roles is MEMBERS and name not in _HERS_ALONE:
            yield Page(f"{name}, mother", path, "mother")
            yield Page(f"{name}, coordinator", path, "coordinator")
        else:
            yield Page(name, path, "mother" if roles in (CONTACTS, MEMBERS, MOTHERS) else "coordinator")


def small_world(app: Flask) -> World:
    """The sweeps' world with a hundred sign-ups, half of them to an event that is over, and 20 mothers more."""
    world = build(app)
    with transaction() as session:
        growing.more_mothers(session)
        past, room = (session.get_one(Event, world.values["event_ids"][name]) for name in ("past", "room"))
        past.seats = None
        for n in range(90):
            event = past if n % 2 else room
            made = sign_up_of(session, event, f"Guest {n}", 1 + n % 3, event.starts_at - timedelta(days=5))
            session.flush()
            if event is past:
                at = {"tapped_at": past.starts_at, "received_at": past.starts_at, "op_id": f"guest {n}"}
                here = {"kind": OpKind.HERE, "subject": f"party:{made.ticket.number}", "adults": made.adults}
                session.add(
                    AttendanceOp(event_id=past.id, signup_id=made.id, member_id=world.mother_id, **at, **here)
                )
    return world


def reader(world: World, who: str) -> FlaskClient:
    """The phone of a reader; a member's is opened by PIN."""
    if who == "anybody":
        return world.app.test_client()
    return world.phone(world.mother_id if who == "mother" else world.coordinator_id, opened=True)


def opened(phone: FlaskClient, page: Page) -> int:
    """Open a page: how many bytes it has. Raises where it does not open."""
    response = phone.get(page.path, headers={"Accept-Language": "da"})
    if response.status_code != ANSWERS.get(page.name, 200):
        raise AssertionError(f"{page.name}: {page.path} answers {response.status}")
    return len(response.data)


def statements(phone: FlaskClient, page: Page) -> int:
    """How many SQL statements a page sends when it is opened for the second time.

    What is switched off is read every few seconds, whichever page is opened: it does not count.
    """
    opened(phone, page)
    db.session.remove()
    with asked() as found:
        opened(phone, page)
    return len([one for one in found if not one.startswith(_NOT_COUNTED)])
