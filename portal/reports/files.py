"""The report as files for a spreadsheet: one list of all its numbers, or a workbook with a sheet for a table."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import pgettext

from portal.core.crypto import settings
from portal.core.i18n import current_language
from portal.core.periods import say_period
from portal.core.sheets import Cell, SheetColumn, Worksheet, as_csv, as_workbook
from portal.reports.page import Report
from portal.reports.view_model import Chapter, Figures, Given, Grid, Number, cell

Line = tuple[Chapter, str, str, Number | None]


def as_report_csv(report: Report) -> bytes:
    """Every number in a line of its own, with the chapter and the table it stands in and what was counted."""
    return as_csv(_columns(report), _lines(report))


def as_report_xlsx(report: Report) -> bytes:
    """A sheet of all figures, and one for each table."""
    sheets = [_front(report), *(_sheet(report, chapter, grid) for chapter, grid in _grids(report))]
    return as_workbook(sheets, rtl=current_language().dir == "rtl")


def _columns(report: Report) -> list[SheetColumn]:
    before = [SheetColumn(_("Before"), 14)] if report.before else []
    return [
        SheetColumn(_("Chapter"), 26),
        SheetColumn(_("Table"), 32),
        SheetColumn(_("Row"), 34),
        SheetColumn(pgettext("how many", "Number"), 14),
        *before,
        SheetColumn(_("What was counted"), 80),
    ]


def _lines(report: Report) -> Iterator[list[Cell]]:
    for chapter, table, row, number in _numbers(report):
        told = [str(number.about)] if number else [""]
        yield [str(chapter.title), table, row, *_values(report, number), *told]


def _numbers(report: Report) -> Iterator[Line]:
    """Every number of the report with its chapter, its table and its row; a row that is only named has none."""
    for chapter in report.chapters:
        for block in chapter.blocks:
            if isinstance(block, Figures):
                yield from ((chapter, "", str(number.label), number) for number in block.numbers)
            elif isinstance(block, Given):
                yield chapter, "", block.name, block.amount
        for _chapter, grid in _grids_of(chapter):
            for row in grid.rows:
                if not row.cells:
                    yield chapter, str(grid.title), row.name, None
                for number in row.cells:
                    table = str(grid.title)
                    if len(row.cells) > 1:
                        table = f"{table}: {number.label}"
                    yield chapter, table, row.name, number


def _values(report: Report, number: Number | None) -> list[Cell]:
    if number is None:
        return ["", ""] if report.before else [""]
    now: Cell = number.text if number.hidden else cell(number.value, number.unit)
    return [now, cell(number.before, number.unit)] if report.before else [now]


def _front(report: Report) -> Worksheet:
    """Whose report it is and of when, and all its figures."""
    figures: list[list[Cell]] = [
        [str(chapter.title), row, *_values(report, number), str(number.about)]
        for chapter, table, row, number in _numbers(report)
        if number and not table
    ]
    columns = _columns(report)
    del columns[1]
    columns[1] = SheetColumn(f"{settings().group_name}, {say_period(report.period)}", 40)
    return Worksheet(_("Figures"), columns, figures)


def _sheet(report: Report, chapter: Chapter, grid: Grid) -> Worksheet:
    heads = []
    for head in grid.heads:
        heads.append(SheetColumn(str(head.label), 16))
        if report.before:
            heads.append(SheetColumn(_("Before"), 14))
    rows: list[list[Cell]] = [
        [row.name, *(value for number in row.cells for value in _values(report, number))] for row in grid.rows
    ]
    return Worksheet(str(grid.title), [SheetColumn(str(chapter.title), 36), *heads], rows)


def _grids(report: Report) -> Iterator[tuple[Chapter, Grid]]:
    for chapter in report.chapters:
        yield from _grids_of(chapter)


def _grids_of(chapter: Chapter) -> Iterator[tuple[Chapter, Grid]]:
    for block in chapter.blocks:
        if isinstance(block, Grid):
            yield chapter, block
        elif isinstance(block, Given) and block.grid:
            yield chapter, block.grid
