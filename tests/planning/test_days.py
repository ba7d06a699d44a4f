"""Holidays and feasts as hints, against dates that are known."""

from datetime import date, timedelta

import pytest

from portal.events.kinds import Kind
from portal.planning import days
from portal.planning.days import HintKind

pytest.importorskip("hypothesis", reason="made-up days need hypothesis (requirements-dev.txt)")

from hypothesis import given
from hypothesis import strategies as st


def dated(year, kind=None):
    """Every hint that begins in a year: its name, first and last day."""
    return {
        str(hint.label): (hint.first, hint.last)
        for hint in days.hints(date(year, 1, 1), date(year, 12, 31))
        if kind in (None, hint.kind) and hint.first.year == year
    }


@pytest.fixture(autouse=True)
def english(app):
    """The labels speak the language of the context."""


def test_the_feasts_of_two_years():
    assert dated(2026, HintKind.FEAST) == {
        "Eid al-Fitr": (date(2026, 3, 20), date(2026, 3, 20)),
        "Newroz": (date(2026, 3, 20), date(2026, 3, 21)),
        "Mother's Day": (date(2026, 5, 10), date(2026, 5, 10)),
        "Eid al-Adha": (date(2026, 5, 27), date(2026, 5, 27)),
    }
    assert dated(2027, HintKind.FEAST) == {
        "Eid al-Fitr": (date(2027, 3, 9), date(2027, 3, 9)),
        "Newroz": (date(2027, 3, 20), date(2027, 3, 21)),
        "Mother's Day": (date(2027, 5, 9), date(2027, 5, 9)),
        "Eid al-Adha": (date(2027, 5, 16), date(2027, 5, 16)),
    }


def test_ramadan_lasts_until_the_day_before_eid():
    assert dated(2026, HintKind.RAMADAN) == {"Ramadan begins": (date(2026, 2, 18), date(2026, 3, 19))}
    assert dated(2027, HintKind.RAMADAN) == {"Ramadan begins": (date(2027, 2, 8), date(2027, 3, 8))}


def test_a_year_may_hold_two_months_of_fasting():
    found = [hint for hint in days.hints(date(2030, 1, 1), date(2030, 12, 31)) if hint.kind is HintKind.RAMADAN]
    assert [hint.first for hint in found] == [date(2030, 1, 5), date(2030, 12, 26)]
    assert found[1].last == date(2031, 1, 23)


def test_public_holidays_hang_on_easter():
    assert dated(2027, HintKind.HOLIDAY) == {
        name: (day, day)
        for name, day in {
            "New Year's Day": date(2027, 1, 1),
            "Maundy Thursday": date(2027, 3, 25),
            "Good Friday": date(2027, 3, 26),
            "Easter Sunday": date(2027, 3, 28),
            "Easter Monday": date(2027, 3, 29),
            "Ascension Day": date(2027, 5, 6),
            "Whit Sunday": date(2027, 5, 16),
            "Whit Monday": date(2027, 5, 17),
            "Constitution Day": date(2027, 6, 5),
            "Christmas Eve": date(2027, 12, 24),
            "Christmas Day": date(2027, 12, 25),
            "Second day of Christmas": date(2027, 12, 26),
            "New Year's Eve": date(2027, 12, 31),
        }.items()
    }
    assert dated(2015)["Great Prayer Day"] == (date(2015, 5, 1), date(2015, 5, 1))


def test_school_holidays_are_the_usual_ones():
    assert dated(2027, HintKind.SCHOOL) == {
        "Winter holiday at school": (date(2027, 2, 13), date(2027, 2, 21)),
        "Easter holiday at school": (date(2027, 3, 20), date(2027, 3, 29)),
        "No school: the day after Ascension": (date(2027, 5, 7), date(2027, 5, 7)),
        "Summer holiday at school": (date(2027, 6, 26), date(2027, 8, 8)),
        "Autumn holiday at school": (date(2027, 10, 16), date(2027, 10, 24)),
        "Christmas holiday at school": (date(2027, 12, 20), date(2028, 1, 2)),
    }


@pytest.mark.parametrize("year", [1900, 1923, 1925, 2076, 2078, 2900])
def test_years_that_nobody_has_reckoned_have_no_ramadan_and_no_error(year):
    found = {hint.kind for hint in days.hints(date(year, 1, 1), date(year, 12, 31))}
    assert found - {HintKind.RAMADAN} == {HintKind.HOLIDAY, HintKind.SCHOOL, HintKind.FEAST}
    assert (HintKind.RAMADAN in found) is (1925 <= year <= 2076)


def test_the_first_and_the_last_day_that_a_calendar_knows_are_no_error():
    assert days.hints_for(date.min) == days.hints_for(date.max) == []
    assert days.next_feast(Kind.NEWROZ, date.max) is None


@pytest.mark.slow
@given(first=st.dates(date(2020, 1, 1), date(2035, 1, 1)), length=st.integers(0, 60))
def test_a_stretch_holds_what_its_days_hold(first, length):
    each = {hint for n in range(length + 1) for hint in days.hints_for(first + timedelta(days=n))}
    stretch = days.hints(first, first + timedelta(days=length))
    assert set(stretch) == each
    assert len(stretch) == len(each)


def words(day):
    return [str(hint.words(day)) for hint in days.hints_for(day)]


def test_what_is_said_of_a_day():
    assert words(date(2027, 2, 8)) == ["Ramadan begins, until Monday 8 March"]
    assert words(date(2027, 2, 9)) == ["Ramadan, day 2 of 29"]
    assert words(date(2026, 3, 19)) == ["Ramadan, day 30 of 30"]
    assert words(date(2027, 3, 9)) == ["About now: Eid al-Fitr"]
    assert words(date(2027, 5, 9)) == ["Mother's Day"]
    assert words(date(2027, 6, 26)) == ["Summer holiday at school, until Sunday 8 August"]
    assert words(date(2027, 8, 8)) == ["Summer holiday at school"]
    assert words(date(2027, 9, 1)) == []


def test_the_next_feast_of_a_kind():
    assert days.next_feast(Kind.MOTHERS_DAY, date(2027, 5, 8)) == date(2027, 5, 9)
    assert days.next_feast(Kind.MOTHERS_DAY, date(2027, 5, 9)) == date(2028, 5, 14)
    assert days.next_feast(Kind.NEWROZ, date(2027, 4, 1)) == date(2028, 3, 21)
    assert days.next_feast(Kind.RAMADAN_END, date(2026, 11, 1)) == date(2027, 3, 9)
    assert days.next_feast(Kind.RAMADAN_END, date(2090, 1, 1)) is None
    assert days.next_feast(Kind.COMMUNAL_MEAL, date(2027, 1, 1)) is None
