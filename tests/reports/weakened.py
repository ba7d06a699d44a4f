"""The rule with one of its parts left out: an attack that finds nothing there would prove nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest

from portal.reports import suppression
from portal.reports.suppression import CrossTable, LinkedTables
from tests.reports import worlds
from tests.reports.stranger import Published
from tests.reports.worlds import ALL, People, Sheet, everybody

Patch = pytest.MonkeyPatch


def no_secondary_suppression(patch: Patch) -> None:
    patch.setattr(suppression, "is_safe", lambda *_anything: True)


def threshold_off_by_one(patch: Patch) -> None:
    def lower(people: LinkedTables) -> LinkedTables:
        crossed = [replace(one, few=one.few - 1) for one in people.crossed]
        return replace(people, few=people.few - 1, crossed=crossed)

    _relink(patch, lower)


def total_judged_as_strictly_as_nothing(patch: Patch) -> None:
    _relink(patch, lambda people: replace(people, few=1))


def tender_tables_judged_like_their_total(patch: Patch) -> None:
    _relink(
        patch, lambda people: replace(people, crossed=[replace(one, few=people.few) for one in people.crossed])
    )


def nobody_told_where_it_singles_out(patch: Patch) -> None:
    """Rows without anybody are shown as 0, and so tell that all others are in the rows that are left out."""
    publish = Published.of

    def with_zeros(people: People, quarters: frozenset[int]) -> Published:
        shown = publish(people, quarters)
        if shown.total is None:
            return shown
        rows = {key: dict(table) for key, table in shown.rows.items()}
        for sheet in people.sheets.values():
            for table in sheet.tables:
                nobody = {row: 0 for row, number in sheet.table(table, quarters).items() if not number}
                rows[table] = rows.get(table, {}) | nobody
        return replace(shown, rows=rows)

    patch.setattr(Published, "of", with_zeros)


def margins_of_one_table_forgotten(patch: Patch) -> None:
    """Organiser and area, and who asked and the same more broadly, each protected as if it were alone."""

    def apart(people: LinkedTables) -> LinkedTables:
        return replace(
            people,
            crossed=[
                CrossTable.of(table, one.rows(table), one.few, one.common)
                for one in people.crossed
                for table in one.tables
            ],
        )

    _relink(patch, apart)


def common_cell_of_two_tables_forgotten(patch: Patch) -> None:
    patch.setattr(suppression, "_common_is_known", lambda *_anything: False)


def sizes_of_small_gatherings_told(patch: Patch) -> None:
    patch.setattr(worlds, "sizes_are_told", lambda *_anything: True)


def suspicion_forgotten(patch: Patch) -> None:
    patch.setattr(CrossTable, "takes_one_more", lambda *_anything: True)


Q1 = frozenset({1})


def year_of(few: int, *tables: tuple[int, dict[str, int]], shared: str | None = None) -> People:
    """A year in whose first quarter alone somebody counted. Each table: its own ``few``, and its rows."""
    total = sum(tables[0][1].values())
    sheets = {ALL: everybody({Q1: total}, few)}
    for number, (row_few, rows) in enumerate(tables):
        cells = {row: {Q1: count} if count else {} for row, count in rows.items()}
        sheets[f"table {number}"] = Sheet.of(f"table {number}", cells, row_few, shared)
    return People(worlds.QUARTERS, sheets)


def year_of_events(came: dict[str, int]) -> People:
    """The same of gatherings, by organiser and area; none was held by the others."""
    cells = {row: {Q1: count} for row, count in came.items()}
    tables = {name: {row: row.split()[at] for row in came} for at, name in enumerate(("organiser", "area"))}
    event = Sheet(10, cells, dict.fromkeys(came, Q1), tables)
    sheets = {ALL: everybody({Q1: sum(came.values())}, 10), "event": event}
    return People(worlds.QUARTERS, sheets, by_event="event")


#: Each with a year that it gives away.
WEAKENED: Final[list[tuple[Callable[[Patch], None], People]]] = [
    (no_secondary_suppression, year_of(5, (5, {"web": 20, "poster": 1}))),
    (threshold_off_by_one, year_of(5, (5, {"web": 16, "poster": 4}))),
    (total_judged_as_strictly_as_nothing, year_of(5, (5, {"web": 4}))),
    (tender_tables_judged_like_their_total, year_of(5, (10, {"letter": 30, "health": 7}))),
    (nobody_told_where_it_singles_out, year_of(5, (10, {"marriage": 7, "school": 0}))),
    (
        margins_of_one_table_forgotten,
        year_of_events({"own east": 15, "supported north": 12, "own south": 4}),
    ),
    (
        common_cell_of_two_tables_forgotten,
        year_of(
            5,
            (5, {"town": 34, "herself": 6}),
            (10, {"letter": 30, "health": 4, "herself": 6}),
            shared="herself",
        ),
    ),
    (sizes_of_small_gatherings_told, year_of_events({"own east": 20, "own south": 3})),
    (suspicion_forgotten, year_of(5, (5, {"web": 20, "poster": 4, "mother": 4}))),
]


def _relink(patch: Patch, change: Callable[[LinkedTables], LinkedTables]) -> None:
    linked = worlds.linked_tables
    patch.setattr(worlds, "linked_tables", lambda people, quarters: change(linked(people, quarters)))
