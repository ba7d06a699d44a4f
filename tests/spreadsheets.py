"""Reading a list back from its file, as a spreadsheet would, but without one."""

import csv
import io
import re
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

_NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_EXCELS_YEAR_ZERO = datetime(1899, 12, 30)


def read_csv(file: bytes) -> list[list[str]]:
    """The rows of a CSV with semicolons."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def read_xlsx(file: bytes, sheet: int = 1) -> list[list[Any]]:
    """The rows of a sheet of a workbook: texts, numbers, and times where a cell is shown as one."""
    with ZipFile(io.BytesIO(file)) as book:
        texts, times = _texts(book), _times(book)
        found = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    rows = [{_place(cell): _value(cell, texts, times) for cell in row} for row in found.iterfind(".//x:row", _NS)]
    width = len(rows[0])
    return [[row.get(place) for place in range(width)] for row in rows]


def _texts(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    items = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).iterfind("x:si", _NS)
    return [_unescaped("".join(part.text or "" for part in item.iter(f"{{{_NS['x']}}}t"))) for item in items]


def _times(book: ZipFile) -> set[str]:
    """The styles of cells that are shown as a time."""
    styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    formats = styles.iterfind("x:numFmts/x:numFmt", _NS)
    shown = {one.attrib["numFmtId"] for one in formats if "yyyy" in one.attrib["formatCode"]}
    cells = enumerate(styles.iterfind("x:cellXfs/x:xf", _NS))
    return {str(place) for place, style in cells if style.attrib["numFmtId"] in shown}


def _unescaped(text: str) -> str:
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


def _place(cell: ElementTree.Element) -> int:
    place = 0
    for letter in re.sub(r"\d", "", cell.attrib["r"]):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _value(cell: ElementTree.Element, texts: list[str], times: set[str]) -> Any:
    assert cell.find("x:f", _NS) is None, "a formula"
    found = cell.find("x:v", _NS)
    if found is None or found.text is None:
        return None
    if cell.get("t") == "s":
        return texts[int(found.text)]
    number = float(found.text)
    if cell.get("s") in times:
        return _EXCELS_YEAR_ZERO + timedelta(minutes=round(number * 24 * 60))
    return number
