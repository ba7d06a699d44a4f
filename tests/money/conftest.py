"""Who notes the money, and what there is to note."""

import pytest

from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.db import transaction
from portal.money import expenses, funders
from portal.money.expenses import Receipt

KAREN = Actor(member_id=None, role=Role.COORDINATOR, opened=True)


@pytest.fixture
def desk(make_member, sign_in):
    """The coordinator's phone, opened."""
    return sign_in(make_member("Karen", Role.COORDINATOR), opened=True)


@pytest.fixture
def areas(app):
    """The ids of two areas, by name."""
    with transaction() as session:
        rows = [Area(slug=name.lower(), name=name) for name in ("Hedeparken", "Magleparken")]
        session.add_all(rows)
        session.flush()
        return {row.name: row.id for row in rows}


@pytest.fixture
def add_funder(rules, now):
    """Add a funder by the rule; its id. ``gave`` is kroner by year."""

    def add_funder(name="Boligselskabet", area_ids=(), gave=None):
        funder_id = rules(funders.add, name=name, area_ids=area_ids, by=KAREN, now=now).id
        for year, kroner in (gave or {}).items():
            about = {"funder_id": funder_id, "year": year, "amount_ore": kroner * 100}
            rules(funders.give, by=KAREN, now=now, **about)
        return funder_id

    return add_funder


@pytest.fixture
def add_receipt(rules, now):
    """Note a receipt by the rule; its id."""
    noted = iter(range(1000))

    def add_receipt(event, ore=349_95, what="Kager", number="", **about):
        about = {"form_token": str(next(noted)), "by": KAREN, "now": now, **about}
        return rules(expenses.add, event_id=event.id, receipt=Receipt(what, ore, number), **about).id

    return add_receipt
