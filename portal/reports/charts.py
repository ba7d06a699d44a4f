"""The geometry of the report's charts: numbers in, shapes out. ``templates/reports/charts.html`` draws them.

Two kinds are enough: a bar beside each row of a table, and one column for each month. Both are pictures of a table
that stands beside them, so they carry no number that is not written there, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.core.i18n import format_day, format_number
from portal.core.periods import Period

#: More columns than this beside each other are too narrow for a name below them ...
MOST_COLUMNS: Final = 12
#: ... so that many months are drawn by quarter, and many quarters by year.
_STEPS: Final = (1, 3, 12)

WIDTH: Final = 560
HEIGHT: Final = 232
_TOP: Final = 26
_FOOT: Final = 56
_MOST_WIDE: Final = 44
#: About as wide is one digit of a number on a column.
_DIGIT: Final = 8.5


@dataclass(frozen=True)
class Span:
    """One month, quarter or year of a chart: its name in a table, the lines below its column, and its number."""

    name: str
    lines: tuple[str, ...]
    #: None where it is not shown.
    value: int | None


@dataclass(frozen=True)
class Column:
    """One column: the middle of its foot, its shape, and what is written above and below it."""

    middle: float
    x: float
    y: float
    width: float
    height: float
    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart of columns, in the units of its own ``viewBox``."""

    columns: tuple[Column, ...]
    baseline: float
    width: int = WIDTH
    height: int = HEIGHT


def share(value: float | None, most: float) -> float:
    """How much of a bar is filled, in percent: nothing for nothing, and never so little that it is not seen."""
    if not value or value < 0 or most <= 0:
        return 0.0
    return round(max(1.5, min(100.0, 100.0 * value / most)), 2)


def step_of(period: Period, most: int = MOST_COLUMNS) -> int:
    """How many months a column stands for: one, a quarter or a year."""
    months = _number(period.last) - _number(period.first) + 1
    return next((step for step in _STEPS if -(-(months + _number(period.first) % step) // step) <= most), 12)


def spans(table: Mapping[str, int | None], period: Period, step: int) -> list[Span]:
    """The months of a period, or its quarters or years, with a nought where nothing was.

    One is not shown as soon as a month of it is not.
    """
    found: list[Span] = []
    begin = _number(period.first) // step * step
    for number in range(begin, _number(period.last) + 1, step):
        inside = [table.get(_key(month), 0) for month in range(number, number + step)]
        value = None if None in inside else sum(month or 0 for month in inside)
        day = date(number // 12, number % 12 + 1, 1)
        name, label = _words(day, step)
        with_year = step < 12 and (not found or day.month == 1)
        found.append(Span(name, (*label, str(day.year)) if with_year else label, value))
    return found


def columns(spans: Sequence[Span], *, rtl: bool) -> Drawing:
    """The columns of a chart, from the side on which one begins to read."""
    room = WIDTH / max(len(spans), 1)
    wide = min(_MOST_WIDE, room * 0.7)
    baseline = HEIGHT - _FOOT
    most = max([span.value or 0 for span in spans], default=0)
    numbers = [format_number(span.value) if span.value else "" for span in spans]
    shown = max(map(len, numbers), default=0) * _DIGIT <= room
    drawn = []
    for place, (span, number) in enumerate(zip(spans, numbers, strict=True)):
        middle = room * (place + 0.5)
        middle = WIDTH - middle if rtl else middle
        height = share(span.value, most) / 100 * (baseline - _TOP)
        drawn.append(
            Column(
                middle=round(middle, 1),
                x=round(middle - wide / 2, 1),
                y=round(baseline - height, 1),
                width=round(wide, 1),
                height=round(height, 1),
                number=number if shown else "",
                lines=span.lines,
            )
        )
    return Drawing(tuple(drawn), baseline)


def _words(day: date, step: int) -> tuple[str, tuple[str, ...]]:
    """The name of a span, and the same in short lines."""
    if step == 12:
        return str(day.year), (str(day.year),)
    whole, short = ("month_year", "month") if step == 1 else ("quarter_year", "quarter")
    words = format_day(day, short).rstrip(".").split(" ", 1)
    return format_day(day, whole), tuple(words)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _key(number: int) -> str:
    return f"{number // 12}-{number % 12 + 1:02d}"
