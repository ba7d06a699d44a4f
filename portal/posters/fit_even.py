"""Fits several languages onto one poster that speaks them all alike, around one date, one place and one code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from portal.posters.fit import PAGE, Words, address
from portal.posters.measure import POINT, block, fits_in_words, line

#: Sizes of the titles in points, the largest first; each has a class in ``static/poster.css``.
EVEN_SIZES: Final = (48, 40, 34, 29, 25, 22, 19, 17, 14, 12)
MOST_EVEN_FACTS: Final = 6
#: So many facts are worth a smaller title, down to the smallest size.
_GOOD_FACTS: Final = 2

#: The page's own width, that of one of two columns, and that of what stands beside the code.
_WHOLE: Final = 182.0
_HALF: Final = 86.5
_CAPTIONS: Final = 113.0


@dataclass(frozen=True)
class EvenFit:
    """How the languages stand on the page."""

    size: int
    #: How many facts each language says, in one running text.
    facts: int
    landmark: bool
    #: One under the other, or two in a row; of an odd number the first stands alone.
    columns: int


def fit_even(said: Sequence[Words], short: str) -> EvenFit:
    """The largest titles that fit all languages with a few facts; else with what facts there is room for.

    ``short`` is the address below the code.
    """
    columns = 1 if len(said) <= 3 else 2
    for found in _wishes(said, columns):
        if _height(said, short, found) <= PAGE:
            return found
    return EvenFit(EVEN_SIZES[-1], 0, False, columns)


def facts_of(words: Words, count: int) -> str:
    """The first facts of a language as one running text."""
    return " · ".join(words.facts[:count])


def _wishes(said: Sequence[Words], columns: int) -> Iterator[EvenFit]:
    most = min(MOST_EVEN_FACTS, max(len(words.facts) for words in said))
    good = min(_GOOD_FACTS, most)
    for size in (size for size in EVEN_SIZES if _whole(said, size, columns)):
        for facts in range(most, good - 1, -1):
            yield EvenFit(size, facts, True, columns)
    for size in EVEN_SIZES:
        if _whole(said, size, columns) or size == EVEN_SIZES[-1]:
            for landmark in (True, False):
                for facts in range(most, -1, -1):
                    yield EvenFit(size, facts, landmark, columns)


def _whole(said: Sequence[Words], size: int, columns: int) -> bool:
    wide = _WHOLE if columns == 1 else _HALF
    return all(fits_in_words(words.lang, words.title, wide / (size * POINT)) for words in said)


def _height(said: Sequence[Words], short: str, found: EvenFit) -> float:
    top = _top(said[0], found)
    rows = sum(5 + max(_voice(words, found, wide) for words, wide in row) for row in _rows(said, found))
    captions = sum(1.6 + block(words.lang, words.caption, 12.5, _CAPTIONS) for words in said)
    return top + 8 + rows + 7 + max(57 + block("da", address(short), 13, 56), captions) + 7 + 20 * line("da")


def _top(words: Words, found: EvenFit) -> float:
    many = found.columns == 2
    date, hours, place, landmark, picture, around = (84, 38, 18, 14, 64, 13) if many else (100, 44, 20, 15, 76, 18)
    wide = _WHOLE - picture - 5
    when = (date + 1.1 * hours) * POINT + 2 + block("da", words.place, place, wide)
    if found.landmark and words.landmark:
        when += 1.5 + block("da", words.landmark, landmark, wide)
    return around + max(picture, when)


def _rows(said: Sequence[Words], found: EvenFit) -> Iterator[list[tuple[Words, float]]]:
    alone = len(said) if found.columns == 1 else len(said) % 2
    for words in said[:alone]:
        yield [(words, _WHOLE)]
    for at in range(alone, len(said), 2):
        yield [(words, _HALF) for words in said[at : at + 2]]


def _voice(words: Words, found: EvenFit, wide: float) -> float:
    lang = words.lang
    height = block(lang, words.title, found.size, wide) + 1.5 + block(lang, words.day, 14, wide)
    if found.facts and words.facts:
        height += 0.8 + block(lang, facts_of(words, found.facts), 12, wide)
    return height
