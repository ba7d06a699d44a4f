"""The report as it is read: what was counted, put in the order of ``figures/`` and named.

Screen, paper and files show the same page, the group's own report as well as an edition that is handed on. What
nobody counted is left out; what may not be shown says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flask_babel import lazy_gettext as _

from portal.core.i18n import current_language
from portal.core.periods import Period
from portal.money.models import Funder
from portal.reports import charts
from portal.reports.figure_types import Chart, Counts, GridLayout, Numbers, Rows, StoriesLayout, Table
from portal.reports.figures import AREA_TABLES, FIGURES, SECTIONS, TABLES
from portal.reports.minimum_contributors import NAMES
from portal.reports.names import Names
from portal.reports.view_model import Block, Chapter, Figures, Given, Grid, Number, Reading, Row, Told
from portal.stories.models import MotherLine, Story, StoryPart

#: What a funder gave.
_GAVE: Final = "funding_funder"


@dataclass(frozen=True)
class Report:
    """All of it, in the reader's language of this moment."""

    period: Period
    chapters: tuple[Chapter, ...]
    #: What it is compared with, where there is something to compare with.
    before: Period | None = None
    outside: bool = False
    #: Whether tables are missing, since these days would tell what one mother noted.
    withheld: bool = False

    @property
    def numbers(self) -> list[Number]:
        """Every figure that stands in it, once and in their order: for the list of what was counted.

        What stands in a table of its own is told there.
        """
        found: dict[str, Number] = {}
        for chapter in self.chapters:
            for block in chapter.figures:
                found |= {number.key: number for number in block.numbers if number.key in FIGURES.keys() - found}
        return list(found.values())

    @property
    def has_bars(self) -> bool:
        """Whether a bar of before stands in it, which wants to be explained."""
        return any(row.bar_before for row in self._rows())

    @property
    def keeps_back(self) -> bool:
        """Whether a number in it is not shown, which wants to be explained."""
        figures = (number for chapter in self.chapters for block in chapter.figures for number in block.numbers)
        return any(number.hidden for number in figures) or any(
            number.hidden for row in self._rows() for number in row.cells
        )

    def _rows(self) -> Iterator[Row]:
        for chapter in self.chapters:
            for block in chapter.blocks:
                if isinstance(block, Grid):
                    yield from block.rows


@dataclass(frozen=True)
class ReportWords:
    """What people tell: stories by the part they stand in, and what the mothers say of themselves."""

    stories: Mapping[StoryPart, Sequence[Story]] = field(default_factory=dict)
    lines: Sequence[MotherLine] = ()


def make(
    period: Period,
    counts: Counts,
    names: Names,
    *,
    before: tuple[Period, Counts] | None = None,
    words: ReportWords | None = None,
    outside: bool = False,
) -> Report:
    """Put the report together. A period before in which nothing at all was counted is nothing to compare with."""
    if before is not None and not _anything(before[1]):
        before = None
    reading = Reading(counts, before[1] if before else None, outside)
    maker = _Maker(period, reading, names, words or ReportWords())
    chapters = (*maker.chapters(), *_area_chapters(reading, names), *_funder_chapter(reading, names))
    return Report(period, chapters, before[0] if before else None, outside, counts.withheld)


def _anything(counts: Counts) -> bool:
    return any(counts.figures.values()) or any(counts.tables.values())


@dataclass(frozen=True)
class _Maker:
    period: Period
    reading: Reading
    names: Names
    words: ReportWords

    def chapters(self) -> Iterator[Chapter]:
        for section in SECTIONS:
            found = map(self._block, section.blocks)
            if blocks := tuple(block for block in found if block is not None):
                yield Chapter(section.key, section.title, section.about, blocks)

    def _block(self, block: Numbers | GridLayout | StoriesLayout) -> Block | None:
        if isinstance(block, Numbers):
            return self._figures(block.keys)
        if isinstance(block, GridLayout):
            return self._grid(block)
        stories = self.words.stories.get(block.part, ())
        lines = self.words.lines if block.lines else ()
        return Told(stories, lines) if stories or lines else None

    def _figures(self, keys: Sequence[str]) -> Figures | None:
        numbers = self.reading.figures(keys)
        return Figures(numbers) if any(number.says_something for number in numbers) else None

    def _grid(self, block: GridLayout) -> Grid | None:
        heads = tuple(TABLES[key] for key in block.keys if key in self.reading.counts.tables)
        if not heads:
            return None
        if heads[0].rows is Rows.MONTH:
            return self._months(block, heads)
        keys = {key for head in heads for key in self.reading.counts.tables[head.key]}
        if self.reading.before:
            keys |= {key for head in heads for key in self.reading.before.tables.get(head.key, {})}
        if not keys:
            return None
        first = heads[0]
        order = self.names.in_order(first, keys, lambda key: int(self.reading.cell(first, key).value or 0))
        if self.reading.outside and first.outside is NAMES:
            return Grid(block.title, (), tuple(Row(key, self.names.of(first, key), ()) for key in order))
        rows = [Row(key, self.names.of(first, key), self.reading.cells(heads, key)) for key in order]
        return Grid(block.title, heads, _with_bars(rows, block.chart), block.chart)

    def _months(self, block: GridLayout, heads: tuple[Table, ...]) -> Grid | None:
        tables = [self.reading.counts.tables[head.key] for head in heads]
        if not any(tables):
            return None
        step = charts.step_of(self.period)
        spans = [charts.spans(table, self.period, step) for table in tables]
        rows = [
            Row(
                "",
                beside[0].name,
                tuple(self.reading.span(head, one.value) for head, one in zip(heads, beside, strict=True)),
            )
            for beside in zip(*spans, strict=True)
        ]
        drawing = charts.columns(spans[0], rtl=current_language().dir == "rtl")
        return Grid(block.title, heads, _with_bars(rows, Chart.BARS), block.chart, drawing)


def _with_bars(rows: Sequence[Row], chart: Chart) -> tuple[Row, ...]:
    """The same rows with their bars: those of now and of before by one measure."""
    if chart is Chart.NONE:
        return tuple(rows)
    firsts = [row.cells[0] for row in rows]
    most = max(max(first.value or 0, first.before or 0) for first in firsts)
    return tuple(
        replace(row, bar=charts.share(first.value, most), bar_before=charts.share(first.before, most))
        for row, first in zip(rows, firsts, strict=True)
    )


def _area_chapters(reading: Reading, names: Names) -> Iterator[Chapter]:
    """A chapter for each area in which something was counted."""
    tables = _counted(reading)
    for slug, area in names.areas.items():
        numbers = reading.cells(tables, slug)
        if any(number.value or number.before for number in numbers):
            cared = (funder for funder in names.funders if area in funder.areas)
            given = (one for funder in cared if (one := _given(reading, funder, grid=None)))
            yield Chapter(f"area-{slug}", area.name, None, (Figures(numbers), *given), whole=True)


def _funder_chapter(reading: Reading, names: Names) -> Iterator[Chapter]:
    """One chapter of all funders: what each gave, and what there was in its areas."""
    found = []
    for funder in names.funders:
        slugs = [area.slug for area in funder.areas]
        if given := _given(reading, funder, grid=_areas_grid(reading, names, funder.name, slugs)):
            found.append(given)
    if found:
        yield Chapter("funders", _("Funders and their areas"), None, tuple(found), own_page=True)


def _given(reading: Reading, funder: Funder, *, grid: Grid | None) -> Given | None:
    """What a funder gave; None where it gave nothing for this period, and where money is not counted."""
    if str(funder.id) not in reading.counts.tables.get(_GAVE, {}):
        return None
    amount: Number = reading.cell(TABLES[_GAVE], str(funder.id))
    return Given(funder.name, amount, tuple(area.name for area in funder.areas), grid)


def _areas_grid(reading: Reading, names: Names, title: str, slugs: list[str]) -> Grid | None:
    tables = _counted(reading)
    if not tables or not slugs:
        return None
    rows = tuple(Row(slug, names.of(tables[0], slug), reading.cells(tables, slug)) for slug in slugs)
    return Grid(title, tables, rows)


def _counted(reading: Reading) -> tuple[Table, ...]:
    return tuple(table for table in AREA_TABLES if table.key in reading.counts.tables)
