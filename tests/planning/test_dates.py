"""The days of a series, against plain calendar arithmetic that knows no recurrence rules."""

import calendar
from datetime import date, timedelta

import pytest

pytest.importorskip("hypothesis", reason="made-up series need hypothesis (requirements-dev.txt)")

from hypothesis import example, given
from hypothesis import strategies as st

from portal.events.models import Repeat
from portal.planning import dates
from portal.planning.dates import LAST

days = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
counts = st.integers(2, 52)


def in_month(year, month, weekday):
    """All such weekdays of a month, read off a calendar sheet."""
    return [date(year, month, week[weekday]) for week in calendar.monthcalendar(year, month) if week[weekday]]


def monthly(first, count, position):
    """A month at a time: the day at that place, or none where the month has no such day."""
    found, year, month = [], first.year, first.month
    while len(found) < count:
        sheet = in_month(year, month, first.weekday())
        found.append(sheet[position - 1] if position > 0 else sheet[-1])
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


@pytest.mark.slow
@given(first=days, count=counts)
@example(first=date(2027, 3, 25), count=2)
@example(first=date(2026, 10, 22), count=2)
def test_every_week_is_the_same_weekday_seven_days_on(first, count):
    assert dates.expand(Repeat.WEEKLY, first, count) == [first + timedelta(days=7 * n) for n in range(count)]


@pytest.mark.slow
@given(first=days, count=counts, data=st.data())
def test_every_month_is_the_same_weekday_at_the_same_place(first, count, data):
    position = data.draw(st.sampled_from(dates.positions(first)))
    assert dates.expand(Repeat.MONTHLY, first, count, position=position) == monthly(first, count, position)


@given(day=days)
def test_a_day_is_offered_as_what_it_is_in_its_month(day):
    sheet = in_month(day.year, day.month, day.weekday())
    expected = [sheet.index(day) + 1] if sheet.index(day) < 4 else []
    assert dates.positions(day) == [*expected, *([LAST] if sheet[-1] == day else [])]


def test_the_fourth_thursday_of_four_is_the_last_as_well():
    assert dates.positions(date(2027, 2, 25)) == [4, LAST]
    fourth = dates.expand(Repeat.MONTHLY, date(2027, 2, 25), 3, position=4)
    last = dates.expand(Repeat.MONTHLY, date(2027, 2, 25), 3, position=LAST)
    assert fourth == [date(2027, 2, 25), date(2027, 3, 25), date(2027, 4, 22)]
    assert last == [date(2027, 2, 25), date(2027, 3, 25), date(2027, 4, 29)]
    assert dates.positions(date(2027, 4, 29)) == [LAST]


def test_a_series_goes_over_both_changes_of_the_clock_on_the_same_weekday():
    year = dates.expand(Repeat.WEEKLY, date(2026, 10, 1), 52)
    assert {day.weekday() for day in year} == {3}
    assert date(2026, 10, 29) in year
    assert date(2027, 4, 1) in year


@pytest.mark.parametrize("count", [-1, 0, 1, 53, 1000])
def test_a_series_has_two_to_fifty_two_dates(count):
    with pytest.raises(ValueError, match="2 to 52"):
        dates.expand(Repeat.WEEKLY, date(2027, 5, 9), count)


def test_a_place_in_the_month_that_the_day_has_not_is_no_pattern():
    with pytest.raises(ValueError, match="place"):
        dates.expand(Repeat.MONTHLY, date(2027, 5, 9), 3, position=3)


def test_by_hand_no_date_comes_by_itself():
    assert dates.expand(Repeat.BY_HAND, date(2027, 5, 9), 10) == [date(2027, 5, 9)]
    assert dates.following(Repeat.BY_HAND, date(2027, 5, 9), date(2027, 6, 9), 3) == []


@pytest.mark.slow
@given(first=days, count=counts, more=st.integers(1, 60), data=st.data())
def test_more_dates_continue_where_the_series_stopped(first, count, more, data):
    repeat = data.draw(st.sampled_from([Repeat.WEEKLY, Repeat.MONTHLY]))
    position = data.draw(st.sampled_from(dates.positions(first)))
    if repeat is Repeat.WEEKLY:
        whole = [first + timedelta(days=7 * n) for n in range(count + more)]
    else:
        whole = monthly(first, count + more, position)
    found = dates.following(repeat, first, whole[count - 1], more, position=position)
    assert found == whole[count:]


def test_a_last_date_that_was_moved_within_its_week_or_month_is_not_made_again():
    thursday = date(2027, 6, 10)
    for moved in (date(2027, 6, 15), date(2027, 6, 18)):  # it was the 17th
        assert dates.following(Repeat.WEEKLY, thursday, moved, 2) == [date(2027, 6, 24), date(2027, 7, 1)]
    assert dates.following(Repeat.MONTHLY, thursday, date(2027, 7, 1), 1, position=2) == [date(2027, 8, 12)]


def test_the_days_of_a_series_tell_its_place_in_the_month():
    last = [date(2027, 2, 25), date(2027, 3, 25), date(2027, 4, 29)]
    assert dates.positions_of(last) == [LAST]
    assert dates.positions_of(last[:1]) == [4, LAST]
    assert dates.positions_of([date(2027, 2, 4), date(2027, 3, 11)]) == [2]


@pytest.mark.parametrize(
    ("day", "after", "found"),
    [
        pytest.param(date(2026, 12, 4), date(2026, 12, 5), date(2027, 1, 1), id="the first Friday"),
        pytest.param(date(2026, 12, 4), date(2027, 1, 1), date(2027, 2, 5), id="that day is no more to come"),
        pytest.param(date(2027, 2, 28), date(2027, 2, 28), date(2027, 3, 28), id="the fourth Sunday"),
        pytest.param(date(2026, 10, 30), date(2026, 10, 30), date(2026, 11, 27), id="the fifth Friday: the last"),
        pytest.param(date(2015, 1, 30), date(2026, 10, 1), date(2026, 10, 30), id="an event long ago"),
    ],
)
def test_the_next_month_has_the_same_weekday_too(day, after, found):
    assert dates.next_monthly(day, after=after) == found


@pytest.mark.slow
def test_on_every_day_of_ten_years_the_weekday_stays_and_the_month_is_the_next():
    for number in range(3660):
        day = date(2024, 1, 1) + timedelta(days=number)
        found = dates.next_monthly(day, after=day)
        assert found.weekday() == day.weekday()
        assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == 1
        place = (day.day - 1) // 7
        last = (found + timedelta(days=7)).month != found.month
        assert (found.day - 1) // 7 == place or (place == 4 and last)
