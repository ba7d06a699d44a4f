"""How it could have been otherwise: which numbers of people nobody can work out from what was told.

Another *course of events* is a ``Shift`` of one or two people that changes nothing that was ever told. It *links*
the rows between which it moves somebody, or a row and ``OUTSIDE`` where there are more people altogether, or
fewer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    with_small = {}
    for region in _crossing(people.places):
        counts = {
            row: sum(number for place, number in cells.items() if place in region)
            for row, cells in sheet.cells.items()
        }
        if any(0 < number < sheet.few for number in counts.values()):
            with_small[region] = counts
    links: dict[Rows, set[Shift]] = {}
    for shift, rows in _links(people, told, key, suspicious) if with_small else ():
        links.setdefault(rows, set()).add(shift)
    found: set[Pinned] = set()
    own = {sheet.shared}
    for region, counts in with_small.items():
        crossing = _crossing(people.places)[region]
        for group in _groups(counts, (rows for rows, shifts in links.items() if shifts & crossing)):
            there = [row for row in group if row is not OUTSIDE and counts[row]]
            if not there or OUTSIDE in group or (key != ALL and _is_everybody(sheet, group, region)):
                continue
            few = people.few if there == [sheet.shared] or _is_everybody(sheet, group | own, region) else sheet.few
            if sum(counts[row] for row in there) < few:
                found |= {(region, row) for row in there}
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
    sheet, editions = people.sheets[key], _editions(people, told, key, suspicious)
    others = {name: other for name, other in people.sheets.items() if name != key}
    shared = [
        (other, _editions(people, told, name, suspicious))
        for name, other in others.items()
        if sheet.shared is not None and other.shared is not None
    ]
    for number, shift in enumerate(shifts(people.places)):
        # One row has them more and another has them less: the total stays as it is.
        follows = [_shared_follows(other, shift, number, seen) for other, seen in shared]
        for gains, loses in _retold(sheet, shift, number, editions):
            gaining = gains if all(gain for gain, _lose in follows) else gains - {sheet.shared}
            losing = loses if all(lose for _gain, lose in follows) else loses - {sheet.shared}
            if gaining and losing:
                yield shift, gaining | losing
        # There are more or fewer of them altogether, on every sheet.
        if any(
            one.told.total or not one.stays_silent(number, people.few) for one in editions if one.moved[number]
        ):
            continue
        for own in (True, False):
            if all(any(other.takes(row, shift) for row in _of_those(other, own)) for other in others.values()):
                rows = (row for row in _of_those(sheet, own) if sheet.takes(row, shift))
                yield shift, frozenset({OUTSIDE, *rows})


@dataclass(frozen=True)
class _Edition:
    """What an edition tells, as it bears on a sheet."""

    told: Told
    #: How many more people each shift gives to its stretch.
    moved: tuple[int, ...]
    #: For the suspicious: how many more there must not be in a row of a table, for it to stay small.
    gaps: Mapping[tuple[str, str], int]
    #: For the suspicious: the total, where it is left out as small.
    silent: int | None

    def stays_silent(self, number: int, few: int) -> bool:
        """Whether a total that is left out as small stays so."""
        return self.silent is None or 0 < self.silent + self.moved[number] < few


def _editions(people: People, told: Sequence[Told], key: str, suspicious: bool) -> list[_Edition]:
    sheet = people.sheets[key]
    found = []
    for one in (each for edition in told for each in edition.spelled_out(people)):
        counts = {at: sheet.table(at, one.quarters) for at in sheet.tables if suspicious and one.rows.get(at)}
        gaps = {
            (at, row): sheet.few - count
            for at, table in counts.items()
            for row, count in table.items()
            if count < sheet.few
        }
        total = people.total(one.quarters)
        silent = total if suspicious and not one.total and 0 < total < people.few else None
        found.append(_Edition(one, _moved(people.places, one.quarters), gaps, silent))
    return found


def _retold(sheet: Sheet, shift: Shift, number: int, editions: Sequence[_Edition]) -> Iterator[tuple[Rows, Rows]]:
    """Rows of which one could have a shift more while another has it less: who could gain, who could lose."""
    seen = [one for one in editions if one.moved[number]]
    back = tuple((place, -more) for place, more in shift)

    def stays_small(row: str, sign: int) -> bool:
        at = [(table, own[row]) for table, own in sheet.tables.items()]
        return all(sign * one.moved[number] < one.gaps[each] for one in seen for each in at if each in one.gaps)

    for rows in _alike(sheet, [one.told for one in seen]):
        gains = frozenset(row for row in rows if sheet.takes(row, shift) and stays_small(row, 1))
        yield gains, frozenset(row for row in rows if sheet.takes(row, back) and stays_small(row, -1))


def _shared_follows(sheet: Sheet, shift: Shift, number: int, editions: Sequence[_Edition]) -> tuple[bool, bool]:
    """Whether the shared row could gain a shift on this sheet, and lose it: it does so on every sheet or none."""
    own = {sheet.shared}
    retold = list(_retold(sheet, shift, number, editions))
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


@cache
def _moved(places: tuple[Place, ...], quarters: frozenset[int]) -> tuple[int, ...]:
    """How many more people each shift gives to a stretch."""
    return tuple(sum(more for place, more in shift if place & quarters) for shift in shifts(places))


@cache
def _crossing(places: tuple[Place, ...]) -> Mapping[frozenset[Place], frozenset[Shift]]:
    """For each region the shifts that change how many people are in it."""
    return {
        region: frozenset(
            shift for shift in shifts(places) if sum(more for place, more in shift if place in region)
        )
        for region in regions(places)
    }


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
