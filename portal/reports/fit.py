"""How large the words of a record may be, so that it stays on one page: reckoned beforehand, as posters are."""

from collections.abc import Collection

from portal.reports.record import Experience, Part

#: So many lines fit with large, middle and small words; Nastaliq needs more air.
_ROOM = {"large": 12, "middle": 17}
_ROOM_NASTALIQ = {"large": 7, "middle": 11}
#: About so many kinds with their numbers stand in a line.
_IN_A_LINE = 3
#: So many letters of a name, which stands large and takes as much room as two lines.
_NAME_IN_A_LINE = 26


def size_of(mine: Experience, shown: Collection[Part], own: str, lang: str) -> str:
    """``large``, ``middle`` or ``small``."""
    lines = {
        Part.PERIODS: _rows(len(mine.periods)),
        Part.COURSE: 1,
        Part.LANGUAGES: _rows(len(mine.languages), 5),
        Part.HATS: 1,
        Part.EVENTS: 1 + sum(_rows(len(one.by_kind)) for one in mine.events),
        Part.MEETINGS: 1,
        Part.TALKS: 2 + _rows(len(mine.talks.helps) if mine.talks else 0),
        Part.ENQUIRIES: 1,
        Part.GUESTS: 1,
        Part.TEXTS: _rows(len(mine.texts), 4),
    }
    needed = sum(lines[part] for part in shown) + _rows(len(own), 60)
    needed += 2 * (_rows(len(mine.name), _NAME_IN_A_LINE) - 1)
    room = _ROOM_NASTALIQ if lang == "ur" else _ROOM
    return next((size for size, most in room.items() if needed <= most), "small")


def _rows(things: int, in_a_line: int = _IN_A_LINE) -> int:
    return (things + in_a_line - 1) // in_a_line
