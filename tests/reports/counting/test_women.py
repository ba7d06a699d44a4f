"""Mothers and women: who counts, on which days, and once."""

from datetime import date, timedelta

import pytest

from portal.contacts.help_kinds import Help
from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.periods import Period
from tests.reports.counting.conftest import at, march

A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("from_day", "to_day", "active"),
    [
        (date(2012, 1, 1), None, 1),
        (date(2012, 1, 1), march(1), 1),
        (date(2012, 1, 1), march(1) - A_DAY, 0),
        (march(31), None, 1),
        (march(31) + A_DAY, None, 0),
        (march(9), march(9), 1),
    ],
)
def test_a_mother_counts_who_was_active_on_one_day_of_the_period(house, from_day, to_day, active):
    house.mother((from_day, to_day))
    assert house.figure("mothers_active") == active


def test_a_mother_with_two_stretches_that_overlap_is_one(house):
    house.mother((march(1), march(9)), (march(5), None), languages=["tr", "da", "tr"])
    counted = house.counted()
    assert counted.figures["mothers_active"] == 1
    assert counted.tables["mothers_language"] == {"tr": 1, "da": 1}


def test_of_a_month_that_goes_on_only_the_days_that_have_come_count(house):
    """Who comes back tomorrow rests today, though the month will have known her."""
    house.mother((march(20), None), trained_on=march(20))
    later = {"mothers_active": 1, "mothers_resting": 0, "mothers_trained": 1}
    soon = {"mothers_active": 0, "mothers_resting": 1, "mothers_trained": 0}
    for now, expected in ((at(19, 23, 59), soon), (at(20), later)):
        figures = house.counted(now=now).figures
        assert {key: figures[key] for key in expected} == expected


def test_of_a_month_to_come_nothing_is_counted(house):
    mother = house.mother((date(2012, 1, 1), None))
    house.contact(mother, date(2014, 5, 1))
    figures = house.counted(now=at(27, month=2)).figures
    assert (figures["mothers_active"], figures["women_in_touch"]) == (0, 0)


def test_an_account_that_was_closed_by_the_last_day_rests_no_more(house):
    for closed_at in (None, at(1, month=4), at(31, 23, 59)):
        house.mother((date(2012, 1, 1), march(9)), disabled_at=closed_at)
    house.mother(role=Role.COORDINATOR)
    assert house.figure("mothers_resting") == 2


def test_trained_are_those_whose_account_is_closed_too(house):
    house.mother(trained_on=march(31), disabled_at=at(9))
    house.mother(trained_on=march(31) + A_DAY)
    house.mother(trained_on=march(1), role=Role.COORDINATOR)
    assert house.figure("mothers_trained") == 1


@pytest.mark.parametrize(
    ("closed_at", "in_touch"),
    [(None, 1), (at(1), 1), (at(1, 23, 59), 1), (at(28, 23, 59, month=2), 0)],
)
def test_a_contact_counts_until_the_danish_day_she_was_closed_on(house, closed_at, in_touch):
    house.contact(house.mother(), date(2014, 5, 1), closed_at=closed_at)
    assert house.figure("women_in_touch") == in_touch


def test_a_woman_who_was_handed_over_twice_is_one_woman_and_each_mother_has_her(house):
    fatma, amal, rania = (house.mother((date(2012, 1, 1), None)) for _name in range(3))
    there, elsewhere = (house.add(Area, slug=slug, name=slug) for slug in ("there", "elsewhere"))
    first = house.contact(fatma, march(2), area_id=there, closed_at=at(9))
    second = house.contact(amal, march(9), area_id=there, from_contact_id=first, closed_at=at(20))
    third = house.contact(rania, march(20), area_id=elsewhere, from_contact_id=second)
    for mother, contact, day in ((fatma, first, 2), (amal, second, 9), (amal, second, 10), (rania, third, 31)):
        house.talk(mother, contact, march(day))
    counted = house.counted()
    expected = {"women_in_touch": 1, "women_helped": 1, "contacts_new": 1, "conversations": 4}
    assert {key: counted.figures[key] for key in expected} == expected
    each = {str(fatma): 1, str(amal): 1, str(rania): 1}
    assert (counted.tables["mothers_in_touch"], counted.tables["mothers_helped"]) == (each, each)
    assert counted.tables["mothers_conversations"] == {str(fatma): 1, str(amal): 2, str(rania): 1}
    assert (counted.tables["women_area"], counted.tables["contacts_area"]) == ({"elsewhere": 1}, {"there": 1})
    assert house.counted(Period(march(1), march(19))).tables["women_area"] == {"there": 1}


def test_a_mother_who_took_a_woman_back_has_one_woman(house):
    fatma, amal = house.mother(), house.mother()
    first = house.contact(fatma, march(2))
    second = house.contact(amal, march(9), from_contact_id=first)
    third = house.contact(fatma, march(20), from_contact_id=second)
    house.talk(fatma, first, march(2))
    house.talk(fatma, third, march(20))
    assert house.counted().tables["mothers_helped"] == {str(fatma): 1}


def test_a_conversation_about_two_things_counts_in_both_and_twice_the_same_once(house):
    fatma = house.mother()
    woman = house.contact(fatma, march(1))
    house.talk(fatma, woman, march(1), helps=[Help.LETTER, Help.SCHOOL, Help.LETTER], quarters=3)
    house.talk(fatma, woman, march(31), helps=[Help.LETTER])
    house.talk(fatma, woman, march(31) + A_DAY, helps=[Help.LETTER], quarters=9)
    counted = house.counted()
    assert counted.tables["conversations_help"] == {"letter": 2, "school": 1}
    assert (counted.figures["conversations"], counted.figures["conversation_hours"]) == (2, 0.75)


def test_women_per_mother_needs_a_mother_and_hours_need_a_length(house):
    fatma = house.mother()
    house.talk(fatma, house.contact(fatma, march(1)), march(1))
    figures = house.counted().figures
    assert (figures["women_helped"], figures["women_per_mother"], figures["conversation_hours"]) == (1, None, None)
