"""An edition as a stranger reads it: the numbers of the page, of the list and of the workbook, nothing else."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

import html5lib

from tests.spreadsheets import read_csv, read_xlsx

#: The chapter, the table (empty for a figure) or the head of its column, the row, and its number as a text.
Line = tuple[str, str, str, str]


@dataclass(frozen=True)
class Block:
    """Figures (without a title), or a table: its rows each with a number for each head."""

    chapter: str
    title: str
    heads: list[str]
    rows: list[tuple[str, list[str]]]


def blocks_of_page(html: str) -> list[Block]:
    """Every figure and table of a page in English, in their order."""
    return list(_blocks(html5lib.parse(html, namespaceHTMLElements=False)))


def as_list(blocks: list[Block]) -> list[Line]:
    """The same as the list has them."""
    return [
        (block.chapter, f"{block.title}: {head}" if len(block.heads) > 1 else block.title, row, number)
        for block in blocks
        for row, numbers in block.rows
        for head, number in zip(block.heads, numbers, strict=True)
    ]


def as_workbook(blocks: list[Block]) -> list[Line]:
    """The same as the workbook has them: first all figures, then each table with the heads of its columns."""
    return [
        (block.chapter, head, row, number)
        for block in sorted(blocks, key=lambda block: bool(block.title))
        for row, numbers in block.rows
        for head, number in zip(block.heads, numbers, strict=True)
    ]


def lines_of_csv(file: bytes) -> list[Line]:
    """Every number of the list."""
    _head, *rows = read_csv(file)
    return [(chapter, table, row, _danish(number)) for chapter, table, row, number, *_about in rows]


def lines_of_xlsx(file: bytes) -> list[Line]:
    """Every number of the workbook."""
    _head, *figures = read_xlsx(file)
    found = [(chapter, "", label, _number(value)) for chapter, label, value, *_about in figures]
    with ZipFile(io.BytesIO(file)) as book:
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in book.namelist())
    for sheet in range(2, sheets + 1):
        (chapter, *heads), *rows = read_xlsx(file, sheet)
        for row, *values in rows:
            pairs = zip(heads, values, strict=True) if heads else [("", None)]
            found += [(chapter, head, row, _number(value)) for head, value in pairs]
    return found


def _blocks(page: Any) -> Iterator[Block]:
    for chapter in _of_class(page, "section", "chapter"):
        if "paper-only" in chapter.get("class", ""):
            continue
        title = _text(next(chapter.iter("h2")).find("bdi"))
        for part in chapter.iter():
            kind = set(part.get("class", "").split())
            if part.tag == "ul" and "figures" in kind:
                rows = [(_text(one.find("span")), [_english(_text(one.find("b")))]) for one in part]
                yield Block(title, "", [""], rows)
            elif part.tag == "table" and "counts" in kind:
                caption = next(part.iter("caption"))
                name = next(one for one in caption if one.tag in ("h3", "span"))
                heads = [_text(one) for one in next(part.iter("thead")).iter("th")]
                lines = [
                    (
                        _text(row.find("th").find("bdi")),
                        [_english(_text(one.find("span"))) for one in row.iter("td")],
                    )
                    for row in next(part.iter("tbody"))
                ]
                yield Block(title, _text(name), heads, lines)
            elif "named" in kind:
                yield Block(title, _text(part.find("h3")), [""], [(_text(one), [""]) for one in part.iter("li")])


def _of_class(page: Any, tag: str, name: str) -> Iterator[Any]:
    return (one for one in page.iter(tag) if name in one.get("class", "").split())


def _text(part: Any) -> str:
    return " ".join("".join(part.itertext()).split())


def _english(number: str) -> str:
    return number.removeprefix("DKK ").replace(",", "")


def _danish(number: str) -> str:
    return number.removesuffix(",00").removesuffix(",0").replace(",", ".")


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
