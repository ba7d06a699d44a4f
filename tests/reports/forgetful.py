"""The rule with one of its parts forgotten: an attack that finds nothing there would prove nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from portal.reports import disclosure, otherwise
from portal.reports.told import People, Place, Sheet, Shift, Told
from tests.reports import worlds

Patch = pytest.MonkeyPatch


def which_rows_are_shown(patch: Patch) -> None:
    patch.setattr(otherwise, "_alike", lambda sheet, seen: [list(sheet.cells)])


def what_else_is_shown_of_the_year(patch: Patch) -> None:
    patch.setattr(
        worlds, "decide", lambda people, before, quarters, sizes: _decide(people, [], quarters, sizes=sizes)
    )


def that_an_exchange_between_quarters_shows(patch: Patch) -> None:
    _blind_to(patch, 2)


def that_two_women_who_were_one_show(patch: Patch) -> None:
    _blind_to(patch, 3)


def where_nobody_can_have_been(patch: Patch) -> None:
    def takes(sheet: Sheet, row: str, shift: Shift) -> bool:
        return all(sheet.cells[row].get(place, 0) + more >= 0 for place, more in shift)

    patch.setattr(Sheet, "takes", takes)


def whose_events_an_area_had(patch: Patch) -> None:
    patch.setattr(worlds, "decide", lambda people, *told, sizes: _decide(_each_table_alone(people), *told))


def that_a_row_stands_in_two_tables(patch: Patch) -> None:
    patch.setattr(otherwise, "_shared_follows", lambda *_anything: (True, True))


def what_the_sizes_of_gatherings_tell(patch: Patch) -> None:
    patch.setattr(Told, "spelled_out", lambda told, people: iter([told]))


def that_a_group_of_some_is_not_everybody(patch: Patch) -> None:
    patch.setattr(otherwise, "_is_everybody", lambda *_anything: True)


EVERYTHING: Final[list[Callable[[Patch], None]]] = [
    which_rows_are_shown,
    what_else_is_shown_of_the_year,
    that_an_exchange_between_quarters_shows,
    that_two_women_who_were_one_show,
    where_nobody_can_have_been,
    whose_events_an_area_had,
    that_a_row_stands_in_two_tables,
    what_the_sizes_of_gatherings_tell,
    that_a_group_of_some_is_not_everybody,
]
_decide = disclosure.decide


def _blind_to(patch: Patch, people: int) -> None:
    """See no change where a shift is about so many places (a merging of women is about three or four)."""

    def moved(places: tuple[Place, ...], quarters: frozenset[int]) -> tuple[int, ...]:
        blind = (len(shift) == people or len(shift) > people > 2 for shift in otherwise.shifts(places))
        return tuple(0 if each else more for each, more in zip(blind, _moved(places, quarters), strict=True))

    _moved = otherwise._moved
    patch.setattr(otherwise, "_moved", moved)


def _each_table_alone(people: People) -> People:
    """The two tables of the same events, each on a sheet of its own."""
    if people.by_event is None:
        return people
    joint = people.sheets[people.by_event]
    sheets = {key: sheet for key, sheet in people.sheets.items() if key != people.by_event}
    for table, own in joint.tables.items():
        cells: dict[str, dict[Place, int]] = {at: {} for at in own.values()}
        room = {at: frozenset().union(*(joint.room[row] for row in own if own[row] == at)) for at in cells}
        for row, found in joint.cells.items():
            for place, number in found.items():
                cells[own[row]][place] = cells[own[row]].get(place, 0) + number
        sheets[table] = Sheet(joint.few, cells, room, {table: {at: at for at in cells}})
    return replace(people, sheets=sheets, by_event=None)
