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
from typing import Final

import xlsxwriter

from portal.text import clean_line, show_phone

CSV_TYPE: Final = "text/csv"
XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: Whole numbers stay numbers, a Decimal is an amount in kroner, instants are Danish wall times, and nothing is an
#: empty cell.
Cell = str | int | Decimal | datetime | None

#: What begins a formula, in the shapes that some programs take for the same signs.
SIGNS: Final = "=+-@＝＋－＠﹦﹢﹣﹫−"
#: At the start of a text, or after what a program in another country takes for the end of a cell.
_FORMULA: Final = re.compile(rf"((?:^|[,;|])[\s\"'\u200c\u200d]*)(?=[{re.escape(SIGNS)}])")
#: No spreadsheet holds more in a cell.
_LONGEST: Final = 32_000
_STAMP: Final = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Column:
    """The head of a column, and how wide it is in letters."""

    head: str
    width: int = 12


def safe_cell(text: str) -> str:
    """A text as one line that no spreadsheet computes: a formula's sign gets an apostrophe before it."""
    return _FORMULA.sub(r"\1'", clean_line(text)[:_LONGEST])


def phone_cell(e164: str | None) -> str:
    """A phone number as one dials it in Denmark: ``44 77 00 11``, and ``0046 70 …`` for one from abroad."""
    shown = show_phone(e164) if e164 else ""
    return f"00{shown[1:]}" if shown.startswith("+") else shown


def as_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV that a Danish Excel opens by itself: a byte order mark, semicolons, every cell in quotes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe_cell(column.head) for column in columns])
    for row in rows:
        writer.writerow([_plain(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, name: str, rtl: bool = False) -> bytes:
    """A workbook of one sheet: the heads stay in sight, texts are texts and never formulas or links."""
    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, {"in_memory": True, **plain})
    bold, stamp = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    money = book.add_format({"num_format": "#,##0.00"})
    sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
    sheet.freeze_panes(1, 0)
    if rtl:
        sheet.right_to_left()
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, safe_cell(column.head), bold)
    for line, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, datetime):
                sheet.write_datetime(line, place, cell, stamp)
            elif isinstance(cell, Decimal):
                sheet.write_number(line, place, float(cell), money)
            elif isinstance(cell, int):
                sheet.write_number(line, place, cell)
            elif text := safe_cell(cell or ""):
                sheet.write_string(line, place, text)
    book.close()
    return file.getvalue()


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
        return f"{cell:.2f}".replace(".", ",")  # as a Danish Excel reads it
    return safe_cell(cell or "") if cell is None or isinstance(cell, str) else cell
