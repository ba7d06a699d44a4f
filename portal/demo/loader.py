"""Loads the demo into an empty database, and prints the links by which one looks around in it."""

from datetime import datetime
from random import Random
from typing import Final

from babel import Locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import demo
from portal.accounts import sessions
from portal.accounts.models import Member
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import to_local
from portal.demo import bridge_2015, bridge_today, cast, desk, living, money, told, year
from portal.demo.happenings import DemoBuilder
from portal.demo.parties import Guests
from portal.privacy import purging

_SEED: Final = 2015
#: A mother who reads Turkish and one who reads Urdu.
_GUIDES: Final = ("hatice-d", "shazia-m")


def load_if_empty() -> bool:
    """Load the demo where the database holds nobody yet; whether it did."""
    if db.session.scalar(select(Member.id).limit(1)) is not None:
        return False
    print("  Filling the database with a demo year; this takes a few seconds ...", flush=True)
    with transaction() as session:
        load(session, now=utcnow())
    return True


def load(session: Session, *, now: datetime) -> None:
    """Fill an empty database: people, the year 2015, and a calendar from ``now`` on.

    What retention would have taken since 2015 goes at once, so that the demo is what its own purge leaves.
    """
    people, past, calendar, on_desk, directory, bridge = map(
        demo.read,
        ("people.json", "year_2015.json", "calendar.json", "desk.json", "offers.json", "bridge.json"),
    )
    random = Random(_SEED)
    guests = Guests(people, random)
    everyone = cast.assemble(session, people, now=now)
    builder = DemoBuilder(session, everyone, guests, random)
    events_of_2015 = year.retell(builder, past["events"])
    cast.add_contacts_of_2015(session, everyone, past["contacts"], random)
    offers = bridge_2015.add_offers(builder, directory["offers"], now=now)
    session.flush()
    bridge_2015.retell(builder, bridge["past"], offers)
    cast.add_contacts_of_today(session, everyone, guests, random, now=now, today=to_local(now).date())
    events = living.fill(builder, calendar["events"], now=now)
    desk.furnish(builder, on_desk, events, now=now)
    bridge_today.furnish(builder, bridge["today"], bridge["past"], offers, events, now=now)
    money.note_down(builder, demo.read("money.json"), events_of_2015 | events, now=now)
    session.flush()
    told.tell(builder, demo.read("stories.json"), now=now)
    session.flush()
    for is_due in purging.PURGES.values():
        is_due(session, now)


def print_links() -> None:
    """Print a one-time sign-in link for the coordinator and two mothers, where the database is a demo."""
    guides = _guides()
    if not guides:
        return
    now = utcnow()
    ids = [(member.id, f"{member.name}, {member.role}, reads {_english(member.lang)}") for member in guides]
    with transaction() as session:
        tokens = [sessions.make_link(session, member_id=member_id, now=now) for member_id, _words in ids]
    print(f"  Look around as one of these. A link works once, for ten minutes; every PIN is {cast.PIN}.\n")
    for (_id, words), token in zip(ids, tokens, strict=True):
        print(f"    {words:<42} {sessions.link_address(token)}")
    print(flush=True)


def _guides() -> list[Member]:
    """The demo's coordinator and two of its mothers; nobody where one of them is missing."""
    people = demo.read("people.json")
    names = {row["slug"]: row["name"] for row in people["mothers"]}
    wanted = [people["coordinator"]["name"], *(names[slug] for slug in _GUIDES)]
    open_accounts = select(Member).where(Member.name.in_(wanted), Member.disabled_at.is_(None))
    found = {member.name: member for member in db.session.scalars(open_accounts.order_by(Member.id.desc()))}
    return [found[name] for name in wanted] if len(found) == len(wanted) else []


def _english(code: str) -> str:
    return Locale("en").languages[code]
