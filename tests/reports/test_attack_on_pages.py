"""The attack on the whole portal: rows in the database, editions one by one, and a stranger with their pages."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
import time_machine
from flask_babel import force_locale

pytest.importorskip("html5lib", reason="reading pages back needs html5lib (requirements-dev.txt)")
pytest.importorskip("z3", reason="the stranger reckons with z3 (requirements-dev.txt)")

from portal.contacts.help_kinds import Help
from portal.contacts.models import Met
from portal.core.actors import Role
from portal.core.db import db, transaction
from portal.core.i18n import SPOKEN
from portal.core.periods import Period
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.offers.models import Theme
from portal.reports.counting import count
from portal.reports.disclosure import FAMILIES
from portal.reports.editions import Cut
from portal.reports.figure_types import REST, Counts, GridLayout, Rows
from portal.reports.figures import AREA_TABLES, FIGURES, SECTIONS, TABLES, gatherings, women
from portal.reports.minimum_contributors import NAMES, RowOf
from portal.reports.names import Names
from portal.reports.scope import scope_of
from portal.signups.models import Way
from tests.reports.past import AUTUMN, NOW, SPRING, SUMMER, WINTER, areas, asked, held, met, talked
from tests.reports.reading_back import Block, as_list, as_workbook, blocks_of_page, lines_of_csv, lines_of_xlsx
from tests.reports.stranger import Published, Stranger
from tests.reports.worlds import ALL, People, Place, Sheet, everybody

pytestmark = pytest.mark.slow

DAYS = (SPRING, SUMMER, AUTUMN, WINTER)
HERE = "/team/report/editions/2025"
NOT_SHOWN = "not shown"
QUARTERS = dict(enumerate(Cut.QUARTERS.stretches, 1))
SLUGS = ("east", "north", "west", "")
#: The rows that there can be, for all that the public knows.
EVERY = {
    Rows.AREA: SLUGS,
    Rows.MET: list(Met),
    Rows.HELP: [*Help, ""],
    Rows.THEME: list(Theme),
    Rows.LANGUAGE: list(SPOKEN),
    Rows.AGE: ("adults", "children", "unknown"),
    Rows.FIRST: ("first", "others"),
    Rows.NEW: ("new", "others"),
    Rows.TOOK_PART: ("yes", "no", "not_known"),
    Rows.OUTCOME: ("answered", "open", "nobody", "withdrawn", "closed"),
    Rows.ASKER: list(Asker),
    Rows.WAY: list(Way),
}
#: All rows that a page can name.
ROWS = {**EVERY, Rows.ORGANISER: ("own", "supported"), Rows.FROM: ("herself", "professionals")}
#: Whoever asks for herself is not asked what it is about, and everybody else is.
SHARED = {"enquiries_asker": Asker.HERSELF, "enquiries_theme": ""}


@pytest.fixture
def karen(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


@pytest.mark.parametrize("cut", Cut)
def test_a_stranger_works_nothing_out_of_the_pages_of_a_year(cut, karen, make_member):
    attack(random.Random(cut), cut, karen, make_member)


@pytest.mark.storm
@pytest.mark.parametrize("cut", Cut)
@pytest.mark.parametrize("seed", range(100, 115))
def test_a_stranger_works_nothing_out_of_the_pages_of_many_years(seed, cut, karen, make_member):
    attack(random.Random(seed), cut, karen, make_member)


def attack(chance, cut, karen, make_member):
    """A year happens; all its editions are made, and in between something is noted late or erased."""
    mothers = [make_member(f"Mother {number}").id for number in range(3)]
    places = [*areas("East", "North", "West"), None]
    for day in DAYS:
        a_quarter(chance, day, mothers, places)
    numbers, year = [], {}
    with time_machine.travel(NOW, tick=False):
        for stretch in chance.sample(cut.stretches, len(cut.stretches)):
            year |= {quarter: a_quarter_as_it_was(quarter) for quarter in stretch.quarters}
            assert karen.press(f"{HERE}/{stretch}/make", {"read": "y"}).status_code == 303
            blocks = blocks_of_page(karen.get(f"{HERE}/{stretch}").text)
            assert lines_of_csv(karen.get(f"{HERE}/{stretch}.csv").data) == as_list(blocks)
            assert lines_of_xlsx(karen.get(f"{HERE}/{stretch}.xlsx").data) == as_workbook(blocks)
            numbers.append((frozenset(stretch.quarters), Told.of(blocks)))
            asked(chance.choice(DAYS), chance.randint(0, 3))
            with transaction() as session:
                session.query(Enquiry).filter(Enquiry.id % 9 == chance.randrange(9)).delete()
    for family in families():
        published = [told.of_family(family, quarters) for quarters, told in numbers]
        people = people_of(family, year)
        for suspicious in (False, True):
            assert Stranger(people, published, suspicious).works_out() == [], (family.total, suspicious)


def a_quarter(chance, day, mothers, places):
    """Some gatherings, enquiries and conversations; most numbers are small."""

    def few():
        return chance.choice((0, 1, 2, 3, 4, 6, 9, 12, 25))

    for _each in range(chance.randint(0, 4)):
        came = few() + chance.choice((0, 0, 20))
        first = min(few(), came)
        held(day, came, first=first, area_id=chance.choice(places), partner=chance.random() < 0.4)
    for asker in Asker:
        state = chance.choice((EnquiryState.RECEIVED, EnquiryState.NOBODY_FOUND, EnquiryState.CLOSED))
        theme = {} if asker is Asker.HERSELF else {"theme": chance.choice(list(Help)[:4])}
        spoken = chance.choice(("tr", "ar", "ur"))
        asked(day, few(), asker, area_id=chance.choice(places), spoken=spoken, state=state, **theme)
    for mother in mothers:
        women = met(mother, few(), day, chance.choice(places))
        for when in DAYS:
            if women and chance.random() < 0.5:
                talked(mother, chance.sample(women, chance.randint(1, len(women))), when)


def a_quarter_as_it_was(quarter):
    """What was counted in a quarter when an edition with it was made."""
    scope = scope_of(db.session(), Period.of(2025, QUARTERS[quarter]), NOW)
    rows = {
        f"{'own' if one.organiser_id is None else 'supported'} {scope.area(one.area_id)}"
        for one in gatherings.read(scope).events
    }
    return {
        "counts": count(scope.session, scope.period, now=NOW, whole=True),
        "held": rows,
        "came": gatherings.by_organiser_and_area(scope),
        "women": women.areas_of_helped(scope),
    }


@dataclass(frozen=True)
class Family:
    """The figure that is the total, or the table that has none; the fewest of it, and of each table."""

    total: str
    few: int
    tables: dict[str, int]


def families():
    few = {key: getattr(one.outside, "few", 0) for key, one in (*FIGURES.items(), *TABLES.items())}
    return [Family(total, few[total], {key: few[key] for key in tables}) for total, tables in FAMILIES.items()]


def people_of(family: Family, year) -> People:
    """Everybody of a family, as the stranger's model has them."""
    by_event = None
    if family.total == "women_helped":
        sheets = women_by_area(family, year)
    else:
        numbers = {quarter: one["counts"].figures.get(family.total) for quarter, one in year.items()}
        if family.total == "conversations_help":
            numbers = {q: sum(one["counts"].tables["conversations_help"].values()) for q, one in year.items()}
        sheets = {ALL: everybody(cells_of(numbers), family.few)}
        for key, few in family.tables.items():
            if key not in ("participants_organiser", "participants_area", "enquiries_from"):
                found = {quarter: one["counts"].tables[key] for quarter, one in year.items()}
                rows = dict.fromkeys(
                    [*EVERY.get(TABLES[key].rows, ()), *(row for one in found.values() for row in one)]
                )
                cells = {row: cells_of({q: one.get(row, 0) for q, one in found.items()}) for row in rows}
                sheets[key] = Sheet.of(key, cells, few, SHARED.get(key))
    if family.total == "participants":
        by_event = "event"
        sheets[by_event] = by_organiser_and_area(year, family.tables["participants_area"])
    if family.total == "enquiries":
        askers = sheets["enquiries_asker"]
        broader = {row: "herself" if row == Asker.HERSELF else "professionals" for row in askers.cells}
        sheets["enquiries_asker"] = replace(askers, tables={"enquiries_from": broader, **askers.tables})
    return People(frozenset(year), sheets, again=family.total == "women_helped", by_event=by_event)


def women_by_area(family, year):
    """Each by the quarters she was helped in. She lives where she lived when she was first counted."""
    seen: dict[int, set[int]] = {}
    lives: dict[int, str] = {}
    for quarter, one in year.items():
        for woman, area in one["women"].items():
            seen.setdefault(woman, set()).add(quarter)
            lives.setdefault(woman, area)
    totals: dict[Place, int] = {}
    cells = {row: {} for row in (*SLUGS, *lives.values())}
    for woman, quarters in seen.items():
        place = frozenset(quarters)
        for counted in (totals, cells[lives[woman]]):
            counted[place] = counted.get(place, 0) + 1
    sheets = {key: Sheet.of(key, cells, few) for key, few in family.tables.items()}
    return {ALL: everybody(totals, family.few), **sheets}


def by_organiser_and_area(year, few):
    """Nobody can have been where no event was held."""
    room = {
        row: {q for q, one in year.items() if row in one["held"]} for one in year.values() for row in one["held"]
    }
    cells = {row: cells_of({q: one["came"].get(row, 0) for q, one in year.items()}) for row in room}
    tables = {
        key: {row: row.split(" ")[at] for row in room}
        for at, key in enumerate(("participants_organiser", "participants_area"))
    }
    return Sheet(few, cells, {row: frozenset(quarters) for row, quarters in room.items()}, tables)


def cells_of(numbers):
    return {frozenset({quarter}): int(number) for quarter, number in numbers.items() if number}


class Told:
    """What a page tells, by the keys of figures and tables; a number that is not shown is None."""

    def __init__(self) -> None:
        self.figures: dict[str, float | None] = {}
        self.tables: dict[str, dict[str, int | None]] = {}

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> "Told":
        """Take the words of the page for what they name."""
        told, words = cls(), Words()
        for block in blocks:
            for row, numbers in block.rows:
                for head, number in zip(block.heads, numbers, strict=True):
                    value = None if number in (NOT_SHOWN, "") else float(number)
                    if block.title:
                        table = words.tables[block.title, head]
                        told.tables.setdefault(table, {})[words.rows.get(table, {}).get(row, row)] = value
                    elif block.chapter in words.areas:
                        table = words.area_tables[row]
                        told.tables.setdefault(table, {})[words.areas[block.chapter]] = value
                    else:
                        told.figures[words.figures[row]] = value
        return told

    def of_family(self, family: Family, quarters: frozenset[int]) -> Published:
        """Its numbers of one family. What stands nowhere was nobody: what is left out says so."""
        rows: dict[str, dict[str, int]] = {
            table: {row: int(n) for row, n in self.tables.get(table, {}).items() if n is not None}
            for table in family.tables
        }
        rows_as_figures = {key: one.outside for key, one in FIGURES.items() if isinstance(one.outside, RowOf)}
        for figure, (table, row) in ((key, (of.table, of.row)) for key, of in rows_as_figures.items()):
            if table in rows and self.figures.get(figure) is not None:
                rows[table][row] = int(self.figures[figure])
        total = self.figures.get(family.total, 0)
        if family.total not in FIGURES:
            only = next(iter(family.tables))
            total = sum(rows[only].values()) if rows[only] else None
        for shown in rows.values():
            rest = shown.pop(REST, None)
            assert rest is None or rest == total - sum(shown.values())
        sizes = self.figures.get("smallest") is not None
        return Published(quarters, None if total is None else int(total), rows, sizes)


class Words:
    """What stands on an English page, and the keys it stands for."""

    def __init__(self) -> None:
        with force_locale("en"):
            names = Names.load(db.session(), Counts())
            self.figures = {str(figure.label): key for key, figure in FIGURES.items()}
            assert len(self.figures) == len(FIGURES)
            self.tables = {
                (str(block.title), "" if TABLES[key].outside is NAMES else str(TABLES[key].label)): key
                for section in SECTIONS
                for block in section.blocks
                if isinstance(block, GridLayout)
                for key in block.keys
            }
            self.areas = {area.name: slug for slug, area in names.areas.items()}
            self.area_tables = {str(table.label): table.key for table in AREA_TABLES}
            self.rows = {
                key: {names.of(TABLES[key], row): row for row in [*ROWS[TABLES[key].rows], REST]}
                for tables in FAMILIES.values()
                for key in tables
            }
