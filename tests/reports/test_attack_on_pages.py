"""The attack on the whole house: rows in the database, editions one by one, and a stranger with their pages."""

import random
from collections.abc import Iterable

import pytest
import time_machine
from flask_babel import force_locale

pytest.importorskip("html5lib", reason="reading pages back needs html5lib (requirements-dev.txt)")
pytest.importorskip("z3", reason="the stranger reckons with z3 (requirements-dev.txt)")

from portal.contacts.help_kinds import Help
from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.db import db, transaction
from portal.core.periods import Stretch
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.reports import layout
from portal.reports.figures import FIGURES, REST, TABLES, Counts, Rows
from portal.reports.guards import FAMILIES, NAMED_TABLES, ROW_FIGURES, Family
from portal.reports.models import QuarterCount
from portal.reports.names import Names, every_row
from portal.reports.quarters import people_of
from portal.signups.models import Way
from tests.reports.past import AUTUMN, NOW, SPRING, SUMMER, WINTER, areas, asked, held, met, talked
from tests.reports.reading_back import Block, as_list, as_workbook, blocks_of_page, lines_of_csv, lines_of_xlsx
from tests.reports.stranger import Published, Stranger

pytestmark = pytest.mark.slow

DAYS = (SPRING, SUMMER, AUTUMN, WINTER)
HERE = "/team/report/editions/2025"
NOT_SHOWN = "not shown"


@pytest.fixture
def karen(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


@pytest.mark.parametrize("seed", range(3))
def test_a_stranger_works_nothing_out_of_the_pages_of_a_year(seed, karen, make_member):
    attack(random.Random(seed), karen, make_member)


@pytest.mark.storm
@pytest.mark.parametrize("seed", range(100, 140))
def test_a_stranger_works_nothing_out_of_the_pages_of_many_years(seed, karen, make_member):
    attack(random.Random(seed), karen, make_member)


def attack(chance, karen, make_member):
    """A year happens; some editions are made, and in between something is noted late or erased."""
    mothers = [make_member(f"Mother {number}").id for number in range(3)]
    places = [*areas("East", "North", "West"), None]
    for day in DAYS:
        a_quarter(chance, day, mothers, places)
    numbers = []
    with time_machine.travel(NOW, tick=False):
        for stretch in chance.sample(list(Stretch), chance.randint(2, 7)):
            assert karen.press(f"{HERE}/{stretch}/make", {"read": "y"}).status_code == 303
            blocks = blocks_of_page(karen.get(f"{HERE}/{stretch}").text)
            assert lines_of_csv(karen.get(f"{HERE}/{stretch}.csv").data) == as_list(blocks)
            assert lines_of_xlsx(karen.get(f"{HERE}/{stretch}.xlsx").data) == as_workbook(blocks)
            numbers.append((frozenset(stretch.quarters), Told.of(blocks)))
            asked(chance.choice(DAYS), chance.randint(0, 3))
            with transaction() as session:
                session.query(Enquiry).filter(Enquiry.id % 9 == chance.randrange(9)).delete()
    slugs = [area.slug for area in db.session.query(Area).order_by(Area.name)]
    frozen = {row.quarter: row.counts for row in db.session.query(QuarterCount).order_by(QuarterCount.id)}
    for family in FAMILIES:
        published = [told.of_family(family, quarters) for quarters, told in numbers]
        people = people_of(family, frozen, slugs)
        assert Stranger(people, published).works_out() == [], family.total


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
        for figure, (table, row) in ROW_FIGURES.items():
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
                (str(block.title), "" if key in NAMED_TABLES else str(TABLES[key].label)): key
                for section in layout.SECTIONS
                for block in section.blocks
                if isinstance(block, layout.Grid)
                for key in block.keys
            }
            self.areas = {area.name: slug for slug, area in names.areas.items()}
            self.area_tables = {str(TABLES[key].label): key for key in layout.AREA_TABLES}
            self.rows = {
                key: {names.of(TABLES[key], row): row for row in self._keys(TABLES[key].rows)}
                for family in FAMILIES
                for key in family.tables
            }

    def _keys(self, rows: Rows) -> list[str]:
        choices = {Rows.AREA: [*self.areas.values(), ""], Rows.ASKER: list(Asker), Rows.WAY: list(Way)}
        known = choices[rows] if rows in choices else every_row(rows)
        return [*known, *([""] if rows is Rows.HELP else []), REST]
