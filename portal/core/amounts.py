"""Amounts in Danish kroner: the one place that reads what people type, and shows øre in the reader's language.

People here write an amount as in Denmark and Turkey (``1.234,50``), as in English (``1,234.50``), with spaces or
with none of it, and a phone's keyboard offers what it likes. So one rule holds in every language: a sign with
three digits after it parts thousands, and a sign with one or two digits after it parts øre. ``25,000`` and
``25.000`` are both twenty-five thousand, since nobody pays thousandths of a krone; what fits neither way is
refused, never guessed.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from babel import Locale
from babel.numbers import format_decimal
from markupsafe import Markup

from portal.core.i18n import FALLBACK, current_language
from portal.core.text import ascii_digits, clean_line, strip_format

#: The most that one receipt or one year's funding can be: ten million kroner, far from what the group will see.
MOST: Final = 10_000_000_00

#: No amount is longer, with all its spaces and words.
_LONGEST: Final = 40
_CURRENCY: Final = r"(?:kroner|kroners|krone|kron|kr|dkk|крон[аы]?|كرونة|كرون|کرونر|کرون)\.?"
_WORDS: Final = re.compile(rf"^{_CURRENCY}\s?|\s?{_CURRENCY}$")
#: ``250,-`` is how a Danish price without øre is written.
_EVEN: Final = re.compile(r"(?<=\d)[.,]?\s?[-–—]{1,2}$|(?<=\d)[.,][-–—]{1,2}\.?$")
_GROUPED: Final = re.compile(r"([1-9]\d{0,2}([ .,'’٬])\d{3}(?:\2\d{3})*)(?:([.,٫])(\d{1,2}))?")
_PLAIN: Final = re.compile(r"(\d+)(?:[.,٫](\d{1,2}))?")

_ISOLATED: Final = "\u2066{}\u2069"
_NO_BREAK: Final = "\u00a0"


def parse_amount(text: str) -> int | None:
    """The øre of an amount as people type it, in digits of any script; None where it is none, or below nothing."""
    text = ascii_digits(strip_format(clean_line(text))).casefold().replace("،", ",").strip()
    if len(text) > _LONGEST:
        return None
    text = _EVEN.sub("", _WORDS.sub("", text))
    if (found := _GROUPED.fullmatch(text)) and found[2] != found[3]:
        return _ore(re.sub(r"\D", "", found[1]), found[4])
    if found := _PLAIN.fullmatch(text):
        return _ore(found[1], found[2])
    return None


def show_amount(ore: float, places: int = 2) -> str:
    """An amount as the reader writes it: ``349,95 kr.`` in Danish, ``DKK 349.95`` in English.

    ``places=0``, for sums of a report, leaves out the øre where there are none. Digits are Latin in every
    language, and among letters from the right the amount is isolated, so that it is read in its own order.
    """
    language = current_language()
    number = write_amount(ore, places)
    if language.code == FALLBACK:
        return f"{number}{_NO_BREAK}kr."
    if language.dir == "rtl":
        return _ISOLATED.format(f"DKK{_NO_BREAK}{number}")
    first = Locale.parse(language.code).currency_formats["standard"].pattern.startswith("¤")
    return f"DKK{_NO_BREAK}{number}" if first else f"{number}{_NO_BREAK}DKK"


def write_amount(ore: float, places: int = 2) -> str:
    """The same without the name of the currency, as it stands in a field."""
    kroner = kroner_of(ore)
    even = places == 0 and kroner == kroner.to_integral_value()
    pattern = "#,##0" if even else "#,##0.00"
    return str(format_decimal(kroner, pattern, locale=current_language().code))


def dkk(ore: float, places: int = 2) -> Markup:
    """For templates: an amount from left to right in any text, and never broken over lines."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(strip_format(show_amount(ore, places)))


def kroner_of(ore: float) -> Decimal:
    """Øre as kroner with two decimals; half an øre, of a mean, is one."""
    return (Decimal(ore) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _ore(kroner: str, ore: str | None) -> int:
    return int(kroner) * 100 + int((ore or "").ljust(2, "0"))
