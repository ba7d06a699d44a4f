"""A stranger who holds every edition and can reckon: which small numbers of people can she work out?

She is given what was published, and what everybody knows: what adds up to what, where nobody can have been. An
exact solver over the whole numbers then says whether a number could be otherwise, so nothing here shares a line or
an idea with the rule that it attacks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, combinations
from typing import Any

import z3

from portal.reports.disclosure import publish
from portal.reports.figure_types import REST
from tests.reports import worlds
from tests.reports.worlds import ALL, People, Place

Rows = frozenset[str]


@dataclass(frozen=True)
class Published:
    """The numbers of a family in one edition."""

    quarters: frozenset[int]
    total: int | None
    #: The rows that have a number, by table; "all others" is the rest of the total.
    rows: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    #: Whether she knows how many came to each gathering. That is more than the three sizes tell.
    sizes: bool = False

    @classmethod
    def of(cls, people: People, quarters: frozenset[int]) -> "Published":
        """What an edition of these quarters publishes."""
        shown = publish(worlds.linked_tables(people, quarters))
        rows = {
            key: {row: number for row, number in table.items() if number is not None and row != REST}
            for key, table in shown.tables.items()
        }
        sizes = bool(shown.total) and worlds.sizes_are_told(people, quarters)
        return cls(quarters, shown.total, rows, sizes)


@dataclass(frozen=True)
class Secret:
    """A small number of people: those of some rows of a sheet, in some places."""

    sheet: str
    region: frozenset[Place]
    rows: Rows
    number: int


@dataclass(frozen=True)
class Stranger:
    """What she knows of a family in a year. ``people`` is how it really was: she is told none of its numbers."""

    people: People
    published: Sequence[Published]
    #: Whether she takes for granted that what is left out is small, where that is so.
    suspicious: bool = False

    def works_out(self) -> list[Secret]:
        """Every small number that she can be sure of."""
        solver = z3.Solver()
        cells = self._what_everybody_knows(solver)
        for edition in self.published:
            self._what_it_tells(solver, cells, edition)
        assert solver.check() == z3.sat, "what was published contradicts itself"
        secrets = {(s.sheet, s.region, s.rows): s for s in self.secrets()}
        found = []
        while secrets:
            secret = secrets.pop(next(iter(secrets)))
            solver.push()
            solver.add(_sum(cells, secret.sheet, secret.rows, secret.region) != secret.number)
            if solver.check() == z3.unsat:
                found.append(secret)
            else:
                world = _numbers(solver.model(), cells)
                secrets = {key: other for key, other in secrets.items() if _count(world, other) == other.number}
            solver.pop()
        return found

    def secrets(self) -> Iterator[Secret]:
        """Every small number there is: of rows and of rows together, in quarters and in quarters together."""
        for key, sheet in self.people.sheets.items():
            truth = {(key, row, place): n for row, cells in sheet.cells.items() for place, n in cells.items()}
            everybody = frozenset(sheet.cells)
            for region in regions(self.people.places):
                for rows in self._rows_together(key):
                    secret = Secret(key, region, rows, 0)
                    number = _count(truth, secret)
                    others = Secret(key, region, rows - {sheet.shared}, 0)
                    somewhere = {row for row in everybody if any(place <= sheet.room[row] for place in region)}
                    # Who shared a row, and all others together, say nothing of what the table is about.
                    tender = somewhere - {sheet.shared} - rows and _count(truth, others)
                    few = sheet.few if tender else self.people.few
                    if 0 < number < few and (key == ALL or not somewhere <= rows):
                        yield Secret(key, region, rows, number)

    def _rows_together(self, key: str) -> set[Rows]:
        sheet = self.people.sheets[key]
        rows = list(sheet.cells)
        if len(rows) <= 6:
            return {frozenset(c) for n in range(1, len(rows) + 1) for c in combinations(rows, n)}
        together = {frozenset({row}) for row in rows} | {frozenset(pair) for pair in combinations(rows, 2)}
        for table, own in sheet.tables.items():
            for edition in self.published:
                shown = edition.rows.get(table, {})
                together.add(frozenset(row for row in rows if own[row] not in shown))
        return together - {frozenset()}

    def _what_everybody_knows(self, solver: z3.Solver) -> dict[tuple[str, str, Place], Any]:
        cells = {}
        for key, sheet in self.people.sheets.items():
            for row in sheet.cells:
                for place in self.people.places:
                    cell = z3.Int(f"{key}|{row}|{sorted(place)}")
                    solver.add(cell >= 0 if place <= sheet.room[row] else cell == 0)
                    cells[key, row, place] = cell
            for place in self.people.places:
                solver.add(_sum(cells, key, sheet.cells, [place]) == cells[ALL, ALL, place])
        shared = [(key, sheet.shared) for key, sheet in self.people.sheets.items() if sheet.shared is not None]
        for key, row in shared[1:]:
            for place in self.people.places:
                solver.add(cells[key, row, place] == cells[*shared[0], place])
        return cells

    def _what_it_tells(self, solver: z3.Solver, cells: Mapping[Any, Any], edition: Published) -> None:
        people = self.people
        there = [place for place in people.places if place & edition.quarters]
        everybody, true_total = _sum(cells, ALL, [ALL], there), people.total(edition.quarters)
        if edition.total is not None:
            solver.add(everybody == edition.total)
        elif self.suspicious and 0 < true_total < people.few:
            solver.add(everybody >= 1, everybody < people.few)
        for key, sheet in people.sheets.items():
            for table, own in sheet.tables.items():
                shown, truth = edition.rows.get(table, {}), sheet.table(table, edition.quarters)
                for row in truth:
                    number = _sum(cells, key, [one for one, at in own.items() if at == row], there)
                    if row in shown:
                        solver.add(number == shown[row])
                    elif self.suspicious and shown and truth[row] < sheet.few:
                        solver.add(number < sheet.few)
        if edition.sizes and people.by_event:
            for row, own_cells in people.sheets[people.by_event].cells.items():
                for place in there:
                    solver.add(cells[people.by_event, row, place] == own_cells.get(place, 0))


def publish_naively(people: People, quarters: frozenset[int]) -> Published:
    """What one publishes who leaves out the small rows, and thinks that this is all there is to it."""
    rows = {}
    for sheet in people.sheets.values():
        for table in sheet.tables:
            shown = sheet.table(table, quarters)
            rows[table] = {row: number for row, number in shown.items() if number >= sheet.few}
    total = people.total(quarters)
    return Published(quarters, total if total == 0 or total >= people.few else None, rows)


@cache
def regions(places: tuple[Place, ...]) -> tuple[frozenset[Place], ...]:
    """Those who were there in any of some quarters and not in others, and those who were there in two of them."""
    quarters = sorted(set(chain.from_iterable(places)))
    some = [frozenset(c) for n in range(1, len(quarters) + 1) for c in combinations(quarters, n)]
    nobody = frozenset[int]()
    found = {
        frozenset(place for place in places if place & one and place & other and not place & never)
        for one in some
        for other in some
        for never in (nobody, *some)
        if not never & (one | other) and (one == other or not one & other)
    }
    return tuple(region for region in found if region)


def _sum(cells: Mapping[Any, Any], sheet: str, rows: Iterable[str], places: Iterable[Place]) -> Any:
    places = list(places)
    return z3.Sum([z3.IntVal(0), *(cells[sheet, row, place] for row in rows for place in places)])


def _numbers(model: Any, cells: Mapping[Any, Any]) -> dict[Any, int]:
    return {key: model.eval(cell, model_completion=True).as_long() for key, cell in cells.items()}


def _count(world: Mapping[Any, int], secret: Secret) -> int:
    return sum(world.get((secret.sheet, row, place), 0) for row in secret.rows for place in secret.region)
