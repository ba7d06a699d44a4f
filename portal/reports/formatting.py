"""How the report says a number and a period in the language of its reader: on screen, on paper and in files."""

from decimal import Decimal
from typing import Final

from flask_babel import gettext as _

from portal.core.amounts import kroner_of, show_amount
from portal.core.i18n import format_number
from portal.reports.figure_types import Unit

#: What stands where there is nothing to reckon a number from.
NOTHING: Final = "–"

#: A mean has one place, and an hour may be half.
_PLACES: Final = {Unit.NUMBER: 0, Unit.MEAN: 1, Unit.DAYS: 1, Unit.HOURS: 1}


def say_number(value: float | None, unit: Unit, *, outside: bool = False) -> str:
    """A number as the reader writes it. None is a dash, or in an edition that is handed on "not shown"."""
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
