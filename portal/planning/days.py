"""Days that matter when one plans: public holidays, school holidays, the fast and the feasts. Hints, no rules.

Easter and what hangs on it come from dateutil, the Islamic days from the Umm al-Qura calendar (hijridate), which
is reckoned beforehand: where the new moon is looked for in the sky, a day may differ by one. Years beyond that
calendar have no Ramadan here.

School holidays: folkeskoleloven § 14 a says that the summer holiday begins on the last Saturday of June; the
rest is set by each municipality, so the usual ones stand here: week 7, Easter from the Saturday before Palm
Sunday, the day after Ascension, summer until the second Monday of August, week 42, and from about 20 December.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from dateutil.easter import easter
from dateutil.relativedelta import MO, SA, SU, relativedelta
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from hijridate import Hijri

from portal.core.i18n import format_day
from portal.events.kinds import Kind

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999
_RAMADAN: Final = 9
_SHAWWAL: Final = 10
_DHU_AL_HIJJA: Final = 12
#: The Great Prayer Day was a public holiday until then.
_LAST_PRAYER_DAY: Final = 2023


class HintKind(StrEnum):
    """What a day is marked as."""

    HOLIDAY = "holiday"
    FEAST = "feast"
    RAMADAN = "ramadan"
    SCHOOL = "school"


@dataclass(frozen=True)
class Hint:
    """What is on from ``first`` to ``last``. ``moon``: the day may differ by one."""

    kind: HintKind
    label: LazyString
    first: date
    last: date
    moon: bool = False

    def words(self, day: date) -> LazyString:
        """What to say of one of its days: when a stretch ends, and how far the month of fasting has come."""
        days = (self.last - self.first).days + 1
        if self.kind is HintKind.RAMADAN and day != self.first:
            return _("Ramadan, day %(num)s of %(days)s", num=(day - self.first).days + 1, days=days)
        if self.moon and self.kind is not HintKind.RAMADAN:
            return _("About now: %(feast)s", feast=self.label)
        if day >= self.last or self.kind is HintKind.FEAST:
            return self.label
        return _("%(label)s, until %(day)s", label=self.label, day=LazyString(format_day, self.last))


def hints(first: date, last: date) -> list[Hint]:
    """Everything that touches the days from ``first`` to ``last``, in order of time."""
    found = [
        hint
        for year in _years(first.year - 1, last.year)
        for hint in _year(year)
        if hint.first <= last and hint.last >= first
    ]
    return sorted(found, key=lambda hint: (hint.first, hint.last, hint.kind))


def hints_for(day: date) -> list[Hint]:
    return hints(day, day)


def next_feast(kind: Kind, after: date) -> date | None:
    """The next day that a kind of event hangs on, later than ``after``; None where it hangs on none."""
    find = _FEAST_OF.get(kind)
    if find is None:
        return None
    days = (find(year) for year in _years(after.year, after.year + 2))
    return min((day for some in days for day in some if day > after), default=None)


def _years(first: int, last: int) -> range:
    """The years from ``first`` to ``last``, as far as anybody plans."""
    return range(max(first, _FIRST_YEAR), min(last, _LAST_YEAR) + 1)


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[Hint, ...]:
    """The hints that begin in a year."""
    return (*_public_holidays(year), *_feasts(year), *_islamic(year), *_school_holidays(year))


def _public_holidays(year: int) -> Iterator[Hint]:
    """Days on which Denmark stands still, by law or by habit."""
    sunday = easter(year)
    for label, day in (
        (_("New Year's Day"), date(year, 1, 1)),
        (_("Maundy Thursday"), sunday - timedelta(days=3)),
        (_("Good Friday"), sunday - timedelta(days=2)),
        (_("Easter Sunday"), sunday),
        (_("Easter Monday"), sunday + timedelta(days=1)),
        (_("Ascension Day"), sunday + timedelta(days=39)),
        (_("Whit Sunday"), sunday + timedelta(days=49)),
        (_("Whit Monday"), sunday + timedelta(days=50)),
        (_("Constitution Day"), date(year, 6, 5)),
        (_("Christmas Eve"), date(year, 12, 24)),
        (_("Christmas Day"), date(year, 12, 25)),
        (_("Second day of Christmas"), date(year, 12, 26)),
        (_("New Year's Eve"), date(year, 12, 31)),
    ):
        yield Hint(HintKind.HOLIDAY, label, day, day)
    if year <= _LAST_PRAYER_DAY:
        day = sunday + timedelta(days=26)
        yield Hint(HintKind.HOLIDAY, _("Great Prayer Day"), day, day)


def _feasts(year: int) -> Iterator[Hint]:
    yield Hint(HintKind.FEAST, _("Newroz"), date(year, 3, 20), date(year, 3, 21))
    for day in _mothers_day(year):
        yield Hint(HintKind.FEAST, _("Mother's Day"), day, day)


def _islamic(year: int) -> Iterator[Hint]:
    for first in _islamic_days(year, _RAMADAN, 1):
        eid = next((day for one in (year, year + 1) for day in _eid_al_fitr(one) if day > first), None)
        if eid is not None:
            yield Hint(HintKind.RAMADAN, _("Ramadan begins"), first, eid - timedelta(days=1), moon=True)
    for day in _eid_al_fitr(year):
        yield Hint(HintKind.FEAST, _("Eid al-Fitr"), day, day, moon=True)
    for day in _islamic_days(year, _DHU_AL_HIJJA, 10):
        yield Hint(HintKind.FEAST, _("Eid al-Adha"), day, day, moon=True)


def _school_holidays(year: int) -> Iterator[Hint]:
    sunday = easter(year)
    june, august = date(year, 6, 30), date(year, 8, 1)
    day_after_ascension = sunday + timedelta(days=40)
    for label, first, last in (
        (_("Winter holiday at school"), *_week(year, 7)),
        (_("Easter holiday at school"), sunday - timedelta(days=8), sunday + timedelta(days=1)),
        (_("No school: the day after Ascension"), day_after_ascension, day_after_ascension),
        (
            _("Summer holiday at school"),
            june + relativedelta(weekday=SA(-1)),
            august + relativedelta(weekday=MO(2)) - timedelta(days=1),
        ),
        (_("Autumn holiday at school"), *_week(year, 42)),
        (_("Christmas holiday at school"), date(year, 12, 20), date(year + 1, 1, 2)),
    ):
        yield Hint(HintKind.SCHOOL, label, first, last)


def _week(year: int, number: int) -> tuple[date, date]:
    """A week that is off, from the Saturday before it to its Sunday."""
    return date.fromisocalendar(year, number, 1) - timedelta(days=2), date.fromisocalendar(year, number, 7)


def _newroz(year: int) -> list[date]:
    return [date(year, 3, 21)]


def _mothers_day(year: int) -> list[date]:
    return [date(year, 5, 1) + relativedelta(weekday=SU(2))]


def _eid_al_fitr(year: int) -> list[date]:
    return _islamic_days(year, _SHAWWAL, 1)


def _islamic_days(year: int, month: int, day: int) -> list[date]:
    """When an Islamic date falls in one of our years: once, twice, or (where nobody has reckoned) never."""
    about = (year - 622) * 33 // 32
    found = []
    for hijri in range(about - 1, about + 3):
        try:
            one = Hijri(hijri, month, day).to_gregorian()
        except (OverflowError, ValueError):
            continue
        if one.year == year:
            found.append(date(one.year, one.month, one.day))
    return found


_FEAST_OF: Final = {Kind.NEWROZ: _newroz, Kind.RAMADAN_END: _eid_al_fitr, Kind.MOTHERS_DAY: _mothers_day}
