"""Any year, for Hypothesis: how many counted in which quarter and row; and what editions of it tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Final

from hypothesis import strategies as st

from portal.reports.minimum_contributors import FEW_TENDER
from portal.reports.suppression import CrossTable, LinkedTables

#: The quarters of a year in which somebody counts; in an edition with several of them she counts once.
Place = frozenset[int]

#: The sheet of everybody, with this one row and no table.
ALL: Final = ""

QUARTERS: Final = frozenset(range(1, 5))

#: Mostly few people: there is nothing to find where there are many.
SOME = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 30))


@dataclass(frozen=True)
class Sheet:
    """The people of a family in a year, told apart: how many in each row and place."""

    few: int
    #: Every row that there can be, also those without anybody.
    cells: Mapping[str, Mapping[Place, int]]
    #: The quarters in which a row may hold somebody, for all that the public knows.
    room: Mapping[str, frozenset[int]]
    #: The tables it is told in: which row of the table each of its own rows belongs to.
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: The row of those who are known to be together on every sheet that has such a row; it is not tender.
    shared: str | None = None

    @classmethod
    def of(
        cls, table: str, cells: Mapping[str, Mapping[Place, int]], few: int, shared: str | None = None
    ) -> "Sheet":
        """The sheet of one table in whose rows somebody may be at any time."""
        room = dict.fromkeys(cells, frozenset(range(1, 5)))
        return cls(few, cells, room, {table: {row: row for row in cells}}, shared if shared in cells else None)

    def count(self, rows: Iterable[str], quarters: Iterable[int]) -> int:
        """People of some rows in some quarters, each once."""
        there = frozenset(quarters)
        return sum(number for row in rows for place, number in self.cells[row].items() if place & there)

    def table(self, key: str, quarters: Iterable[int]) -> dict[str, int]:
        """The whole table."""
        counts: dict[str, int] = {}
        for own, row in self.tables[key].items():
            counts[row] = counts.get(row, 0) + self.count([own], quarters)
        return counts


@dataclass(frozen=True)
class People:
    """Everybody a family counts in the quarters of a year."""

    quarters: frozenset[int]
    #: By any key; under ``ALL`` the sheet of everybody.
    sheets: Mapping[str, Sheet]
    #: The same person may come in several quarters, and counts once in an edition.
    again: bool = False
    #: The sheet whose rows are the events' own: everybody of a gathering is in the same row.
    by_event: str | None = None

    @property
    def few(self) -> int:
        """The fewest that are told of them all."""
        return self.sheets[ALL].few

    @property
    def places(self) -> tuple[Place, ...]:
        """Where somebody can count."""
        quarters = sorted(self.quarters)
        most = len(quarters) if self.again else 1
        return tuple(frozenset(c) for n in range(1, most + 1) for c in combinations(quarters, n))

    def total(self, quarters: Iterable[int]) -> int:
        """Everybody in some quarters."""
        return self.sheets[ALL].count([ALL], quarters)


def everybody(cells: Mapping[Place, int], few: int) -> Sheet:
    """The sheet of everybody. That nothing happened in a quarter is taken for known."""
    there = frozenset().union(*(place for place, number in cells.items() if number))
    return Sheet(few, {ALL: cells}, {ALL: there})


def linked_tables(year: People, quarters: frozenset[int]) -> LinkedTables:
    """What an edition of some quarters is made from."""
    crossed = []
    for key, sheet in year.sheets.items():
        cells = {row: number for row in sheet.cells if (number := sheet.count([row], quarters))}
        tables = {table: {row: own[row] for row in cells} for table, own in sheet.tables.items()}
        if key != ALL:
            crossed.append(CrossTable(sheet.few, cells, tables, sheet.shared if sheet.shared in cells else None))
    return LinkedTables(year.total(quarters), year.few, crossed)


def sizes_are_told(year: People, quarters: frozenset[int]) -> bool:
    """Whether an edition tells the sizes of gatherings: where none of them was small."""
    events = year.sheets[year.by_event].cells.values() if year.by_event else ()
    sizes = [number for cells in events for place, number in cells.items() if place & quarters]
    return bool(sizes) and min(sizes) >= FEW_TENDER


@st.composite
def families(draw: st.DrawFn) -> People:
    """A family whose people count once in a quarter: several tables of the same people, and gatherings."""
    few = draw(st.sampled_from((3, 5, 10)))
    areas, organisers = ["north", "south", "west"][: draw(st.integers(1, 3))], ["own", "supported"]
    rows = [f"{one} {two}" for one in organisers for two in areas]
    held = {row: frozenset(q for q in QUARTERS if draw(st.booleans())) for row in rows}
    cells = {row: {frozenset({q}): draw(SOME) for q in held[row]} for row in rows}
    totals: dict[Place, int] = {}
    for row in cells.values():
        for place, number in row.items():
            totals[place] = totals.get(place, 0) + number
    tables = {
        "organiser": {row: row.split()[0] for row in rows},
        "area": {row: row.split()[1] for row in rows},
    }
    sheets = {ALL: everybody(_some(totals), few)}
    sheets["event"] = Sheet(few, {row: _some(each) for row, each in cells.items()}, held, tables)
    own = {place: draw(st.integers(0, total)) for place, total in totals.items() if draw(st.booleans())}
    for table in ("kind", "way")[: draw(st.integers(0, 2))]:
        names = [f"{table} {n}" for n in range(draw(st.integers(1, 5)))]
        row_few = max(few, draw(st.sampled_from((few, 10))))
        rest = {place: total - own.get(place, 0) for place, total in totals.items()}
        apart = draw(told_apart(rest, names)) | ({"herself": _some(own)} if _some(own) else {})
        sheet = Sheet.of(table, apart, row_few, "herself")
        broader = {row: "herself" if row == "herself" else "others" for row in apart}
        sheets[table] = replace(sheet, tables={f"{table} broadly": broader, **sheet.tables})
    return People(QUARTERS, sheets, by_event="event")


@st.composite
def women(draw: st.DrawFn) -> People:
    """Women who count once in each edition, however often they came, by area."""
    few = draw(st.sampled_from((3, 5)))
    places = [frozenset(c) for n in range(1, 5) for c in combinations(QUARTERS, n)]
    totals = {place: draw(SOME) for place in places}
    areas = [f"area {n}" for n in range(draw(st.integers(1, 4)))]
    sheets = {ALL: everybody(_some(totals), few), "area": Sheet.of("area", draw(told_apart(totals, areas)), few)}
    return People(QUARTERS, sheets, again=True)


@st.composite
def told_apart(draw: st.DrawFn, totals: Mapping[Place, int], rows: list[str]) -> dict[str, dict[Place, int]]:
    """The same people by the rows of a table: all but a few are often in the first ones."""
    cells: dict[str, dict[Place, int]] = {row: {} for row in rows}
    for place, total in totals.items():
        left = total
        for row in rows[1:]:
            cells[row][place] = draw(st.one_of(st.integers(0, min(4, left)), st.integers(0, left)))
            left -= cells[row][place]
        cells[rows[0]][place] = left
    return {row: _some(each) for row, each in cells.items()}


def _some(cells: Mapping[Place, int]) -> dict[Place, int]:
    return {place: number for place, number in cells.items() if number}
