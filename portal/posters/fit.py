"""Fits a poster's words onto one A4 page: how large the title, how many facts, whether the landmark.

A browser cannot shrink words until they fit, so the page is reckoned beforehand from the measures of
``static/poster.css`` (millimetres, and points for letters); a browser test holds the reckoning to the truth.
"""

from dataclasses import dataclass
from typing import Final

#: Sizes of the title in points, the largest first; each has a class in ``static/poster.css``.
SIZES: Final = (68, 54, 45, 36, 28)
MOST_FACTS: Final = 8
#: A longer place goes without its street.
LONGEST_PLACE: Final = 90

_PAGE: Final = 291
_TITLE_HEIGHT: Final = 53
_MILLIMETRE: Final = 25.4 / 72
#: How wide a bold letter is, as part of its size.
_ARABIC, _CYRILLIC, _LATIN, _CAPITAL, _SPACE = 0.45, 0.62, 0.6, 0.68, 0.26
_OTHER_WIDTHS: Final = {
    **dict.fromkeys("ijlıİI.,:;!'|·", 0.32),
    **dict.fromkeys("frtsşJ-()", 0.48),
    **dict.fromkeys("mwæœMW", 0.92),
}
#: How high a line is, as part of the size of its letters; any other language has 1.08.
_LEADING: Final = {"ar": 1.3, "ur": 1.9}


@dataclass(frozen=True)
class Words:
    """What a poster would like to say, as plain text."""

    lang: str
    title: str
    hours: str
    place: str
    landmark: str
    #: What stands below the code.
    caption: str
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
        whole = all(_width(word, size) <= 182 for word in words.title.split())
        if whole and _block(words.lang, words.title, size, 182) <= _TITLE_HEIGHT:
            return size
    return SIZES[-1]


def _height(words: Words, found: Fit) -> float:
    lang = words.lang
    gap, hours = (0, 20) if lang == "ur" else (2, 24)
    when = 35 + gap + _block(lang, words.hours, hours, 104) + gap + _block(lang, words.place, 18, 104)
    if found.landmark and words.landmark:
        when += gap + _block(lang, words.landmark, 14, 104)
    top = 26 + 17 * _line(lang) * 1.3 + _block(lang, words.title, found.size, 182) + max(72, when)
    rows = [words.facts[i : i + 2] for i in range(0, found.facts, 2)]
    facts = 9 + sum(1 + max(8, *(_block(lang, fact, 12.5, 76) for fact in row)) for row in rows)
    code = 56 + _block(lang, words.caption, 12, 56) + 1 + 13 * _line(lang)
    return top + facts + 5 + max(code, 66) + 6 + 17 * _line(lang)


def _block(lang: str, text: str, size: float, width: float) -> float:
    """How high a text stands in a column, in millimetres."""
    lines, used = 1, 0.0
    for word in text.split():
        own, space = _width(word, size), _SPACE * size * _MILLIMETRE
        if used and used + space + own > width:
            lines, used = lines + 1, own
        else:
            used += (space if used else 0) + own
        broken, used = divmod(used, width)
        lines += int(broken)
    # A word of Arabic letters (the name of a language) makes its line as high as Urdu needs it.
    taller = any(_arabic(c) for c in text) and lang not in ("ar", "ur")
    return size * (lines * _line(lang) + (_line("ur") - _line(lang) if taller else 0))


def _arabic(c: str) -> bool:
    return "\u0600" <= c <= "\u06ff"


def _width(word: str, size: float) -> float:
    return sum(_letter(c) for c in word) * size * _MILLIMETRE


def _letter(c: str) -> float:
    if _arabic(c):
        return _ARABIC
    if "\u0400" <= c <= "\u04ff":
        return _CYRILLIC
    return _OTHER_WIDTHS.get(c, _CAPITAL if c.isupper() else _LATIN)


def _line(lang: str) -> float:
    return _MILLIMETRE * _LEADING.get(lang, 1.08)
