"""Finding the portal's own sentences in a page, by its text alone: pages may be kept, so nobody is asked while
one is made.

A page is a row of *runs*, the texts between two blocks. A sentence with a placeholder stands for any words there.
A single word counts only where it is the whole of a text, since it may be part of any sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Final

from portal.wording.sentences import PLACEHOLDER, Sentence, everything

#: Elements within a line of text; every other one begins a new run.
_WITHIN: Final = {"a", "b", "bdi", "em", "i", "small", "span", "strong", "time"}
_NOT_READ: Final = {"script", "style", "title", "svg", "option"}
_VOID: Final = {"br", "hr", "img", "input", "link", "meta", "path"}
#: What a placeholder stands for: a number where its name says so, else any words.
_NUMBER: Final = r"[\d.,]{1,9}"
_WILD: Final = ".{1,120}?"
_WORD: Final = re.compile(r"[^\W\d_]+")
_BETWEEN: Final = re.compile(r"\s*·\s*")


@dataclass
class Run:
    """A text of a page without a block inside it, and the pieces it was put together from."""

    text: str = ""
    #: Texts that stand for themselves: between two tags, or between two dots.
    wholes: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.runs: list[Run] = []
        self._pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent or tag in _NOT_READ:
            if tag not in _VOID:
                self._silent.append(tag)
        elif tag not in _WITHIN:
            self.end_of_run()

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if self._silent[-1] == tag:
                self._silent.pop()
        elif tag not in _WITHIN:
            self.end_of_run()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._pieces.append(data)

    def end_of_run(self) -> None:
        text = _plain("".join(self._pieces))
        if text:
            wholes = {_plain(piece) for piece in self._pieces} | set(_BETWEEN.split(text)) | {text}
            self.runs.append(Run(text, wholes - {""}))
        self._pieces = []


def runs_of(html: str) -> list[Run]:
    """The texts of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_of_run()
    return reader.runs


def standing_on(html: str, lang: str) -> list[Sentence]:
    """The sentences of a language that stand on a page, in the order in which they do, each once.

    Of two that stand in the same place the longer one is meant.
    """
    found: dict[Sentence, tuple[int, int]] = {}
    said: set[str] = set()
    runs = runs_of(html)
    whole = "\n".join(run.text for run in runs)
    likely = [one for one in everything(lang) if _pattern(one.text)[1] in whole]
    for number, run in enumerate(runs):
        taken: list[range] = []
        places = [(span, one) for one in likely for span in _places(one, run)]
        for span, one in sorted(places, key=lambda place: (-len(place[0]), place[0].start)):
            if any(span.start < other.stop and other.start < span.stop for other in taken):
                continue
            taken.append(span)
            if one.text not in said:
                said.add(one.text)
                found[one] = (number, span.start)
    return sorted(found, key=found.__getitem__)


def _places(one: Sentence, run: Run) -> Iterable[range]:
    pattern, literal, words = _pattern(one.text)
    if literal not in run.text:
        return
    if words < 2:
        for whole in run.wholes:
            if pattern.fullmatch(whole):
                start = run.text.index(whole)
                yield range(start, start + len(whole))
    else:
        for found in pattern.finditer(run.text):
            yield range(*found.span())


@cache
def _pattern(text: str) -> tuple[re.Pattern[str], str, int]:
    """How a sentence is found; its longest part without a placeholder; and how many words it has by itself."""
    # What is split are texts and, between them, the names of placeholders.
    pieces = [_plain(piece.replace("%%", "%"), strip=False) for piece in PLACEHOLDER.split(text)]
    parts, names = pieces[::2], pieces[1::2]
    literal = max(parts, key=len)
    pattern = re.escape(parts[0])
    for name, part in zip(names, parts[1:], strict=True):
        pattern += (_NUMBER if name == "num" else _WILD) + re.escape(part)
    words = len(_WORD.findall(" ".join(parts)))
    return re.compile(rf"(?<!\w){pattern}(?!\w)"), literal, words


def _plain(text: str, *, strip: bool = True) -> str:
    """White space as a browser shows it."""
    text = re.sub(r"\s+", " ", text)
    return text.strip() if strip else text
