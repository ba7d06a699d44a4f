"""What an outside edition shows: from exact counts, the figures and tables that may be shown (docs/report.md).

A figure is None where it is not shown. Whatever is reckoned from numbers of people is shown only where they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from portal.enquiries.models import Asker
from portal.reports.figure_types import REST, Counts
from portal.reports.figures import FIGURES, TABLES
from portal.reports.figures.enquiries import asked_by
from portal.reports.minimum_contributors import FEW_TENDER, Always, AtLeast, MeanOf, RowOf
from portal.reports.suppression import CrossTable, LinkedTables, suppress

#: Margins of one table, since everybody knows which event was where, and whose it was.
_ORGANISER, _AREA = "participants_organiser", "participants_area"
#: Who asked, and the same more broadly: for somebody else, or for herself.
_ASKER, _FROM = "enquiries_asker", "enquiries_from"
#: Everybody knows that the form of a woman who asks herself does not ask what it is about, and that the others do.
_COMMON_ROW: Final = {_ASKER: str(Asker.HERSELF), "enquiries_theme": ""}

Rows = dict[str, int | None]


def _families() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key, one in FIGURES.items() if isinstance(one.outside, AtLeast)}
    for key, table in TABLES.items():
        if isinstance(table.outside, AtLeast):
            found.setdefault(table.outside.of or key, []).append(key)
    return found


#: The tables of each family, by the figure that is the total of their rows; a table of no figure, by itself.
FAMILIES: Final = _families()


class Published(NamedTuple):
    """What is shown of a family. ``total`` is None where it is not shown; a table without a row is left out."""

    total: int | None
    tables: dict[str, Rows]


def edition_content(counts: Counts, sizes: Iterable[int], cells: Mapping[str, int]) -> dict[str, Any]:
    """The figures and tables of an edition.

    ``sizes``: how many came to each gathering. ``cells``: who came, by ``gatherings.by_organiser_and_area``.
    """
    families = {total: publish(linked_tables(total, counts, cells)) for total in FAMILIES}
    tables = {key: rows for family in families.values() for key, rows in family.tables.items()}
    for key, table in TABLES.items():
        if table.outside is Always.OPEN:
            tables[key] = dict(counts.tables[key])
        elif table.outside is Always.NAMES:
            tables[key] = dict.fromkeys(counts.tables[key])
    totals = {key: families[total].total for total, keys in FAMILIES.items() for key in (total, *keys)}
    small = any(0 < size < FEW_TENDER for size in sizes)
    figures: dict[str, float | None] = {}
    # What is reckoned from a figure comes after it.
    for key, figure in sorted(FIGURES.items(), key=lambda one: isinstance(one[1].outside, MeanOf)):
        value = counts.figures[key]
        match figure.outside:
            case Always.OPEN if value is not None:
                figures[key] = value
            case AtLeast():
                figures[key] = totals[key]
            case RowOf(table=of, row=row):
                figures[key] = _row(totals[of], tables.get(of, {}), row)
            case MeanOf(people=people):
                hidden = figures[people] is None
                # A row that is not shown may be nobody, and then that there is no mean must not tell it.
                if value is not None or (hidden and isinstance(FIGURES[people].outside, RowOf)):
                    figures[key] = None if hidden else value
            case Always.SIZE if totals["participants"] != 0:
                figures[key] = None if small or totals["participants"] is None else value
    return {"figures": figures, "tables": tables}


def linked_tables(total: str, counts: Counts, cells: Mapping[str, int]) -> LinkedTables:
    """The tables of a family with exact counts, and how they are linked."""
    everybody = counts.figures[total] if total in FIGURES else sum(n or 0 for n in counts.tables[total].values())
    return LinkedTables(int(everybody or 0), _few(total), list(_crossed(FAMILIES[total], counts, cells)))


def _few(key: str) -> int:
    outside = FIGURES[key].outside if key in FIGURES else TABLES[key].outside
    assert isinstance(outside, AtLeast)
    return outside.few


def _crossed(keys: Iterable[str], counts: Counts, cells: Mapping[str, int]) -> Iterator[CrossTable]:
    for key in keys:
        few, rows = _few(key), {row: number for row, number in counts.tables[key].items() if number}
        if key == _ORGANISER:
            organisers, areas = ({cell: cell.split(" ")[at] for cell in cells} for at in (0, 1))
            yield CrossTable(few, cells, {_ORGANISER: organisers, _AREA: areas})
        elif key == _ASKER:
            # The broader table comes first, so that it is shown where only one of the two can be.
            tables = {_FROM: {row: asked_by(Asker(row)) for row in rows}, _ASKER: {row: row for row in rows}}
            yield replace(CrossTable.of(key, rows, few, _COMMON_ROW[key]), tables=tables)
        elif key not in (_AREA, _FROM):
            yield CrossTable.of(key, rows, few, _COMMON_ROW.get(key))


def publish(people: LinkedTables) -> Published:
    """The numbers that may be shown: of each table the largest first, and all others last as one row."""
    shown = suppress(people)
    tables: dict[str, Rows] = {}
    if shown is None:
        return Published(None, tables)
    for key, crossed in ((key, one) for one in people.crossed for key in one.tables if shown.get(key)):
        rows = [(row, number) for row, number in crossed.rows(key).items() if row in shown[key]]
        rest = people.total - sum(number for _row, number in rows)
        tables[key] = dict(sorted(rows, key=lambda one: -one[1]) + ([(REST, rest)] if rest else []))
    return Published(people.total, tables)


def _row(total: int | None, table: Rows, row: str) -> int | None:
    """A row as a figure: its number where it is shown, 0 where all others are nobody, else None."""
    nobody_else = total == sum(number or 0 for at, number in table.items() if at != REST)
    return table.get(row, 0 if nobody_else else None)
