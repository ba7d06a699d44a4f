"""The same weekday of another month: the first Friday, the last Sunday."""

from calendar import monthrange
from datetime import date


def same_weekday(day: date, *, months: int) -> date:
    """The same weekday of the month so many months on. A fifth one becomes the last, which every month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    before = (day.weekday() - first.weekday()) % 7 + (day.day - 1) // 7 * 7
    return first.replace(day=1 + (before if before < monthrange(year, month + 1)[1] else before - 7))


def next_month(day: date, *, after: date) -> date:
    """The first of these weekdays in a later month that comes after a day."""
    months = 1
    while (found := same_weekday(day, months=months)) <= after:
        months += 1
    return found
