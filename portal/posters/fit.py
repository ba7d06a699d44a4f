"""Fits the words of a poster in one large language onto its page: how large the title, how many facts.

A browser cannot shrink words until they fit, so the page is reckoned beforehand from the measures of
``static/poster.css`` (millimetres, and points for letters); a browser test holds the reckoning to the truth.
An A5 is the same page, every measure of it smaller by the same part, so it fits as A4 does.
"""

from dataclasses import dataclass
from typing import Final

from portal.posters.measure import POINT, block, fits_in_words, line

#: Sizes of the title in points, the largest first; each has a class in ``static/poster.css``.
SIZES: Final = (68, 54, 45, 36, 28)
MOST_FACTS: Final = 8
#: A longer place goes without its street.
LONGEST_PLACE: Final = 90

#: What may be filled of the 297 mm, and how high a title may stand.
PAGE: Final = 291
_TITLE_HEIGHT: Final = 53


@dataclass(frozen=True)
class Words:
    """What a sheet would like to say in one language, as plain text."""

    lang: str
    title: str
    #: The kind of event; empty where the title says the same.
    kind: str
    day: str
    hours: str
    place: str
    landmark: str
    #: What to do with the code, and in fewer words.
    caption: str
    call: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """What of it stands on the page."""

    size: int
    facts: int
    landmark: bool


def fit(words: Words, short: str, *, alone: bool = False) -> Fit:
    """The largest title with the most facts that fits; facts give way first, then the landmark, then the title.

    ``short`` is the address by the code. ``alone``: no other language stands beside the code.
    """
    size = _size_of(words)
    for smaller in SIZES[SIZES.index(size) :]:
        for landmark in (True, False):
            for facts in range(min(MOST_FACTS, len(words.facts)), 1 if landmark else -1, -1):
                found = Fit(smaller, facts, landmark)
                if _height(words, short, found, alone) <= PAGE:
                    return found
    return Fit(SIZES[-1], 0, False)


def _size_of(words: Words) -> int:
    for size in SIZES:
        whole = fits_in_words(words.lang, words.title, 182 / (size * POINT))
        if whole and block(words.lang, words.title, size, 182) <= _TITLE_HEIGHT:
            return size
    return SIZES[-1]


def _height(words: Words, short: str, found: Fit, alone: bool) -> float:
    lang = words.lang
    gap, hours = (0, 20) if lang == "ur" else (2, 24)
    when = 35 + gap + block(lang, words.hours, hours, 104) + gap + block(lang, words.place, 18, 104)
    if found.landmark and words.landmark:
        when += gap + block(lang, words.landmark, 14, 104)
    top = 26 + 17 * line(lang) * 1.3 + block(lang, words.title, found.size, 182) + max(72, when)
    rows = [words.facts[i : i + 2] for i in range(0, found.facts, 2)]
    facts = 9 + sum(1 + max(8, *(block(lang, fact, 12.5, 76) for fact in row)) for row in rows)
    if alone:
        code = block(lang, words.caption, 24, 108) + 4 + block("da", address(short), 17, 108)
    else:
        code = 56 + block(lang, words.caption, 12, 56) + 1 + block(lang, address(short), 13, 56)
    return top + facts + 5 + max(code, 69) + 6 + 17 * line(lang)


def address(short: str) -> str:
    """A short address as it breaks over lines: before its path."""
    return short.replace("/", " /", 1)
