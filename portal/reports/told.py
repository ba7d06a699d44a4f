"""People of a year told apart by tables, exactly, and what editions tell of them (``disclosure.py`` decides)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

#: The quarters of a year in which somebody counts; in a stretch with several of them she counts once.
Place = frozenset[int]
#: So many more people, or fewer, in each of these places.
Shift = tuple[tuple[Place, int], ...]

#: The sheet of everybody, with this one row and no table.
ALL: Final = ""


@dataclass(frozen=True)
class Sheet:
    """The people of a family in a year, told apart: how many in each row and place."""

    few: int
    #: Every row that there can be, in the order of the table, also those without anybody.
    cells: Mapping[str, Mapping[Place, int]]
    #: The quarters in which a row may hold somebody, for all that the public knows.
    room: Mapping[str, frozenset[int]]
    #: The tables it is told in: which row of the table each of its own rows belongs to. Two tables share a sheet
    #: where the public knows how their rows go together.
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
        """The whole table, in its order."""
        counts: dict[str, int] = {}
        for own, row in self.tables[key].items():
            counts[row] = counts.get(row, 0) + self.count([own], quarters)
        return counts

    def takes(self, row: str, shift: Shift) -> bool:
        """Whether it could be so in a row: nobody is taken who is not there, or put where nobody can have been."""
        cells, room = self.cells[row], self.room[row]
        return all(
            cells.get(place, 0) + more >= 0 and (more < 0 or place <= room or bool(cells.get(place)))
            for place, more in shift
        )


@dataclass(frozen=True)
class People:
    """Everybody a family counts in the quarters of a year that have been counted."""

    quarters: frozenset[int]
    #: By any key; under ``ALL`` the sheet of everybody.
    sheets: Mapping[str, Sheet]
    #: The same person may come in several quarters, and counts once in a stretch.
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
        if not self.again:
            return tuple(frozenset({quarter}) for quarter in quarters)
        chosen = product((False, True), repeat=len(quarters))
        places = (frozenset(q for q, there in zip(quarters, each, strict=True) if there) for each in chosen)
        return tuple(place for place in places if place)

    def total(self, quarters: Iterable[int]) -> int:
        """Everybody in some quarters."""
        return self.sheets[ALL].count([ALL], quarters)


def everybody(cells: Mapping[Place, int], few: int) -> Sheet:
    """The sheet of everybody. That nothing happened in a quarter is taken for known."""
    return Sheet(
        few, {ALL: cells}, {ALL: frozenset().union(*(place for place, number in cells.items() if number))}
    )


@dataclass(frozen=True)
class Told:
    """What an edition tells of a family."""

    quarters: frozenset[int]
    #: The number of them all; no row is told without it.
    total: bool = False
    #: The rows with their numbers, by table. What is left of the total, all others, is thereby told, too.
    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    #: How many came to the smallest, the largest and the typical gathering.
    sizes: bool = False

    def spelled_out(self, people: People) -> Iterator["Told"]:
        """Itself; with sizes, each quarter counts as told and so does every row that is the events' own."""
        yield self
        if self.sizes:
            tables = people.sheets[people.by_event].tables if people.by_event else {}
            rows = {table: frozenset(own.values()) for table, own in tables.items()}
            for quarter in self.quarters:
                yield Told(frozenset({quarter}), total=True, rows=rows)
