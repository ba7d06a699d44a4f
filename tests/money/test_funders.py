"""The rules about funders, and what they gave in a period."""

from datetime import date

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import RuleBroken
from portal.core.periods import Period, Stretch
from portal.money import funders
from portal.money.models import Funder, Funding
from portal.money.queries import funding_in
from tests.money.conftest import KAREN
from tests.races import ROUNDS, one_won


def given(session, period):
    return {funder.name: ore for funder, ore in funding_in(session, period).items()}


def test_a_funder_is_added_changed_retired_and_brought_back(rules, session, now, areas, add_funder):
    number = add_funder(area_ids=[areas["Magleparken"], areas["Hedeparken"]])
    one = session.get_one(Funder, number)
    assert (one.name, [area.name for area in one.areas]) == ("Boligselskabet", ["Hedeparken", "Magleparken"])
    rules(funders.change, funder_id=number, name="Boligselskab", area_ids=[], by=KAREN, now=now)
    rules(funders.retire, funder_id=number, by=KAREN, now=now)
    rules(funders.retire, funder_id=number, by=KAREN, now=now)
    one = session.get_one(Funder, number)
    assert (one.name, one.areas, one.retired_at) == ("Boligselskab", [], now)
    rules(funders.bring_back, funder_id=number, by=KAREN, now=now)
    assert session.get_one(Funder, number).retired_at is None
    assert [entry.action for entry in session.query(AuditEntry)] == [
        "money.add_funder",
        "money.change_funder",
        "money.retire_funder",
        "money.bring_back_funder",
    ]


def test_no_two_funders_bear_the_same_name_whatever_its_case_and_whether_they_still_give(rules, now, add_funder):
    number, other = add_funder("Café Ø"), add_funder("Kommunen")
    rules(funders.retire, funder_id=number, by=KAREN, now=now)
    with pytest.raises(RuleBroken) as broken:
        add_funder("CAFE Ø")
    assert broken.value.field == "name"
    with pytest.raises(RuleBroken):
        rules(funders.change, funder_id=other, name="café ø", area_ids=[], by=KAREN, now=now)
    rules(funders.change, funder_id=other, name="KOMMUNEN", area_ids=[], by=KAREN, now=now)


def test_an_area_that_is_not_there_is_refused(areas, add_funder, session):
    with pytest.raises(RuleBroken) as broken:
        add_funder(area_ids=[areas["Hedeparken"], 999])
    assert broken.value.field == "areas"
    assert session.query(Funder).count() == 0


def test_one_amount_for_each_year(rules, session, now, add_funder):
    number = add_funder(gave={2015: 25_000, 2016: 30_000})
    again = {"funder_id": number, "year": 2015, "by": KAREN, "now": now}
    rules(funders.give, amount_ore=25_000_00, **again)
    with pytest.raises(RuleBroken) as broken:
        rules(funders.give, amount_ore=26_000_00, **again)
    assert broken.value.field == "year"
    first, second = session.query(Funding).order_by(Funding.year)
    assert [(row.year, row.amount_ore) for row in (first, second)] == [(2015, 25_000_00), (2016, 30_000_00)]
    first_id, second_id = first.id, second.id
    rules(funders.change_amount, funding_id=first_id, amount_ore=24_999_50, by=KAREN, now=now)
    rules(funders.take_away, funding_id=second_id, by=KAREN, now=now)
    assert [(row.year, row.amount_ore) for row in session.query(Funding)] == [(2015, 24_999_50)]


@pytest.mark.parametrize("year", [-1, 0, 1999, 2100, 10**30])
def test_a_year_far_away_is_refused(add_funder, year):
    with pytest.raises(RuleBroken) as broken:
        add_funder(gave={year: 1})
    assert broken.value.field == "year"


def test_a_period_counts_the_years_it_touches_whole_and_who_gives_no_more_too(rules, session, now, add_funder):
    gone = add_funder("Ås", gave={2014: 10, 2015: 20})
    rules(funders.retire, funder_id=gone, by=KAREN, now=now)
    add_funder("Bo", gave={2015: 25_000})
    add_funder("Intet")
    whole = {"Bo": 25_000_00, "Ås": 20_00}
    assert given(session, Period.of(2015)) == whole
    assert given(session, Period.of(2015, Stretch.Q3)) == whole
    assert list(given(session, Period.of(2015))) == sorted(whole)
    assert given(session, Period(date(2014, 12, 31), date(2015, 1, 1))) == {"Bo": 25_000_00, "Ås": 30_00}
    assert given(session, Period.of(2016)) == {}


def test_of_two_who_add_the_same_funder_at_once_one_does(at_once, now):
    for turn in range(ROUNDS):
        add = {"name": f"Fond {turn}", "area_ids": [], "by": KAREN, "now": now}
        one_won(at_once(funders.add, funders.add, **add))
        assert db.session.query(Funder).count() == turn + 1


def test_an_amount_pressed_twice_at_once_is_noted_once(at_once, now, add_funder):
    number = add_funder()
    for turn in range(ROUNDS):
        give = {"funder_id": number, "year": 2015 + turn, "amount_ore": 100, "by": KAREN, "now": now}
        assert at_once(funders.give, funders.give, **give) == [None, None]
        assert db.session.query(Funding).count() == turn + 1
