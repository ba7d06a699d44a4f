"""The days of a series: every week, every month on the same weekday, or by hand.

Days are local and hold no time. A series keeps its wall time, so nothing here knows of summer time; whether the
time exists on a day is decided where the date is made (``events/rules.py``).
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from portal.events.models import Repeat

FEWEST: Final = 2
MOST: Final = 52
#: The last such weekday of a month, be it the fourth or the fifth.
LAST: Final = -1
_ORDERED: Final = 4


def expand(repeat: Repeat, first: date, count: int, *, position: int | None = None) -> list[date]:
    """``first`` and the dates that follow it in the pattern, ``count`` in all, in order.

    ``position`` says which weekday of its month a monthly series means; it must be one of ``positions(first)``,
    and may be left out where there is but one. By hand no date follows by itself.
    """
    if not FEWEST <= count <= MOST:
        raise ValueError("a series has 2 to 52 dates")
    if repeat is Repeat.BY_HAND:
        return [first]
    if repeat is Repeat.WEEKLY:
        found = rrule(WEEKLY, dtstart=_midnight(first), count=count)
    else:
        known = positions(first)
        position = known[0] if position is None else position
        if position not in known:
            raise ValueError("this is not the day's place in its month")
        found = rrule(MONTHLY, dtstart=_midnight(first), count=count, byweekday=weekday(first.weekday(), position))
    return [one.date() for one in found]


def positions(day: date) -> list[int]:
    """Which weekday of its month a day is: 1 to 4 for the first to the fourth, ``LAST`` for the last; or both."""
    nth = (day.day - 1) // 7 + 1
    last = (day + timedelta(days=7)).month != day.month
    return [*([nth] if nth <= _ORDERED else []), *([LAST] if last else [])]


def positions_of(days: Iterable[date]) -> list[int]:
    """The places in the month that all of these days share; those of the last day where they share none."""
    days = sorted(days)
    shared = [one for one in positions(days[-1]) if all(one in positions(day) for day in days)]
    return shared or positions(days[-1])


def following(repeat: Repeat, anchor: date, last: date, count: int, *, position: int | None = None) -> list[date]:
    """The ``count`` dates that come after the ``last`` one in the pattern of ``anchor``.

    ``anchor`` is a date of the series that nobody has moved. A last date that was moved within its week (or month)
    stands for the one the pattern had there.
    """
    if repeat is Repeat.BY_HAND:
        return []
    taken = _stretch(repeat, last)
    found: list[date] = []
    while len(found) < count:
        batch = expand(repeat, anchor, MOST, position=position)
        found += [day for day in batch[1:] if _stretch(repeat, day) > taken]
        anchor = batch[-1]
    return found[:count]


def next_monthly(day: date, *, after: date) -> date:
    """The first date on the same weekday of a later month that comes after ``after``; a fifth means the last."""
    position = positions(day)[0]
    batch = expand(Repeat.MONTHLY, day, MOST, position=position)
    while batch[-1] <= after:
        batch = expand(Repeat.MONTHLY, batch[-1], MOST, position=position)
    return next(one for one in batch[1:] if one > after)


def _stretch(repeat: Repeat, day: date) -> tuple[int, int]:
    """The week or the month of a day, as something that grows."""
    return day.isocalendar()[:2] if repeat is Repeat.WEEKLY else (day.year, day.month)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
