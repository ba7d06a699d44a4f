"""Primary and secondary cell suppression in tables of people that are linked (docs/report.md has the proof).

*Primary suppression* is the threshold rule, also called minimum frequency rule: a row with 1 to ``few`` - 1 people
is not shown. *Secondary (complementary) suppression* leaves out larger rows that would give away a small one, as
the total is shown. Linked tables are protected as one problem: a row is shown only if every table of the family
stays safe.

What a reader can work out is found from *classes*: cells that no shown number tells apart. One person could be in
another cell of the class instead, and every shown number would be the same. So all that can be worked out are
classes and sums of classes, and a choice of rows is safe if each class counts nobody or at least ``few``. This
prevents exact disclosure: the feasibility interval of every small number has more than one value.

It holds for a *suspicious* reader, too, who takes for granted that what is left out is small: for her, a person
can have been in another cell only if the row left out there still counts fewer than ``few``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: The keys of the rows that an edition shows, by the key of the table.
ShownRows = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class CrossTable:
    """People told apart, and the tables that are published of it. Rows without anybody are not in it.

    Several tables share one where the public knows how their rows go together: margins of a cross table (organiser
    and area of an event), or rows and the groups they are put in.
    """

    few: int
    #: The number of people in each of the smallest groups that the public can tell apart.
    cells: Mapping[str, int]
    #: By the key of a published table, the row in which each cell is counted.
    tables: Mapping[str, Mapping[str, str]]
    #: The cell whose people are known to be one cell of other cross tables, too. To be in it is not tender.
    common: str | None = None

    @classmethod
    def of(cls, table: str, rows: Mapping[str, int], few: int, common: str | None = None) -> "CrossTable":
        """A table of its own: each row is a cell."""
        return cls(few, rows, {table: {row: row for row in rows}}, common if common in rows else None)

    def rows(self, table: str) -> dict[str, int]:
        """The published table as it would be without suppression."""
        counts: dict[str, int] = {}
        for cell, row in self.tables[table].items():
            counts[row] = counts.get(row, 0) + self.cells[cell]
        return counts

    def classes(self, shown: ShownRows) -> list[set[str]]:
        """The cells, together where no shown row tells them apart."""
        alike: dict[tuple[str | None, ...], set[str]] = {}
        for cell in self.cells:
            rows = ((row_of[cell], shown.get(table, ())) for table, row_of in self.tables.items())
            alike.setdefault(tuple(row if row in told else None for row, told in rows), set()).add(cell)
        return list(alike.values())

    def takes_one_more(self, cell: str, shown: ShownRows) -> bool:
        """Whether a suspicious reader allows for one person more in a cell: no row left out grows to ``few``."""
        left_out = ((table, row_of[cell]) for table, row_of in self.tables.items() if shown.get(table))
        return not any(row not in shown[at] and self.rows(at)[row] == self.few - 1 for at, row in left_out)


@dataclass(frozen=True)
class LinkedTables:
    """Tables with the same total: each person is counted in one cell of every cross table."""

    total: int
    #: The fewest that are shown of them all.
    few: int
    crossed: Sequence[CrossTable] = ()


def suppress(people: LinkedTables) -> ShownRows | None:
    """The rows that may be shown, tried from the largest down; None where the total may not be shown either."""
    if 0 < people.total < people.few:
        return None
    shown: dict[str, frozenset[str]] = {}
    for crossed in people.crossed:
        enough = [
            (number, table, row)
            for table in crossed.tables
            for row, number in crossed.rows(table).items()
            if number >= crossed.few
        ]
        for _number, table, row in sorted(enough, key=lambda each: -each[0]):
            more = shown | {table: shown.get(table, frozenset()) | {row}}
            if is_safe(people, more):
                shown = more
    return shown


def is_safe(people: LinkedTables, shown: ShownRows) -> bool:
    """Whether nobody who is shown these rows and the total can work out a number from 1 to ``few`` - 1."""
    known = _common_is_known(people, shown)
    return all(
        _is_class_safe(people, crossed, part, shown)
        for crossed in people.crossed
        for cells in crossed.classes(shown)
        for part in ((cells - {crossed.common}, cells & {crossed.common}) if known else (cells,))
        if part
    )


def _is_class_safe(people: LinkedTables, crossed: CrossTable, cells: set[str], shown: ShownRows) -> bool:
    """Whether a class counts enough people, and one of them could have been in another cell of it."""
    # Everybody, or everybody but the common cell, says nothing of what the table is about.
    others, own = set(crossed.cells) - cells, {crossed.common}
    few = people.few if cells <= own or others <= own else crossed.few
    count = sum(crossed.cells[cell] for cell in cells)
    return count >= few and any(crossed.takes_one_more(cell, shown) for cell in cells)


def _common_is_known(people: LinkedTables, shown: ShownRows) -> bool:
    """Whether the common cell counts as known: nobody of it could have been in another cell of each table."""
    return not all(
        any(crossed.takes_one_more(cell, shown) for cell in cells - {crossed.common})
        for crossed in people.crossed
        for cells in crossed.classes(shown)
        if crossed.common in cells
    )
