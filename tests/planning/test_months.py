"""The same weekday of another month."""

from datetime import date, timedelta

import pytest

from portal.planning.months import next_month, same_weekday


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 12, 4), 1, date(2027, 1, 1)),  # the first Friday
        (date(2027, 1, 1), 1, date(2027, 2, 5)),
        (date(2027, 2, 28), 1, date(2027, 3, 28)),  # the fourth Sunday
        (date(2026, 10, 30), 1, date(2026, 11, 27)),  # the fifth Friday: the last of a month with four
        (date(2026, 7, 31), 3, date(2026, 10, 30)),  # and the fifth of a month with five
        (date(2027, 1, 29), 1, date(2027, 2, 26)),
        (date(2028, 2, 29), 12, date(2029, 2, 27)),
        (date(2026, 11, 1), 1, date(2026, 12, 6)),
        (date(2026, 11, 11), 0, date(2026, 11, 11)),
    ],
)
def test_a_weekday_keeps_its_place_in_the_month_and_a_fifth_one_is_the_last(day, months, found):
    assert same_weekday(day, months=months) == found


def test_on_every_day_of_ten_years_the_weekday_stays_and_the_month_is_the_next():
    for number in range(3660):
        day = date(2024, 1, 1) + timedelta(days=number)
        found = same_weekday(day, months=1)
        assert found.weekday() == day.weekday()
        assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == 1
        place = (day.day - 1) // 7
        last = (found + timedelta(days=7)).month != found.month
        assert (found.day - 1) // 7 == place or (place == 4 and last)


def test_of_an_event_long_ago_the_next_one_is_still_to_come_and_still_a_fifth_friday_if_there_is_one():
    assert next_month(date(2026, 12, 4), after=date(2026, 12, 5)) == date(2027, 1, 1)
    assert next_month(date(2026, 12, 4), after=date(2027, 1, 1)) == date(2027, 2, 5)
    assert next_month(date(2015, 1, 30), after=date(2026, 10, 1)) == date(2026, 10, 30)
