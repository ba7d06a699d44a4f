"""How the report says a number and a period in the language of its reader: on screen, on paper and in files."""

from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from portal.i18n import format_day, format_number
from portal.money.amounts import kroner_of, show_amount
from portal.reports.figures import Unit
from portal.reports.period import Period

#: What stands where there is nothing to reckon a number from.
NOTHING: Final = "–"

#: A mean has one place, and an hour may be half.
_PLACES: Final = {Unit.NUMBER: 0, Unit.MEAN: 1, Unit.DAYS: 1, Unit.HOURS: 1}


def say_number(value: float | None, unit: Unit, *, outside: bool = False) -> str:
    """A number as the reader writes it. None is a dash, or outside the house "not shown"."""
    if value is None:
        return _("not shown") if outside else NOTHING
    if unit is Unit.MONEY:
        return show_amount(value, places=0)
    return format_number(value, places=_PLACES[unit])


def cell(value: float | None, unit: Unit) -> int | Decimal | None:
    """The same number for a spreadsheet: money as kroner, means with one place, counts whole."""
    if value is None:
        return None
    if unit is Unit.MONEY:
        return kroner_of(value)
    places = _PLACES[unit]
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places)) if places else int(value)


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
