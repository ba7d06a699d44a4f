"""Whether what mothers noted may be told apart for the group: by kind, by offer, by area.

What each mother noted is counted beside it, for any days that the reader likes. So it is not enough that several
mothers noted something in a period: of two periods, one of them a day longer, the difference is what one mother
wrote on that day. Hence a year is cut into *blocks* that do not depend on the period: months in a row, as few as
``least`` mothers noted anything in; what is left at the end of a year belongs to the block before it. A period is
told apart where it takes of each block everything that was noted in it, or nothing: whatever is subtracted from
one another then is of ``least`` mothers, too.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, case, extract
from sqlalchemy.orm import InstrumentedAttribute

from portal.reports.scope import Scope, between

#: What was noted in a month or more: by whom, and whether in the period.
Block = set[tuple[int, bool]]


def may_be_told(scope: Scope, mothers: Select[Any], day: InstrumentedAttribute[date]) -> bool:
    """Whether the period takes whole blocks. ``mothers`` selects who noted it, row by row; ``day`` is when."""
    least = scope.least
    if not least:
        return True
    years = scope.period.years
    inside = case((between(day, scope.period), 1), else_=0)
    noted = mothers.add_columns(extract("year", day), extract("month", day), inside)
    noted = noted.where(day.between(date(years[0], 1, 1), date(years[-1], 12, 31))).distinct()
    months: dict[int, dict[int, Block]] = {}
    for mother, year, month, within in scope.session.execute(noted):
        months.setdefault(int(year), {}).setdefault(int(month), set()).add((mother, bool(within)))
    return all(_is_whole(block, least) for year in months.values() for block in _blocks(year, least))


def _blocks(months: Mapping[int, Block], least: int) -> Iterable[Block]:
    blocks: list[Block] = []
    rest: Block = set()
    for month in sorted(months):
        rest = rest | months[month]
        if len(_mothers(rest)) >= least:
            blocks.append(rest)
            rest = set()
    if rest and blocks:
        rest |= blocks.pop()
    return [*blocks, rest] if rest else blocks


def _is_whole(block: Block, least: int) -> bool:
    sides = {within for _mother, within in block}
    return sides == {False} or (sides == {True} and len(_mothers(block)) >= least)


def _mothers(block: Block) -> set[int]:
    return {mother for mother, _within in block}
