"""What stands in an edition: from exact counts and what may be told of them, the figures and tables it shows.

A figure is None where it is not shown. Whatever is reckoned from numbers of people is reckoned from shown ones, so
that it tells nothing they do not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median
from typing import Any

from portal.reports.figures import FIGURES, REST, Counts
from portal.reports.guards import NAMED_TABLES, OPEN_FIGURES, OPEN_TABLES, ROW_FIGURES, Family
from portal.reports.quarters import WITH_IT_FIGURES, WITH_IT_TABLES
from portal.reports.told import People, Told

Figures = dict[str, float | None]
Table = dict[str, int | None]


@dataclass(frozen=True)
class FamilyTold:
    """A family of people, and what is told of it."""

    family: Family
    people: People
    told: Told

    @property
    def total(self) -> int | None:
        """The number of them all; None where it is not shown."""
        return self.people.total(self.told.quarters) if self.told.total else None

    def tables(self) -> dict[str, Table]:
        """The tables with a row that is shown: most first, and all others last."""
        found: dict[str, Table] = {}
        for sheet in self.people.sheets.values():
            for key in sheet.tables:
                listed = self.told.rows.get(key, frozenset())
                rows = [(row, n) for row, n in sheet.table(key, self.told.quarters).items() if row in listed]
                if rows:
                    rest = self.people.total(self.told.quarters) - sum(number for _row, number in rows)
                    rows.sort(key=lambda each: -each[1])
                    found[key] = dict([*rows, *([(REST, rest)] if rest else [])])
        return found


def content_of(
    counts: Counts, quarters: Mapping[int, Mapping[str, Any]], families: Sequence[FamilyTold]
) -> dict[str, Any]:
    """The figures and tables of an edition, and what it tells of each family."""
    figures: Figures = {key: counts.figures[key] for key in OPEN_FIGURES if counts.figures.get(key) is not None}
    tables: dict[str, Table] = {key: dict(counts.tables[key]) for key in OPEN_TABLES}
    for key in WITH_IT_FIGURES:
        figures[key] = sum(one["figures"][key] for one in quarters.values())
    for key in WITH_IT_TABLES:
        tables[key] = _added_up(one["beside"][key] for one in quarters.values())
    tables |= {key: dict.fromkeys(counts.tables[key]) for key in NAMED_TABLES}
    for each in families:
        if each.family.total in FIGURES:
            figures[each.family.total] = each.total
        tables |= each.tables()
    figures |= _rows_as_figures(tables, families)
    figures |= _reckoned(figures, counts)
    figures |= _sizes(quarters, next(each for each in families if each.people.by_event))
    return {
        "figures": figures,
        "tables": tables,
        "told": {
            each.family.total: {
                "total": each.told.total,
                "rows": {table: sorted(rows) for table, rows in each.told.rows.items()},
                "sizes": each.told.sizes,
            }
            for each in families
        },
    }


def _added_up(parts: Iterable[Mapping[str, int]]) -> Table:
    added: dict[str, int] = {}
    for key, number in chain.from_iterable(part.items() for part in parts):
        added[key] = added.get(key, 0) + number
    return dict(added)


def _row(families: Sequence[FamilyTold], tables: Mapping[str, Table], key: str, row: str) -> int | None:
    """A row of a guarded table: its number where it is shown, 0 where all others are nobody, else None."""
    total = next(each.total for each in families if key in each.family.tables)
    shown = tables.get(key, {})
    if total == sum(number or 0 for at, number in shown.items() if at != REST):
        return shown.get(row, 0)
    return shown.get(row)


def _rows_as_figures(tables: Mapping[str, Table], families: Sequence[FamilyTold]) -> Figures:
    """Figures that are a row of a guarded table."""
    return {figure: _row(families, tables, *row) for figure, row in ROW_FIGURES.items()}


def _reckoned(shown: Figures, counts: Counts) -> Figures:
    """Means. One that there is nothing to reckon from is left out, unless that is what is not shown."""
    figures: Figures = {}
    women, mothers = shown["women_helped"], shown.get("mothers_active")
    if mothers:
        figures["women_per_mother"] = None if women is None else women / mothers
    cost, came = counts.figures["cost_per_participant"], counts.figures["participants"]
    if cost and came:
        people = shown["participants"]
        figures["cost_per_participant"] = cost * came / people if people else None
    if shown["enquiries_answered"] != 0:
        figures["days_to_yes"] = counts.figures["days_to_yes"] if shown["enquiries_answered"] else None
    return figures


def _sizes(quarters: Mapping[int, Mapping[str, Any]], participants: FamilyTold) -> Figures:
    """The smallest, the largest and the typical gathering; left out where nobody came to any."""
    if participants.total == 0:
        return {}
    sizes = list(chain.from_iterable(one["sizes"] for one in quarters.values()))
    if not sizes or not participants.told.sizes:
        return dict.fromkeys(("smallest", "largest", "median"))
    return {"smallest": min(sizes), "largest": max(sizes), "median": median(sizes)}
