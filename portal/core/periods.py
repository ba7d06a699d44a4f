"""The stretch of days a report is about: any for the group's own eyes, fixed ones for what is handed on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from portal.core.i18n import format_day, to_instant

_DAY: Final = timedelta(days=1)


class Stretch(StrEnum):
    """The part of a calendar year that an outside edition is about."""

    YEAR = "year"
    H1 = "h1"
    H2 = "h2"
    Q1 = "q1"
    Q2 = "q2"
    Q3 = "q3"
    Q4 = "q4"

    @property
    def quarters(self) -> tuple[int, ...]:
        """The quarters it is made of."""
        return _QUARTERS[self]


_QUARTERS: Final = {
    Stretch.YEAR: (1, 2, 3, 4),
    Stretch.H1: (1, 2),
    Stretch.H2: (3, 4),
    Stretch.Q1: (1,),
    Stretch.Q2: (2,),
    Stretch.Q3: (3,),
    Stretch.Q4: (4,),
}


@dataclass(frozen=True)
class Period:
    """Some days in a row, both ends included, by Danish dates."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @classmethod
    def of(cls, year: int, stretch: Stretch = Stretch.YEAR) -> "Period":
        """A calendar year, or a half or quarter of one."""
        first, last = stretch.quarters[0], stretch.quarters[-1]
        return cls(date(year, 3 * first - 2, 1), date(year, 3 * last, monthrange(year, 3 * last)[1]))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def starts_local(self) -> datetime:
        """Its first moment, as events keep theirs."""
        return datetime.combine(self.first, time())

    @property
    def ends_local(self) -> datetime:
        return datetime.combine(self.last + _DAY, time())

    @property
    def starts_at(self) -> datetime:
        return to_instant(self.starts_local)

    @property
    def ends_at(self) -> datetime:
        return to_instant(self.ends_local)

    @property
    def years(self) -> range:
        return range(self.first.year, self.last.year + 1)

    def before(self) -> "Period":
        """The one to compare with: as many whole months before where it is whole months, else as many days."""
        if self.first.day == 1 and (self.last + _DAY).day == 1:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            month = self.first.year * 12 + self.first.month - 1 - months
            return Period(date(month // 12, month % 12 + 1, 1), self.first - _DAY)
        return Period(self.first - timedelta(days=self.days), self.first - _DAY)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def say_period(period: Period) -> str:
    """A year, some months, or the days from the first to the last."""
    first, last = period.first, period.last
    if period == Period.of(first.year):
        return str(first.year)
    if first.day == 1 and Period(first, last).ends_local.day == 1:
        if first.year != last.year:
            return f"{format_day(first, 'month_year')} – {format_day(last, 'month_year')}"
        until = format_day(last, "month_year")
        return until if first.month == last.month else f"{format_day(first, 'month_name')} – {until}"
    return f"{format_day(first, 'long')} – {format_day(last, 'long')}"
