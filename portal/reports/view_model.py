"""Numbers as they are read, in the reader's language: with their words, and what they were before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _

from portal.core.amounts import kroner_of, show_amount
from portal.core.i18n import format_number
from portal.reports import charts
from portal.reports.figure_types import REST, Chart, Counts, Figure, Table, Unit
from portal.reports.figures import FIGURES
from portal.stories.models import MotherLine, Story

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


@dataclass(frozen=True)
class Number:
    """One number, and the one of the period before it where there is one to compare with."""

    key: str
    label: LazyString
    #: What was counted, in one sentence.
    about: LazyString
    unit: Unit
    value: float | None
    before: float | None = None
    compared: bool = False
    #: Whether it is handed on: then None is not shown, and not unknown.
    outside: bool = False

    @property
    def text(self) -> str:
        return say_number(self.value, self.unit, outside=self.outside)

    @property
    def text_before(self) -> str:
        return say_number(self.before, self.unit, outside=self.outside)

    @property
    def hidden(self) -> bool:
        return self.outside and self.value is None

    @property
    def says_something(self) -> bool:
        """Whether it is, or was, more than nothing; what is kept back is."""
        return bool(self.value or self.before or self.hidden)


@dataclass(frozen=True)
class Row:
    """One row of a table, and how much of the bar beside it is filled, now and before."""

    key: str
    name: str
    cells: tuple[Number, ...]
    bar: float = 0.0
    bar_before: float = 0.0


@dataclass(frozen=True)
class Figures:
    numbers: tuple[Number, ...]
    shape: str = "figures"


@dataclass(frozen=True)
class Grid:
    """Tables with the same rows as one; ``heads`` are empty where only the names of the rows are told."""

    title: LazyString | str
    heads: tuple[Table, ...]
    rows: tuple[Row, ...]
    chart: Chart = Chart.NONE
    drawing: charts.Drawing | None = None
    shape: str = "grid"


@dataclass(frozen=True)
class Told:
    """The words of people that stand here: stories, and what the mothers say of themselves."""

    stories: Sequence[Story]
    lines: Sequence[MotherLine]
    shape: str = "told"


@dataclass(frozen=True)
class Given:
    """A funder, what it gave, and what there was in the areas it cares for: none named where it is all of them."""

    name: str
    amount: Number
    areas: tuple[str, ...]
    grid: Grid | None
    shape: str = "given"


Block = Figures | Grid | Told | Given


@dataclass(frozen=True)
class Chapter:
    """A chapter, by the anchor it is found at.

    ``whole``: on paper it is not torn apart; ``own_page``: it begins on a page of its own.
    """

    key: str
    title: LazyString | str
    about: LazyString | None
    blocks: tuple[Block, ...]
    whole: bool = False
    own_page: bool = False

    @property
    def figures(self) -> list[Figures]:
        """Its blocks of figures, which stand below its title."""
        return [block for block in self.blocks if isinstance(block, Figures)]

    @property
    def rest(self) -> list[Block]:
        return [block for block in self.blocks if not isinstance(block, Figures)]


@dataclass(frozen=True)
class Reading:
    """Counts that are read, and those of the period before, where there is one."""

    counts: Counts
    before: Counts | None = None
    outside: bool = False

    def figures(self, keys: Iterable[str]) -> tuple[Number, ...]:
        """Some figures, without those that were not counted at all.

        Where none of them was anything before, there is nothing to compare with.
        """
        numbers = tuple(number for key in keys if (number := self._figure(key)) is not None)
        return numbers if any(number.before for number in numbers) else tuple(map(_alone, numbers))

    def cells(self, tables: Sequence[Table], row: str) -> tuple[Number, ...]:
        """One row of some tables that were counted."""
        return tuple(self.cell(table, row) for table in tables)

    def _figure(self, key: str) -> Number | None:
        if key not in self.counts.figures:
            return None
        compared = self.before is not None and key in self.before.figures
        before = self.before.figures[key] if self.before and compared else None
        return self._number(FIGURES[key], self.counts.figures[key], before, compared=compared)

    def cell(self, table: Table, row: str) -> Number:
        """One row of a table that was counted."""
        compared = self.before is not None and bool(self.before.tables.get(table.key))
        before = self._value(self.before, table, row) if self.before and compared else None
        return self._number(table, self._value(self.counts, table, row), before, compared=compared)

    def span(self, table: Table, value: int | None) -> Number:
        """A month of a table, or more of them; the months before are other ones, so nothing is compared."""
        return self._number(table, value, None, compared=False)

    def _value(self, counts: Counts, table: Table, row: str) -> int | None:
        """A row that is missing is none, unless it may stand among all others."""
        found = counts.tables[table.key]
        return found.get(row, None if REST in found else 0)

    def _number(self, of: Figure | Table, now: float | None, before: float | None, *, compared: bool) -> Number:
        return Number(of.key, of.label, of.about, of.unit, now, before, compared, self.outside)


def _alone(number: Number) -> Number:
    return replace(number, before=None, compared=False)
