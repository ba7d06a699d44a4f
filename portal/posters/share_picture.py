"""A square picture of an event for a chat or a wall on the net, drawn as SVG with the reader's own letters.

An SVG breaks no lines, so the words are broken here, by widths that are reckoned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portal.events.kinds import Palette
from portal.events.models import Event
from portal.posters.measure import ems, fits_in_words, leading, lines
from portal.posters.words import Voice, hours, short_address

SIDE: Final = 1080
_MARGIN: Final = 64
_WIDTH: Final = SIDE - 2 * _MARGIN
#: Where the coloured ground ends and the white one begins.
HEM: Final = 770
#: How large the number of the day stands, and how wide the drawing beside it.
_NUMBER: Final = 250
PICTURE: Final = 310
#: Where the title may stand, and how large its letters are, the largest first.
_TITLE_FROM, _TITLE_TO = 400, 735
_TITLE_SIZES: Final = (128, 112, 98, 86, 76, 66, 58, 50, 44, 38)
#: Where in its line a letter's foot stands, as part of its size.
_FOOT: Final = {"ar": 0.95, "ur": 1.2}


@dataclass(frozen=True)
class Colours:
    """The colours of a kind of event, as in ``static/portal.css``: ground, what stands on it, and a deep one."""

    tile: str
    ink: str
    deep: str


COLOURS: Final = {
    Palette.MEAL: Colours("#f29a2e", "#2b1400", "#652d00"),
    Palette.FEAST: Colours("#a3134f", "#fff", "#7d0c3b"),
    Palette.HEALTH: Colours("#135c42", "#fff", "#0c4a34"),
    Palette.MARKET: Colours("#f4cf47", "#2b2000", "#574200"),
    Palette.TRIP: Colours("#16508a", "#fff", "#0f3f70"),
    Palette.HOUSE: Colours("#5d2a7a", "#fff", "#4a1f63"),
}
_BLACK: Final = "#2a1630"


@dataclass(frozen=True)
class Line:
    """One line of words: where its foot stands, how large it is, and in which language."""

    text: str
    x: float
    y: float
    size: float
    fill: str
    lang: str
    #: ``ltr`` or ``rtl``, of the words themselves.
    dir: str
    #: ``start`` or ``end`` of the words, in their own direction.
    anchor: str


@dataclass(frozen=True)
class _Pen:
    """Writes lines from the start of the page, wherever that is for the reader."""

    lang: str
    dir: str

    def write(
        self, text: str, y: float, size: float, fill: str, *, indent: float = 0, danish: bool = False
    ) -> Line:
        rtl = self.dir == "rtl"
        x = SIDE - _MARGIN - indent if rtl else _MARGIN + indent
        if danish and rtl:
            return Line(text, x, y, size, fill, "da", "ltr", "end")
        return Line(text, x, y, size, fill, self.lang, self.dir, "start")


def lines_of(event: Event, voice: Voice) -> list[Line]:
    """Everything that is written on the picture of an event in one language."""
    pen = _Pen(voice.language.code, voice.language.dir)
    colours = COLOURS[event.kind.about.palette]
    return [*_date(event, voice, pen, colours), *_title(voice, pen, colours), *_foot(event, voice, pen, colours)]


def _date(event: Event, voice: Voice, pen: _Pen, colours: Colours) -> Iterator[Line]:
    number = str(event.starts_local.day)
    yield pen.write(number, 290, _NUMBER, colours.ink, danish=True)
    beside = ems("da", number) * _NUMBER + 36
    room = _WIDTH - beside - PICTURE - 16
    size = min(64.0, *(room / ems(pen.lang, word) for word in voice.day))
    step = size * max(1.25, leading(pen.lang))
    for row, word in enumerate(voice.day):
        yield pen.write(word, 200 + (row - 0.5) * step + 0.35 * size, size, colours.ink, indent=beside)


def _title(voice: Voice, pen: _Pen, colours: Colours) -> Iterator[Line]:
    kind, top = voice.words.kind, float(_TITLE_FROM)
    if kind:
        yield pen.write(kind, top + 10, 44, colours.ink)
        top += 30
    for size in _TITLE_SIZES:
        broken = lines(pen.lang, voice.words.title, _WIDTH / size)
        step = size * leading(pen.lang)
        whole = fits_in_words(pen.lang, voice.words.title, _WIDTH / size)
        if (whole and len(broken) * step <= _TITLE_TO - top) or size == _TITLE_SIZES[-1]:
            # What is left over stands above and below alike.
            top += max(0.0, (_TITLE_TO - top - len(broken) * step) / 2)
            foot = _FOOT.get(pen.lang, 0.85) * size
            for row, text in enumerate(broken):
                yield pen.write(text, top + row * step + foot, size, colours.ink)
            return


def _foot(event: Event, voice: Voice, pen: _Pen, colours: Colours) -> Iterator[Line]:
    place = voice.words.place
    yield pen.write(hours(event), 885, 76, _BLACK, danish=True)
    size, broken = 40, lines(pen.lang, place, _WIDTH / 40)
    if len(broken) > 2:
        size, broken = 32, lines(pen.lang, place, _WIDTH / 32)
    for row, text in enumerate(broken[:2]):
        foot = 945 + row * size * 1.2 + (20 if pen.lang == "ur" and event.at_home else 0)
        yield pen.write(text, foot, size, _BLACK, danish=not event.at_home)
    yield pen.write(short_address(event), 1044, 40, colours.deep, danish=True)
