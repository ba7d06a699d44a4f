"""Fits a poster's words onto one A4 page: how large the title, how many facts, whether the landmark.

A browser cannot shrink words until they fit, so the page is reckoned beforehand from the measures of
``static/poster.css`` (millimetres, and points for letters); a browser test holds the reckoning to the truth.
"""

from dataclasses import dataclass
from textwrap import wrap
from typing import Final

#: Sizes of the title in points, the largest first; each has a class in ``static/poster.css``.
SIZES: Final = (68, 54, 45, 36, 28)
MOST_FACTS: Final = 8
#: A longer place goes without its street.
LONGEST_PLACE: Final = 90

_PAGE: Final = 296
_TITLE_HEIGHT: Final = 53
_MILLIMETRE: Final = 25.4 / 72
#: How wide a letter is and how high a line, as part of the size of its letters.
_LETTER: Final = {"ru": 0.62, "ar": 0.45, "ur": 0.42}
_LEADING: Final = {"ar": 1.3, "ur": 1.9}


@dataclass(frozen=True)
class Words:
    """What a poster would like to say, as plain text."""

    lang: str
    title: str
    hours: str
    place: str
    landmark: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """What of it stands on the page."""

    size: int
    facts: int
    landmark: bool


def fit(words: Words) -> Fit:
    """The largest title with the most facts that fits; facts give way first, then the landmark, then the title."""
    size = _size_of(words)
    for smaller in SIZES[SIZES.index(size) :]:
        for landmark in (True, False):
            for facts in range(min(MOST_FACTS, len(words.facts)), 1 if landmark else -1, -1):
                found = Fit(smaller, facts, landmark)
                if _height(words, found) <= _PAGE:
                    return found
    return Fit(SIZES[-1], 0, False)


def _size_of(words: Words) -> int:
    for size in SIZES:
        longest = max((len(word) for word in words.title.split()), default=0)
        whole = longest <= _letters(words.lang, size, 182)
        if whole and _block(words.lang, words.title, size, 182) <= _TITLE_HEIGHT:
            return size
    return SIZES[-1]


def _height(words: Words, found: Fit) -> float:
    lang = words.lang
    when = 37 + _block(lang, words.hours, 24, 104) + 2 + _block(lang, words.place, 18, 104)
    if found.landmark and words.landmark:
        when += 2 + _block(lang, words.landmark, 14, 104)
    top = 26 + 17 * _line(lang) * 1.3 + _block(lang, words.title, found.size, 182) + max(72, when)
    rows = [words.facts[i : i + 2] for i in range(0, found.facts, 2)]
    facts = 9 + sum(1 + max(8, *(_block(lang, fact, 12.5, 76) for fact in row)) for row in rows)
    code = 56 + 1 + 3 * 12.5 * _line(lang)
    return top + facts + 5 + max(code, 66) + 6 + 17 * _line(lang)


def _block(lang: str, text: str, size: float, width: float) -> float:
    """How high a text stands in a column, in millimetres."""
    return len(wrap(text, max(1, _letters(lang, size, width)))) * size * _line(lang)


def _letters(lang: str, size: float, width: float) -> int:
    return int(width / (size * _MILLIMETRE * _LETTER.get(lang, 0.53)))


def _line(lang: str) -> float:
    return _MILLIMETRE * _LEADING.get(lang, 1.08)
