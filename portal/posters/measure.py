"""How wide words are and how high they stand, reckoned without a browser.

A page cannot shrink words until they fit, and a picture cannot break its lines, so both are reckoned beforehand.
Widths are parts of the size of the letters ("ems"); they err on the wide side, and a browser test holds the
posters to the truth.
"""

from typing import Final

#: Millimetres of a point.
POINT: Final = 25.4 / 72
#: How wide a bold letter is, as part of its size; measured in Noto, which is wider than most.
_SPACE, _LATIN, _CAPITAL, _CYRILLIC, _CYRILLIC_CAPITAL, _ARABIC, _NASTALIQ = (
    0.27,
    0.65,
    0.76,
    0.66,
    0.78,
    0.47,
    0.45,
)
_WIDTHS: Final = {
    " ": _SPACE,
    **dict.fromkeys("ijlı.,:;!'|·", 0.32),
    **dict.fromkeys("fIİJ-()г", 0.44),
    **dict.fromkeys("rtscçzşT?", 0.52),
    **dict.fromkeys("aekovxyåéöøLEFSVY0123456789", 0.6),
    **dict.fromkeys("wæжмыюфЗ", 0.9),
    **dict.fromkeys("mMWÆшщШЩЮЖМЫФ…", 1.0),
}
#: Letters of the Arabic script differ more, and in Urdu, written in Nastaliq, they pile up.
_IN_ARABIC: Final = {
    **dict.fromkeys("اإأآ", 0.3),
    **dict.fromkeys("حجخذىفقكمعغ", 0.62),
    **dict.fromkeys("سشصضطظ", 0.95),
}
_IN_URDU: Final = {
    **dict.fromkeys("اآھی", 0.34),
    **dict.fromkeys("جچخرزقوںٹ", 0.58),
    **dict.fromkeys("ےذؤسطڑ", 0.74),
    **dict.fromkeys("شصض۔", 0.95),
}
#: How high a line is, as part of the size of its letters; any other language has 1.08.
_LEADING: Final = {"ar": 1.3, "ur": 1.9}


def ems(lang: str, line_of_text: str) -> float:
    """How wide a line is, as part of the size of its letters."""
    return sum(_letter(lang, c) for c in line_of_text)


def leading(lang: str) -> float:
    """How high a line of a language is, as part of the size of its letters."""
    return _LEADING.get(lang, 1.08)


def line(lang: str) -> float:
    """How high a line is in millimetres, for letters of one point."""
    return POINT * leading(lang)


def lines(lang: str, text: str, room: float) -> list[str]:
    """A text broken into lines that are ``room`` ems wide; a word that is wider breaks within itself."""
    found, used = [""], 0.0
    for word in text.split():
        space = _SPACE if found[-1] else 0.0
        if space and used + space + ems(lang, word) > room:
            found, used, space = [*found, ""], 0.0, 0.0
        found[-1], used = found[-1] + (" " if space else ""), used + space
        for c in word:
            own = _letter(lang, c)
            if used and used + own > room:
                found, used = [*found, ""], 0.0
            found[-1], used = found[-1] + c, used + own
    return found


def block(lang: str, text: str, size: float, wide: float) -> float:
    """How high a text of ``size`` points stands in a column ``wide`` millimetres wide, in millimetres."""
    found = lines(lang, text, wide / (size * POINT))
    # A word of Arabic letters (the name of a language) makes its line as high as Urdu needs it.
    taller = sum(has_arabic(one) for one in found) if lang not in ("ar", "ur") else 0
    return size * (len(found) * line(lang) + taller * (line("ur") - line(lang)))


def fits_in_words(lang: str, text: str, room: float) -> bool:
    """Whether no word of a text has to be broken within itself, where a line is ``room`` ems wide."""
    return all(ems(lang, word) <= room for word in text.split())


def has_arabic(text: str) -> bool:
    """Whether any letter of a text is an Arabic one."""
    return any(_arabic(c) for c in text)


def _arabic(c: str) -> bool:
    return "\u0600" <= c <= "\u06ff"


def _letter(lang: str, c: str) -> float:
    if "\u064b" <= c <= "\u0652":  # a mark above or below a letter
        return 0.05
    if _arabic(c):
        return _IN_URDU.get(c, _NASTALIQ) if lang == "ur" else _IN_ARABIC.get(c, _ARABIC)
    if c in _WIDTHS:
        return _WIDTHS[c]
    if "\u0400" <= c <= "\u04ff":
        return _CYRILLIC_CAPITAL if c.isupper() else _CYRILLIC
    return _CAPITAL if c.isupper() else _LATIN
