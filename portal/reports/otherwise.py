"""How it could have been otherwise: which numbers of people nobody can work out from what was told.

Another *course of events* is a ``Shift`` of one or two people that changes nothing that was ever told. It *links*
the rows between which it moves somebody, or a row and ``OUTSIDE`` where there are more people altogether, or
fewer.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Final

from portal.reports.told import ALL, People, Place, Sheet, Shift, Told

#: Linked with a row: there could be more people altogether, or fewer.
OUTSIDE: Final = None
Rows = frozenset[str | None]
#: A row of a sheet with somebody in it, and whom of it one could tell the number of.
Pinned = tuple[frozenset[Place], str]


def pinned(people: People, told: Sequence[Told], key: str, *, suspicious: bool = False) -> set[Pinned]:
    """The rows of a sheet that are in a small group, in any region: nothing shows that it could be otherwise."""
    sheet = people.sheets[key]
    links = list(_links(people, told, key, suspicious))
    found: set[Pinned] = set()
    for region in regions(people.places):
        counts = {
            row: sum(number for place, number in cells.items() if place in region)
            for row, cells in sheet.cells.items()
        }
        if all(number == 0 or number >= sheet.few for number in counts.values()):
            continue
        crossing = (rows for shift, rows in links if sum(more for place, more in shift if place in region))
        for group in _groups(counts, crossing):
            rows = [row for row in group if row is not OUTSIDE and counts[row]]
            few = people.few if rows == [sheet.shared] else sheet.few
            small = 0 < sum(counts[row] for row in rows) < few
            if small and OUTSIDE not in group and (key == ALL or not _is_everybody(sheet, group, region)):
                found |= {(region, row) for row in rows}
    return found


def _is_everybody(sheet: Sheet, group: set[str | None], region: frozenset[Place]) -> bool:
    """Whether nobody can be in another row: then the group is the total, which is judged by its own ``few``."""
    return all(row in group or not any(place <= sheet.room[row] for place in region) for row in sheet.cells)


def _groups(rows: Iterable[str], links: Iterable[Rows]) -> list[set[str | None]]:
    groups: list[set[str | None]] = [{row} for row in rows]
    for link in links:
        met = [group for group in groups if group & link]
        groups = [*(group for group in groups if not group & link), set(link).union(*met)]
    return groups


def _links(people: People, told: Sequence[Told], key: str, suspicious: bool) -> Iterator[tuple[Shift, Rows]]:
    """Every other course of events: a shift, and rows any two of which it links."""
    sheet = people.sheets[key]
    others = [other for name, other in people.sheets.items() if name != key]
    spelled = [each for one in told for each in one.spelled_out(people)]
    for shift in shifts(people.places):
        seen = [(one, moved) for one in spelled if (moved := _moved(shift, one.quarters))]
        # One row has them more and another has them less: the total stays as it is.
        follows = [_shared_follows(other, shift, seen, suspicious) for other in others if other.shared is not None]
        for gains, loses in _retold(sheet, shift, seen, suspicious):
            gaining = gains if all(gain for gain, _lose in follows) else gains - {sheet.shared}
            losing = loses if all(lose for _gain, lose in follows) else loses - {sheet.shared}
            if gaining and losing:
                yield shift, gaining | losing
        # There are more or fewer of them altogether, on every sheet.
        if any(one.total for one, _moved in seen):
            continue
        if suspicious and not all(_stays_silent(people, one, moved) for one, moved in seen):
            continue
        for shared in (False, True):
            if all(any(other.takes(row, shift) for row in _of_those(other, shared)) for other in others):
                yield (
                    shift,
                    frozenset({OUTSIDE, *(row for row in _of_those(sheet, shared) if sheet.takes(row, shift))}),
                )


def _retold(
    sheet: Sheet, shift: Shift, seen: Sequence[tuple[Told, int]], suspicious: bool
) -> Iterator[tuple[Rows, Rows]]:
    """Rows of which one could have a shift more while another has it less: who could gain, who could lose."""
    back = tuple((place, -more) for place, more in shift)
    for rows in _alike(sheet, [one for one, _moved in seen]):
        gains = {row for row in rows if sheet.takes(row, shift)}
        loses = {row for row in rows if sheet.takes(row, back)}
        if suspicious:
            gains = {row for row in gains if _stays_small(sheet, row, seen, 1)}
            loses = {row for row in loses if _stays_small(sheet, row, seen, -1)}
        yield frozenset(gains), frozenset(loses)


def _shared_follows(
    sheet: Sheet, shift: Shift, seen: Sequence[tuple[Told, int]], suspicious: bool
) -> tuple[bool, bool]:
    """Whether the shared row could gain a shift on this sheet, and lose it: it does so on every sheet or none."""
    own = {sheet.shared}
    retold = list(_retold(sheet, shift, seen, suspicious))
    gain = any(gains & own and loses - own for gains, loses in retold)
    return gain, any(loses & own and gains - own for gains, loses in retold)


def _of_those(sheet: Sheet, shared: bool) -> Iterable[str]:
    """The rows for somebody of the shared row, or for anybody else."""
    if sheet.shared is None:
        return sheet.cells
    return [row for row in sheet.cells if (row == sheet.shared) is shared]


def _alike(sheet: Sheet, seen: Iterable[Told]) -> Iterable[list[str]]:
    """The rows of a sheet, together where what these editions tell does not hold them apart."""
    shown = {table: frozenset().union(*(one.rows.get(table, ()) for one in seen)) for table in sheet.tables}
    alike: dict[tuple[str | None, ...], list[str]] = {}
    for row in sheet.cells:
        stands_in = ((own[row], shown[table]) for table, own in sheet.tables.items())
        alike.setdefault(tuple(at if at in rows else None for at, rows in stands_in), []).append(row)
    return alike.values()


def _moved(shift: Shift, quarters: frozenset[int]) -> int:
    """How many more people a shift gives to a stretch."""
    return sum(more for place, more in shift if place & quarters)


def _stays_small(sheet: Sheet, row: str, seen: Iterable[tuple[Told, int]], sign: int) -> bool:
    """Whether a row that is left out as small stays small, in every edition that shows others of its table."""
    for table, own in sheet.tables.items():
        for one, moved in seen:
            if one.rows.get(table):
                count = sheet.table(table, one.quarters)[own[row]]
                if count < sheet.few <= count + sign * moved:
                    return False
    return True


def _stays_silent(people: People, told: Told, moved: int) -> bool:
    """Whether a total that is not told because it is small stays so."""
    total = people.total(told.quarters)
    return not 0 < total < people.few or 0 < total + moved < people.few


@cache
def shifts(places: tuple[Place, ...]) -> tuple[Shift, ...]:
    """One person more or fewer, one who came at another time, or two who were one (or one who was two)."""
    found: list[Shift] = []
    for one in places:
        found += [((one, 1),), ((one, -1),)]
        for other in places:
            both, common = one | other, one & other
            if one != other:
                found.append(((one, -1), (other, 1)))
            if both in places and both not in (one, other) and min(one - other) < min(other - one):
                merged: Shift = ((one, -1), (other, -1), (both, 1), *(((common, 1),) if common else ()))
                found += [merged, tuple((place, -more) for place, more in merged)]
    return tuple(found)


@cache
def regions(places: tuple[Place, ...]) -> frozenset[frozenset[Place]]:
    """Whom one can ask about: who was there in each of some groups of quarters, and not in some others."""
    quarters = sorted(frozenset().union(*places))
    found = set()
    for labels in product((*quarters, "not", "any"), repeat=len(quarters)):
        named = {label: {q for q, own in zip(quarters, labels, strict=True) if own == label} for label in labels}
        never = named.pop("not", set())
        named.pop("any", None)
        found.add(
            frozenset(
                place for place in places if not place & never and all(place & group for group in named.values())
            )
        )
    return frozenset(found - {frozenset()})
