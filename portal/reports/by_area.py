"""The pages of the areas, and of the funders with the areas each of them cares for, inside the one report."""

from collections.abc import Iterator
from typing import Final

from flask_babel import lazy_gettext as _

from portal.money.models import Funder
from portal.reports.figure_types import Table
from portal.reports.figures import AREA_TABLES, TABLES
from portal.reports.names import Names
from portal.reports.view_model import Chapter, Figures, Given, Grid, Number, Reading, Row

#: What a funder gave.
_GAVE: Final = "funding_funder"


def area_chapters(reading: Reading, names: Names) -> Iterator[Chapter]:
    """A chapter for each area in which something was counted."""
    tables = _counted(reading)
    for slug, area in names.areas.items():
        numbers = reading.cells(tables, slug)
        if any(number.value or number.before for number in numbers):
            cared = (funder for funder in names.funders.values() if area in funder.areas)
            given = (one for funder in cared if (one := _given(reading, funder, grid=None)))
            yield Chapter(f"area-{slug}", area.name, None, (Figures(numbers), *given), whole=True)


def funder_chapter(reading: Reading, names: Names) -> Iterator[Chapter]:
    """One chapter of all funders: what each gave, and what there was in its areas."""
    found = []
    for funder in names.funders.values():
        slugs = [area.slug for area in funder.areas]
        if given := _given(reading, funder, grid=_grid(reading, names, funder.name, slugs)):
            found.append(given)
    if found:
        yield Chapter("funders", _("Funders and their areas"), None, tuple(found), own_page=True)


def _given(reading: Reading, funder: Funder, *, grid: Grid | None) -> Given | None:
    """What a funder gave; None where it gave nothing for this period, and where money is not counted."""
    if str(funder.id) not in reading.counts.tables.get(_GAVE, {}):
        return None
    amount: Number = reading.cell(TABLES[_GAVE], str(funder.id))
    return Given(funder.name, amount, tuple(area.name for area in funder.areas), grid)


def _grid(reading: Reading, names: Names, title: str, slugs: list[str]) -> Grid | None:
    tables = _counted(reading)
    if not tables or not slugs:
        return None
    rows = tuple(Row(slug, names.of(tables[0], slug), reading.cells(tables, slug)) for slug in slugs)
    return Grid(title, tables, rows)


def _counted(reading: Reading) -> tuple[Table, ...]:
    return tuple(table for table in AREA_TABLES if table.key in reading.counts.tables)
