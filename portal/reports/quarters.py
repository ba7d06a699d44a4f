"""What is counted once of each quarter, when the first edition with it is made, and read ever after.

If a quarter were counted anew, whoever holds two editions could subtract what was noted in between, and a person
who was erased would be missed. The exact counts stand in ``QuarterCount`` and are shown nowhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from portal.core.i18n import LANGUAGES
from portal.core.periods import Period
from portal.enquiries.models import Asker
from portal.events.kinds import Category
from portal.reports.counting import count, gatherings, women_helped
from portal.reports.counting.enquiries import asked_by
from portal.reports.counting.scope import scope_of, table
from portal.reports.figures import TABLES, Counts, Rows
from portal.reports.guards import FAMILIES, Family
from portal.reports.names import every_row
from portal.reports.told import ALL, People, Place, Sheet, everybody

#: Open numbers of the gatherings: they stand beside those of the people who came, so they are counted with them.
WITH_IT_FIGURES: Final = ("events_own", "events_supported", "events_social", "events_information")
WITH_IT_TABLES: Final = ("events_organiser", "events_kind", "events_area", "events_month")

#: Two tables of the same events: everybody knows which event was where, and whose it was.
BY_EVENT: Final = ("participants_organiser", "participants_area")
WOMEN: Final = "women_helped"
#: Everybody knows that the form of a woman who asks herself does not ask what it is about, and that the others do.
_ASKERS: Final = "enquiries_asker"
_HERSELF: Final = {_ASKERS: str(Asker.HERSELF), "enquiries_theme": ""}
#: The same people as in the table of who asked: for somebody else, or for herself.
BROADER: Final = "enquiries_from"
#: Rows that there are only where the group has a form or hangs up posters: without anybody, they may be none.
_SOMETIMES: Final = (Rows.ASKER, Rows.WAY)


def count_quarter(session: Session, period: Period, *, now: datetime) -> dict[str, Any]:
    """What was counted in a quarter, as it is kept."""
    scope = scope_of(session, period, now)
    held = gatherings.read(scope)
    counts = count(session, period, now=now, whole=True)
    counts.take(gatherings.count(scope, held))  # all about them of one reading: somebody may be counted just now
    came = [(row, held.tallies[row.id].here) for row in held.events]
    sizes = [here for row, here in came if here and row.kind.about.category is Category.SOCIAL]
    return {
        "totals": {family.total: _total(family, counts) for family in FAMILIES if family.total != WOMEN},
        "tables": {
            key: counts.tables[key] for family in FAMILIES for key in family.tables if family.total != WOMEN
        },
        "women": {str(woman): area for woman, area in women_helped(session, period).items()},
        "gatherings": table((_event_row(scope.area(row.area_id), row.organiser_id), here) for row, here in came),
        "held": sorted({_event_row(scope.area(row.area_id), row.organiser_id) for row in held.events}),
        "sizes": sorted(sizes),
        "least": min((here for _row, here in came if here), default=None),
        "figures": {key: counts.figures[key] for key in WITH_IT_FIGURES},
        "beside": {key: counts.tables[key] for key in WITH_IT_TABLES},
    }


def people_of(family: Family, year: Mapping[int, Mapping[str, Any]], areas: Iterable[str]) -> People:
    """Everybody of a family in the quarters of a year that were counted, in the order of their counting."""
    if family.total == WOMEN:
        return _women(family, year, areas)
    sheets = {ALL: everybody(_cells({q: one["totals"][family.total] for q, one in year.items()}), family.few)}
    by_event = "gatherings" if set(BY_EVENT) <= set(family.tables) else None
    if by_event:
        sheets[by_event] = _gatherings(year, family.tables[BY_EVENT[0]])
    for key, few in family.tables.items():
        if key not in (*BY_EVENT, BROADER):
            numbers = {quarter: one["tables"][key] for quarter, one in year.items()}
            rows = _rows(key, numbers.values(), areas)
            cells = {row: _cells({q: found.get(row, 0) for q, found in numbers.items()}) for row in rows}
            sheets[key] = Sheet.of(key, cells, few, _HERSELF.get(key))
    if BROADER in family.tables:
        sheets[_ASKERS] = _told_more_broadly(sheets[_ASKERS])
    return People(frozenset(year), sheets, by_event=by_event)


def _total(family: Family, counts: Counts) -> int:
    """Everybody of a family; where there is no figure of them, the rows of its table."""
    if family.total in counts.figures:
        return int(counts.figures[family.total] or 0)
    return sum(number or 0 for number in counts.tables[next(iter(family.tables))].values())


def _women(family: Family, year: Mapping[int, Mapping[str, Any]], areas: Iterable[str]) -> People:
    """Each by the quarters she was helped in, and the area she lived in when she was first counted."""
    seen: dict[str, set[int]] = {}
    lives: dict[str, str] = {}
    for quarter, one in year.items():
        for woman, area in one["women"].items():
            seen.setdefault(woman, set()).add(quarter)
            lives.setdefault(woman, area)
    totals: dict[Place, int] = {}
    cells: dict[str, dict[Place, int]] = {row: {} for row in dict.fromkeys([*areas, "", *lives.values()])}
    for woman, quarters in seen.items():
        place = frozenset(quarters)
        for counted in (totals, cells[lives[woman]]):
            counted[place] = counted.get(place, 0) + 1
    sheets = {ALL: everybody(totals, family.few)}
    sheets |= {key: Sheet.of(key, cells, few) for key, few in family.tables.items()}
    return People(frozenset(year), sheets, again=True)


def _gatherings(year: Mapping[int, Mapping[str, Any]], few: int) -> Sheet:
    """Who came, by whose event it was and where: nobody can have been where none was held."""
    room = {
        row: frozenset(quarter for quarter, one in year.items() if row in one["held"])
        for row in dict.fromkeys(row for one in year.values() for row in one["held"])
    }
    cells = {row: _cells({q: one["gatherings"].get(row, 0) for q, one in year.items()}) for row in room}
    organiser, area = BY_EVENT
    tables = {
        organiser: {row: row.partition(" ")[0] for row in room},
        area: {row: row.partition(" ")[2] for row in room},
    }
    return Sheet(few, cells, room, tables)


def _told_more_broadly(askers: Sheet) -> Sheet:
    """Who asked, told in two tables; the broader one comes first, so that it is told where only one can be."""
    broad = {row: asked_by(Asker(row)) for row in askers.cells}
    return replace(askers, tables={BROADER: broad, **askers.tables})


def _event_row(area: str, organiser_id: int | None) -> str:
    return f"{'own' if organiser_id is None else 'supported'} {area}"


def _rows(key: str, found: Iterable[Mapping[str, int]], areas: Iterable[str]) -> Sequence[str]:
    """Every row that there can be, for all that the public knows, and whatever else somebody was counted in."""
    kind = TABLES[key].rows
    if key == "signups_language":
        known = list(LANGUAGES)
    elif kind is Rows.AREA:
        known = [*areas]
    else:
        known = [] if kind in _SOMETIMES else every_row(kind)
    return list(dict.fromkeys([*known, *(row for one in found for row in one)]))


def _cells(numbers: Mapping[int, int]) -> dict[Place, int]:
    return {frozenset({quarter}): number for quarter, number in numbers.items() if number}
