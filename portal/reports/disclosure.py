"""What an outside edition shows: from exact counts, the figures and tables that may be shown (docs/report.md).

A figure is None where it is not shown. Whatever is reckoned from numbers of people is shown only where they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.enquiries.models import Asker
from portal.reports.counting.enquiries import asked_by
from portal.reports.counting.gatherings import Gatherings
from portal.reports.figures import FIGURES, REST, Counts
from portal.reports.minimum_contributors import (
    FAMILIES,
    FEW_TENDER,
    MEAN_FIGURES,
    NAMED_TABLES,
    OPEN_FIGURES,
    OPEN_TABLES,
    ROW_FIGURES,
    SIZE_FIGURES,
    Family,
)
from portal.reports.suppression import CrossTable, LinkedTables, ShownRows, suppress

#: Margins of one table, since everybody knows which event was where, and whose it was.
_ORGANISER, _AREA = "participants_organiser", "participants_area"
#: Who asked, and the same more broadly: for somebody else, or for herself.
_ASKER, _FROM = "enquiries_asker", "enquiries_from"
#: Everybody knows that the form of a woman who asks herself does not ask what it is about, and that the others do.
_COMMON_ROW: Final = {_ASKER: str(Asker.HERSELF), "enquiries_theme": ""}

Table = dict[str, int | None]


@dataclass(frozen=True)
class Published:
    """What is shown of a family. ``total`` is None where it is not shown; a table without a row is left out."""

    total: int | None
    tables: dict[str, Table]


def edition_content(counts: Counts, held: Gatherings, cells: Mapping[str, int]) -> dict[str, Any]:
    """The figures and tables of an edition. ``cells``: who came, by ``gatherings.by_organiser_and_area``."""
    families = {family.total: publish(linked_tables(family, counts, cells)) for family in FAMILIES}
    figures = {key: counts.figures[key] for key in OPEN_FIGURES if counts.figures.get(key) is not None}
    tables: dict[str, Table] = {key: dict(counts.tables[key]) for key in OPEN_TABLES}
    tables |= {key: dict.fromkeys(counts.tables[key]) for key in NAMED_TABLES}
    for total, family in families.items():
        if total in FIGURES:
            figures[total] = family.total
        tables |= family.tables
    for figure, (key, row) in ROW_FIGURES.items():
        total_of = next(family.total for family in FAMILIES if key in family.tables)
        figures[figure] = _row(families[total_of].total, tables.get(key, {}), row)
    figures |= _means(figures, counts)
    if figures["participants"] != 0:
        few_came = any(0 < tally.here < FEW_TENDER for tally in held.tallies.values())
        hidden = figures["participants"] is None or few_came
        figures |= {key: None if hidden else counts.figures[key] for key in SIZE_FIGURES}
    return {"figures": figures, "tables": tables}


def linked_tables(family: Family, counts: Counts, cells: Mapping[str, int]) -> LinkedTables:
    """The tables of a family with exact counts, and how they are linked."""
    if family.total in counts.figures:
        total = int(counts.figures[family.total] or 0)
    else:
        total = sum(number or 0 for number in counts.tables[next(iter(family.tables))].values())
    return LinkedTables(total, family.few, list(_crossed(family, counts, cells)))


def _crossed(family: Family, counts: Counts, cells: Mapping[str, int]) -> Iterator[CrossTable]:
    for key, few in family.tables.items():
        rows = {row: number for row, number in counts.tables[key].items() if number}
        if key == _ORGANISER:
            organisers, areas = ({cell: cell.split(" ")[at] for cell in cells} for at in (0, 1))
            yield CrossTable(few, cells, {_ORGANISER: organisers, _AREA: areas})
        elif key == _ASKER:
            # The broader table comes first, so that it is shown where only one of the two can be.
            tables = {_FROM: {row: asked_by(Asker(row)) for row in rows}, _ASKER: {row: row for row in rows}}
            common = _COMMON_ROW[_ASKER]
            yield CrossTable(few, rows, tables, common if common in rows else None)
        elif key not in (_AREA, _FROM):
            yield CrossTable.of(key, rows, few, _COMMON_ROW.get(key))


def publish(people: LinkedTables) -> Published:
    """The numbers that may be shown: of each table the largest first, and all others last as one row."""
    shown = suppress(people)
    if shown is None:
        return Published(None, {})
    found = {}
    for crossed in people.crossed:
        for key in crossed.tables:
            if shown.get(key):
                found[key] = _with_rest(crossed, key, people.total, shown)
    return Published(people.total, found)


def _with_rest(crossed: CrossTable, key: str, total: int, shown: ShownRows) -> Table:
    rows = sorted(((row, n) for row, n in crossed.rows(key).items() if row in shown[key]), key=lambda one: -one[1])
    rest = total - sum(number for _row, number in rows)
    return dict([*rows, *([(REST, rest)] if rest else [])])


def _row(total: int | None, table: Table, row: str) -> int | None:
    """A row as a figure: its number where it is shown, 0 where all others are nobody, else None."""
    nobody_else = total == sum(number or 0 for at, number in table.items() if at != REST)
    return table.get(row, 0 if nobody_else else None)


def _means(shown: Mapping[str, float | None], counts: Counts) -> dict[str, float | None]:
    """Means. One that there is nothing to reckon from is left out, unless that is what is not shown."""
    figures: dict[str, float | None] = {}
    for key, people in MEAN_FIGURES.items():
        if counts.figures[key] is not None or (key == "days_to_yes" and shown[people] is None):
            figures[key] = None if shown[people] is None else counts.figures[key]
    return figures
