"""What the demo says of money: 25,000 from each funder is what the report counts."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.models import Event
from portal.money.models import Expense
from portal.money.queries import funding_in
from portal.reports.counting import count

#: The demo year is loaded for them.
pytestmark = pytest.mark.slow

#: The months the evaluation tells of.
EVALUATED = Period(date(2015, 1, 1), date(2015, 11, 30))


def test_each_funder_gives_twenty_five_thousand_for_2015(loaded, morning):
    """The punctuation of the evaluation leaves open whether three or four; the demo has three."""
    given = funding_in(loaded, EVALUATED)
    assert {(one.name, tuple(area.name for area in one.areas)): ore for one, ore in given.items()} == {
        ("Boligsocial helhedsplan for Hede- og Magleparken", ("Hedeparken", "Magleparken")): 25_000_00,
        ("Ballerup Almennyttige Boligselskab, Grantoften", ("Grantoften",)): 25_000_00,
        ("Ballerup Kommune", ()): 25_000_00,
    }
    counts = count(loaded, EVALUATED, now=morning)
    assert counts.figures["funding"] == 75_000_00
    assert counts.tables["funding_funder"] == {str(one.id): 25_000_00 for one in given}


def test_what_2015_cost_is_less_than_was_given_and_our_own_events_cost_most(loaded, morning):
    counts = count(loaded, EVALUATED, now=morning)
    receipts = loaded.execute(
        select(Event.organiser_id.is_(None), func.sum(Expense.amount_ore))
        .join(Expense, Expense.event_id == Event.id)
        .where(Event.starts_local < EVALUATED.ends_local)
        .group_by(Event.organiser_id.is_(None))
    ).all()
    ours, others = (dict(map(tuple, receipts))[own] for own in (True, False))
    assert counts.figures["expenses"] == ours + others < counts.figures["funding"]
    assert ours > 10 * others
    assert 10_00 < counts.figures["cost_per_participant"] < 100_00


def test_this_year_has_receipts_too_some_of_events_to_come(loaded, morning):
    rows = loaded.scalars(
        select(Expense).join(Expense.event).where(Event.starts_local >= EVALUATED.ends_local)
    ).all()
    over = [row for row in rows if row.event.ends_local <= to_local(morning)]
    assert (len(rows), len(over)) == (4, 1)
