"""Fits one language onto a small card of 105 x 74 mm, eight of which stand on a sheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portal.posters.fit import Words, address
from portal.posters.measure import POINT, block, fits_in_words, has_arabic, line

CARDS: Final = 8
#: Sizes of the title in points, the largest first; each has a class in ``static/poster.css``.
CARD_SIZES: Final = (24, 20, 17, 15, 13, 11, 9)

#: The coloured side within its padding, and the side with the code.
_PANEL_WIDTH: Final = 48.8
_PANEL_HEIGHT: Final = 56.5
_WHERE_WIDTH: Final = 30.0
_CODE_WIDTH: Final = 36.0
_CODE_HEIGHT: Final = 64.0
_MOST_FACTS: Final = 3


#: A longer place goes without its street.
_LONGEST_PLACE: Final = 40


@dataclass(frozen=True)
class CardFit:
    """What stands on a card."""

    size: int
    place: str
    #: How many of the first facts, in one running text.
    facts: int
    #: Whether it says what to do with the code.
    caption: bool


def fit_card(words: Words, short: str) -> CardFit:
    """The largest title that fits with its date and place; facts where there is room for them."""
    caption = _side(words, short) <= _CODE_HEIGHT
    place = words.place if len(words.place) <= _LONGEST_PLACE else words.place.split(", ")[0]
    for size, facts in _wishes(words):
        if _panel(words, size, place, facts) <= _PANEL_HEIGHT:
            return CardFit(size, place, facts, caption)
    return CardFit(CARD_SIZES[-1], place, 0, caption)


def _wishes(words: Words) -> Iterator[tuple[int, int]]:
    for size in CARD_SIZES:
        if fits_in_words(words.lang, words.title, _PANEL_WIDTH / (size * POINT)) or size == CARD_SIZES[-1]:
            for facts in range(min(_MOST_FACTS, len(words.facts)), -1, -1):
                yield size, facts


def _panel(words: Words, size: int, place: str, facts: int) -> float:
    lang = words.lang
    # In Urdu month and weekday share a line.
    when = max(44 * POINT, (11 if lang == "ur" else 22) * line(lang) + 11 * line("da"))
    where = block(lang if has_arabic(place) else "da", place, 11, _WHERE_WIDTH)
    if facts:
        where += 1 + block(lang, " · ".join(words.facts[:facts]), 9, _WHERE_WIDTH)
    return block(lang, words.title, size, _PANEL_WIDTH) + when + 3 + max(17, where)


def _side(words: Words, short: str) -> float:
    caption = block(words.lang, words.call, 10, _CODE_WIDTH)
    return 36 + caption + block("da", address(short), 9.5, _CODE_WIDTH) + 14 * line("da") + 2
