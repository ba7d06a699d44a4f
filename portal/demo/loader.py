"""Loads the demo into an empty database, and prints the links by which one looks around in it."""

from datetime import datetime
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import demo
from portal.accounts.models import Member
from portal.db import db, transaction, utcnow
from portal.demo import cast, living, year
from portal.demo.happenings import Stage
from portal.demo.parties import Guests
from portal.i18n import to_local

_SEED: Final = 2015


def load_if_empty() -> bool:
    """Load the demo where the database holds nobody yet; whether it did."""
    if db.session.scalar(select(Member.id).limit(1)) is not None:
        return False
    with transaction() as session:
        load(session, now=utcnow())
    return True


def load(session: Session, *, now: datetime) -> None:
    """Fill an empty database: people, the year 2015, and a calendar from ``now`` on."""
    people, past, calendar = (demo.read(f"{name}.json") for name in ("people", "year_2015", "calendar"))
    random = Random(_SEED)
    guests = Guests(people, random)
    everyone = cast.assemble(session, people, now=now)
    stage = Stage(session, everyone, guests, random)
    year.retell(stage, past["events"])
    cast.add_contacts_of_2015(session, everyone, past["contacts"], random)
    cast.add_contacts_of_today(session, everyone, guests, random, now=now, today=to_local(now).date())
    living.fill(stage, calendar["events"], now=now)


def print_links() -> None:
    """Print one-time sign-in links."""
