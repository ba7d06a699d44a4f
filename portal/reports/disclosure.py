"""Which numbers of people an outside edition tells, so that no small one can be worked out (docs/report.md).

Whoever holds editions of a year knows which rows add up to which total, which quarters to which stretch, and
where nobody can have been (no event was held there, nothing happened in that quarter). A number is safe when there
is another course of events (``otherwise.py``) that changes it, and nothing that was ever told. So:

1. Of the courses that change the number of people in some quarters (a *region*), each links the rows between which
   it moves somebody, or a row and the outside. Linked rows make a *group*.
2. A number of people in some rows of that region, whichever rows, can only be worked out if those rows are whole
   groups: else one of the links changes it. So if every group but that of the outside counts nobody or at least
   ``few``, every number from 1 to ``few`` - 1 could be otherwise. ``pinned`` names the rows of all other groups.

Silence is always safe: an edition that tells nothing of a family forbids no course of events; in the quarters
that are new with it there could have been somebody more, or less; and a number without those was safe before.
``decide`` says as much as it can, and looks each time at everything told so far. What is told of a quarter is
always of the same count (``QuarterCount``), or two editions would tell what was noted in between.

Whoever is *suspicious* takes for granted that what is left out is small: for her a course counts only if what is
small and left out stays small. She may learn nothing that silence would not have told her.
"""

from collections.abc import Iterable, Sequence

from portal.reports.otherwise import pinned
from portal.reports.told import People, Told


def decide(people: People, before: Sequence[Told], quarters: frozenset[int], *, sizes: bool = False) -> Told:
    """What a new edition tells, after those ``before``. ``sizes``: how many came to each gathering is no secret.

    A total below ``few`` is left out, but not 0; and so is one that betrays something, with all of its tables. Of
    each table the rows from ``few`` up are told, the largest first, as long as nothing can be worked out.
    """
    silent = Told(quarters)
    given = {key: pinned(people, [*before, silent], key, suspicious=True) for key in people.sheets}

    def is_safe(told: Told, keys: Iterable[str]) -> bool:
        after = [*before, told]
        for key in keys:
            found = pinned(people, after, key, suspicious=True)
            if found and (not found <= given[key] or pinned(people, after, key)):
                return False
        return True

    if 0 < people.total(quarters) < people.few or not is_safe(Told(quarters, total=True), people.sheets):
        return silent
    rows: dict[str, frozenset[str]] = {}
    for key, sheet in people.sheets.items():
        enough = [
            (number, table, row)
            for table in sheet.tables
            for row, number in sheet.table(table, quarters).items()
            if number >= sheet.few
        ]
        rows |= dict.fromkeys(sheet.tables, frozenset())
        # What is told of a shared row is told of it on every sheet.
        bears_on = [
            at for at, other in people.sheets.items() if at == key or None not in (sheet.shared, other.shared)
        ]
        for _number, table, row in sorted(enough, key=lambda each: -each[0]):
            more = rows | {table: rows[table] | {row}}
            if is_safe(Told(quarters, total=True, rows=more), bears_on):
                rows = more
    with_sizes = Told(quarters, total=True, rows=rows, sizes=True)
    if sizes and is_safe(with_sizes, people.sheets):
        return with_sizes
    return Told(quarters, total=True, rows=rows)
