"""Lists as files for a spreadsheet, CSV and XLSX: the one place that knows what a cell may hold.

A spreadsheet computes whatever begins like a formula, so what a stranger typed never may. ``safe_cell`` guards
every text; a phone number is written without its plus (``phone_cell``), so that it stays readable.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from portal.core.text import clean_line, show_phone

CSV_TYPE: Final = "text/csv"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Whole numbers stay numbers, a decimal shows the places it has, instants are Danish wall times, and nothing is an
#: empty cell.
Cell = str | int | Decimal | datetime | None

#: What begins a formula, in the shapes that some programs take for the same signs.
SIGNS: Final = "=+-@＝＋－＠﹦﹢﹣﹫−"
#: At the start of a text, or after what a program in another country takes for the end of a cell.
_FORMULA: Final = re.compile(rf"((?:^|[,;|])[\s\"'\u200c\u200d]*)(?=[{re.escape(SIGNS)}])")
#: No spreadsheet holds more in a cell.
_LONGEST: Final = 32_000
_STAMP: Final = "%Y-%m-%d %H:%M"
#: A sheet's name in a workbook: so long, and without these.
_LONGEST_NAME: Final = 31
_NOT_IN_A_NAME: Final = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True)
class SheetColumn:
    """The head of a column, and how wide it is in letters."""

    head: str
    width: int = 12


@dataclass(frozen=True)
class Worksheet:
    """One sheet of a workbook: its name as far as there is room for it, the heads, and the rows below them."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Cell]]


def safe_cell(text: str) -> str:
    """A text as one line that no spreadsheet computes: a formula's sign gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'", clean_line(text)[:_LONGEST])


def phone_cell(e164: str | None) -> str:
    """A phone number as one dials it in Denmark: ``44 77 00 11``, and ``0046 70 …`` for one from abroad."""
    shown = show_phone(e164) if e164 else ""
    return f"00{shown[1:]}" if shown.startswith("+") else shown


def as_csv(columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV that a Danish Excel opens by itself: a byte order mark, semicolons, every cell in quotes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(column.head) for column in columns])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(
    columns: Sequence[SheetColumn], rows: Iterable[Sequence[Cell]], *, name: str, rtl: bool = False
) -> bytes:
    return as_workbook([Worksheet(name, columns, rows)], rtl=rtl)


def as_workbook(sheets: Iterable[Worksheet], *, rtl: bool = False) -> bytes:
    """A workbook: the heads stay in sight, texts are texts and never formulas or links."""
    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = _Book(file, {"in_memory": True, **plain})
    taken: set[str] = set()
    for one in sheets:
        sheet = book.add_worksheet(_free_name(one.name, taken))
        sheet.freeze_panes(1, 0)
        if rtl:
            sheet.right_to_left()
        for place, column in enumerate(one.columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, safe_cell(column.head), book.bold)
        for line, row in enumerate(one.rows, start=1):
            for place, cell in enumerate(row):
                book.write(sheet, line, place, cell)
    book.close()
    return file.getvalue()


class _Book(xlsxwriter.Workbook):
    """A workbook that knows how each kind of cell looks."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.bold = self.add_format({"bold": True})
        self._stamp = self.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._decimals: dict[int, Any] = {}

    def write(self, sheet: Any, line: int, place: int, cell: Cell) -> None:
        if isinstance(cell, datetime):
            sheet.write_datetime(line, place, cell, self._stamp)
        elif isinstance(cell, Decimal):
            sheet.write_number(line, place, cell, self._with_places(_places(cell)))
        elif isinstance(cell, int):
            sheet.write_number(line, place, cell)
        elif text := safe_cell(cell or ""):
            sheet.write_string(line, place, text)

    def _with_places(self, places: int) -> Any:
        if places not in self._decimals:
            self._decimals[places] = self.add_format({"num_format": "#,##0." + "0" * places})
        return self._decimals[places]


def _places(cell: Decimal) -> int:
    """How many places a decimal has after its mark."""
    exponent = cell.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _free_name(name: str, taken: set[str]) -> str:
    """A name that no other sheet of the workbook has: long names are cut, the same ones get a number."""
    whole = _NOT_IN_A_NAME.sub(" ", clean_line(name)).strip() or "1"
    found, number = whole[:_LONGEST_NAME].strip(), 1
    while found.casefold() in taken:
        number += 1
        found = f"{whole[: _LONGEST_NAME - 1 - len(str(number))].strip()} {number}"
    taken.add(found.casefold())
    return found


def file_name(code: str, words: str, ending: str) -> str:
    """A file's name in plain letters: ``7K3F-tilmeldinger.csv``; without the words where they have none."""
    spread = words.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa").replace("ı", "i")
    letters = unicodedata.normalize("NFKD", spread).encode("ascii", "ignore").decode()
    parts = (code, re.sub(r"[^a-z0-9]+", "-", letters).strip("-"))
    return "-".join(part for part in parts if part) + f".{ending}"


def _plain(cell: Cell) -> str | int:
    if isinstance(cell, datetime):
        return cell.strftime(_STAMP)
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")  # as a Danish program reads it
    return safe_cell(cell or "") if cell is None or isinstance(cell, str) else cell
