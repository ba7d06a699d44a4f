"""Any year, for Hypothesis: how many counted in which quarter and row; and what editions of it tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import strategies as st

from portal.core.periods import Stretch
from portal.reports.disclosure import decide
from portal.reports.told import ALL, People, Place, Sheet, Told, everybody

#: Mostly few people: there is nothing to find where there are many.
SOME = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 30))

#: Editions of a year, in the order in which they are made.
EDITIONS = st.lists(st.sampled_from(Stretch), min_size=2, max_size=7, unique=True)


def handed_on(year: People, editions: Sequence[Stretch]) -> tuple[People, list[Told]]:
    """What each edition tells, and the quarters that were counted for them."""
    told: list[Told] = []
    people = year
    counted: frozenset[int] = frozenset()
    for stretch in editions:
        quarters = frozenset(stretch.quarters)
        if quarters <= year.quarters:
            counted |= quarters
            people = counted_until(year, counted)
            told.append(decide(people, told, quarters, sizes=True))
    return people, told


def counted_until(year: People, quarters: frozenset[int]) -> People:
    """The people of a year as far as they are known when only these quarters have been counted."""
    sheets = {}
    for key, sheet in year.sheets.items():
        cells: dict[str, dict[Place, int]] = {row: {} for row in sheet.cells}
        for row, found in sheet.cells.items():
            for place, number in found.items():
                if place & quarters:
                    cells[row][place & quarters] = cells[row].get(place & quarters, 0) + number
        sheets[key] = everybody(cells[ALL], sheet.few) if key == ALL else replace(sheet, cells=cells)
    return replace(year, quarters=quarters, sheets=sheets)


@st.composite
def families(draw: st.DrawFn) -> People:
    """A family whose people count once in a quarter: several tables of the same people, and gatherings."""
    quarters = range(1, draw(st.sampled_from((4, 4, 3, 2, 1))) + 1)
    few = draw(st.sampled_from((3, 5, 10)))
    areas, organisers = ["north", "south", "west"][: draw(st.integers(1, 3))], ["own", "supported"]
    rows = [f"{one} {two}" for one in organisers for two in areas]
    held = {row: frozenset(q for q in quarters if draw(st.booleans())) for row in rows}
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
        sheets[table] = Sheet.of(table, apart, row_few, "herself")
    return People(frozenset(quarters), sheets, by_event="event")


@st.composite
def women(draw: st.DrawFn) -> People:
    """Women who count once in each stretch, however often they came, by area."""
    quarters = range(1, draw(st.sampled_from((4, 4, 3, 2, 1))) + 1)
    few = draw(st.sampled_from((3, 5)))
    places = [frozenset(c) for n in range(1, len(quarters) + 1) for c in combinations(quarters, n)]
    totals = {place: draw(SOME) for place in places}
    areas = [f"area {n}" for n in range(draw(st.integers(1, 4)))]
    sheets = {ALL: everybody(_some(totals), few), "area": Sheet.of("area", draw(told_apart(totals, areas)), few)}
    return People(frozenset(quarters), sheets, again=True)


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
