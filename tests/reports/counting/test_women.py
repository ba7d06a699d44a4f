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
def test_a_mother_counts_who_was_active_on_one_day_of_the_period(group, from_day, to_day, active):
    group.mother((from_day, to_day))
    assert group.figure("mothers_active") == active


def test_a_mother_with_two_stretches_that_overlap_is_one(group):
    group.mother((march(1), march(9)), (march(5), None), languages=["tr", "da", "tr"])
    counted = group.counted()
    assert counted.figures["mothers_active"] == 1
    assert counted.tables["mothers_language"] == {"tr": 1, "da": 1}


def test_of_a_month_that_goes_on_only_the_days_that_have_come_count(group):
    """Who comes back tomorrow rests today, though the month will have known her."""
    group.mother((march(20), None), trained_on=march(20))
    later = {"mothers_active": 1, "mothers_resting": 0, "mothers_trained": 1}
    soon = {"mothers_active": 0, "mothers_resting": 1, "mothers_trained": 0}
    for now, expected in ((at(19, 23, 59), soon), (at(20), later)):
        figures = group.counted(now=now).figures
        assert {key: figures[key] for key in expected} == expected


def test_of_a_month_to_come_nothing_is_counted(group):
    mother = group.mother((date(2012, 1, 1), None))
    group.contact(mother, date(2014, 5, 1))
    figures = group.counted(now=at(27, month=2)).figures
    assert (figures["mothers_active"], figures["women_in_touch"]) == (0, 0)


def test_an_account_that_was_closed_by_the_last_day_rests_no_more(group):
    for closed_at in (None, at(1, month=4), at(31, 23, 59)):
        group.mother((date(2012, 1, 1), march(9)), disabled_at=closed_at)
    group.mother(role=Role.COORDINATOR)
    assert group.figure("mothers_resting") == 2


def test_trained_are_those_whose_account_is_closed_too(group):
    group.mother(trained_on=march(31), disabled_at=at(9))
    group.mother(trained_on=march(31) + A_DAY)
    group.mother(trained_on=march(1), role=Role.COORDINATOR)
    assert group.figure("mothers_trained") == 1


@pytest.mark.parametrize(
    ("closed_at", "in_touch"),
    [(None, 1), (at(1), 1), (at(1, 23, 59), 1), (at(28, 23, 59, month=2), 0)],
)
def test_a_contact_counts_until_the_danish_day_she_was_closed_on(group, closed_at, in_touch):
    group.contact(group.mother(), date(2014, 5, 1), closed_at=closed_at)
    assert group.figure("women_in_touch") == in_touch


def test_a_woman_who_was_handed_over_twice_is_one_woman_and_each_mother_has_her(group):
    fatma, amal, rania = (group.mother((date(2012, 1, 1), None)) for _name in range(3))
    there, elsewhere = (group.add(Area, slug=slug, name=slug) for slug in ("there", "elsewhere"))
    first = group.contact(fatma, march(2), area_id=there, closed_at=at(9))
    second = group.contact(amal, march(9), area_id=there, from_contact_id=first, closed_at=at(20))
    third = group.contact(rania, march(20), area_id=elsewhere, from_contact_id=second)
    for mother, contact, day in ((fatma, first, 2), (amal, second, 9), (amal, second, 10), (rania, third, 31)):
        group.talk(mother, contact, march(day))
    counted = group.counted()
    expected = {"women_in_touch": 1, "women_helped": 1, "contacts_new": 1, "conversations": 4}
    assert {key: counted.figures[key] for key in expected} == expected
    each = {str(fatma): 1, str(amal): 1, str(rania): 1}
    assert (counted.tables["mothers_in_touch"], counted.tables["mothers_helped"]) == (each, each)
    assert counted.tables["mothers_conversations"] == {str(fatma): 1, str(amal): 2, str(rania): 1}
    assert (counted.tables["women_area"], counted.tables["contacts_area"]) == ({"elsewhere": 1}, {"there": 1})
    assert group.counted(Period(march(1), march(19))).tables["women_area"] == {"there": 1}


def test_a_mother_who_took_a_woman_back_has_one_woman(group):
    fatma, amal = group.mother(), group.mother()
    first = group.contact(fatma, march(2))
    second = group.contact(amal, march(9), from_contact_id=first)
    third = group.contact(fatma, march(20), from_contact_id=second)
    group.talk(fatma, first, march(2))
    group.talk(fatma, third, march(20))
    assert group.counted().tables["mothers_helped"] == {str(fatma): 1}


def test_a_conversation_about_two_things_counts_in_both_and_twice_the_same_once(group):
    fatma = group.mother()
    woman = group.contact(fatma, march(1))
    group.talk(fatma, woman, march(1), helps=[Help.LETTER, Help.SCHOOL, Help.LETTER], quarters=3)
    group.talk(fatma, woman, march(31), helps=[Help.LETTER])
    group.talk(fatma, woman, march(31) + A_DAY, helps=[Help.LETTER], quarters=9)
    counted = group.counted()
    assert counted.tables["conversations_help"] == {"letter": 2, "school": 1}
    assert (counted.figures["conversations"], counted.figures["conversation_hours"]) == (2, 0.75)


def test_women_per_mother_needs_a_mother_and_hours_need_a_length(group):
    fatma = group.mother()
    group.talk(fatma, group.contact(fatma, march(1)), march(1))
    figures = group.counted().figures
    assert (figures["women_helped"], figures["women_per_mother"], figures["conversation_hours"]) == (1, None, None)
