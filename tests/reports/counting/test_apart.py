"""What mothers noted is told apart for the group alone: no two reports together tell what one of them noted."""

from datetime import date

import pytest

from portal.contacts.help_kinds import Help
from portal.contacts.models import Met
from portal.core.areas import Area
from portal.core.db import db
from portal.core.periods import Period, Stretch
from portal.reports import page
from portal.reports.names import Names
from tests.reports.counting.conftest import LATER

APART = {"conversations_help", "women_area", "contacts_met", "contacts_area"}
YEAR = Period.of(2015)


def day(month, number):
    return date(2015, month, number)


def days(first, last):
    return Period(day(*first), day(*last))


@pytest.fixture
def noted(group):
    """Three mothers noted something in January, two in February, three in March; Amal alone on its last day."""
    mothers = [group.mother((date(2012, 1, 1), None), name=name) for name in ("Amal", "Fatma", "Rania")]
    for month, several in ((1, 3), (2, 2), (3, 3)):
        for mother in mothers[:several]:
            contact = group.contact(mother, day(month, 5), met=Met.NEIGHBOUR)
            group.talk(mother, contact, day(month, 5), helps=[Help.LETTER])
    contact = group.contact(mothers[0], day(3, 31), met=Met.NEIGHBOUR)
    group.talk(mothers[0], contact, day(3, 31), helps=[Help.HEALTH])
    return mothers


def told(group, period):
    return APART & set(group.counted(period, whole=False).tables)


@pytest.mark.slow
def test_of_two_reports_a_day_apart_the_shorter_one_tells_no_kinds(group, noted):
    counted = group.counted(days((1, 1), (3, 31)), whole=False)
    assert counted.tables["conversations_help"] == {"letter": 8, "health": 1}
    assert told(group, days((1, 1), (3, 30))) == set()
    assert told(group, days((3, 31), (3, 31))) == set()


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (days((1, 1), (1, 31)), APART),
        (days((1, 5), (1, 5)), APART),  # all that January has
        (days((2, 1), (2, 28)), set()),
        (days((1, 1), (2, 28)), set()),  # less January it would be February
        (days((2, 1), (3, 31)), APART),
        (days((1, 1), (12, 31)), APART),
        (days((4, 1), (4, 30)), APART),  # nothing to tell
        (days((1, 20), (3, 31)), APART),
        (Period(date(2014, 1, 1), day(12, 31)), APART),
    ],
)
def test_a_period_is_told_apart_where_it_takes_months_of_three_mothers_whole(group, noted, period, expected):
    assert told(group, period) == expected


@pytest.mark.slow
def test_what_is_left_at_the_end_of_a_year_goes_with_the_months_before(group, noted):
    contact = group.contact(noted[0], day(11, 5))
    group.talk(noted[0], contact, day(11, 6), helps=[Help.SCHOOL])
    assert told(group, Period.of(2015, Stretch.Q4)) == set()
    assert told(group, Period.of(2015, Stretch.H1)) == set()
    assert told(group, YEAR) == APART


@pytest.mark.slow
def test_a_year_of_two_mothers_is_not_told_apart_and_not_by_two_years_either(group, noted):
    contact = group.contact(noted[0], date(2014, 5, 5))
    group.talk(noted[0], contact, date(2014, 5, 5), helps=[Help.SCHOOL])
    assert told(group, Period(date(2014, 1, 1), day(12, 31))) == set()
    assert told(group, YEAR) == APART


def test_how_much_was_noted_is_told_for_any_days(group, noted):
    counted = group.counted(days((3, 31), (3, 31)), whole=False)
    assert (counted.figures["conversations"], counted.tables["conversations_month"]) == (1, {"2015-03": 1})
    assert counted.tables["mothers_conversations"] == {str(noted[0]): 1}


@pytest.mark.slow
def test_a_table_that_is_not_told_is_missing_and_not_nought(group, noted):
    """On the page of an area stood "women helped: 0" where nobody may say how many they were."""
    area = group.add(Area, slug="there", name="There")
    group.contact(noted[0], day(3, 20), area_id=area)
    group.dinner(31, area_id=area)
    counts = group.counted(days((3, 31), (3, 31)), whole=False)
    report = page.make(days((3, 31), (3, 31)), counts, Names.load(db.session(), counts))
    there = next(chapter for chapter in report.chapters if chapter.key == "area-there")
    assert [number.key for number in there.blocks[0].numbers] == [
        "events_area", "participants_area", "enquiries_area",
    ]  # fmt: skip
    assert report.withheld
    whole = group.counted(YEAR, whole=False, now=LATER)
    assert not page.make(YEAR, whole, Names.load(db.session(), whole)).withheld
