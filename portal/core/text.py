"""What people type, made safe to store: invisible marks and control characters gone, digits readable."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import phonenumbers

_CPR: Final = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)\s?[-‐‑–—]?\s?\d{4}(?!\d)")
_CPR_DASHED: Final = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)\s?[-‐‑–—]\s?\d{4}(?!\d)")
#: Joiners that Urdu, Persian and emoji need to be written right; every other format character goes.
_KEPT_FORMAT: Final = "\u200c\u200d"
_EMAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\W\d_]{2,}")
#: What looks like a phone number and is none: a day, or two years.
_DAYS: Final = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{1,2}-\d{1,2}|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d"
)
_SCHEME: Final = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")
_HOST: Final = re.compile(r"(?=.{4,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")


@dataclass(frozen=True)
class Phone:
    """A phone number: E.164 for calling, and as it was typed for showing back."""

    e164: str
    typed: str


def clean_line(text: str) -> str:
    """One line: runs of white space become one space; control, direction and surrogate characters go."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Zl", "Zp") else " " for c in text if _keeps(c))
    return re.sub(r"\s+", " ", kept).strip().strip(_KEPT_FORMAT)


def whole_number(text: str) -> int | None:
    """The number that up to nine plain digits write; None for anything else, which may come from an address."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def clean_text(text: str) -> str:
    """Several lines, each cleaned; at most one empty line in a row."""
    lines = "\n".join(clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def strip_format(text: str) -> str:
    """Without any format characters (Unicode Cf), such as the direction marks that copied numbers carry."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cs", "Cc", "Cn"))


def ascii_digits(text: str) -> str:
    """Digits of any script as 0 to 9; everything else as it was."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def fold(text: str) -> str:
    """For looking somebody up: a text without its case and accents, so that ``sule`` finds ``Şule``."""
    spread = unicodedata.normalize("NFKD", text.replace("İ", "i").replace("ı", "i")).casefold()
    return "".join(c for c in spread if not unicodedata.combining(c))


def looks_like_cpr(text: str, *, dashed_only: bool = False) -> bool:
    """Whether a Danish civil registration number (ddmmyy-nnnn) stands in a text.

    ``dashed_only`` for phone fields, where ten digits without a dash may be a number from abroad.
    """
    pattern = _CPR_DASHED if dashed_only else _CPR
    return any(_is_day(*found) for found in pattern.findall(ascii_digits(strip_format(text))))


def gives_a_way_to_reach(text: str) -> bool:
    """Whether a phone number or an e-mail address stands in a text."""
    plain = ascii_digits(strip_format(text))
    numbers = phonenumbers.PhoneNumberMatcher(plain, "DK")
    return bool(_EMAIL.search(plain)) or any(not _DAYS.fullmatch(found.raw_string) for found in numbers)


def parse_phone(text: str) -> str | None:
    """A phone number in E.164, read as Danish where it names no country; None where it is none."""
    try:
        number = phonenumbers.parse(ascii_digits(strip_format(text)), "DK")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(e164: str) -> str:
    """A stored number as people read it: ``44 77 00 00`` in Denmark, else international."""
    number = phonenumbers.parse(e164)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 45
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)


def parse_website(text: str) -> str | None:
    """The address of a website with its scheme, which people leave out; None where a text is none.

    Nobody's name or password stands in it: that could look like another website than it is.
    """
    text = strip_format(text).strip()
    if not _SCHEME.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        named = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not named or "@" in parts.netloc or re.search(r"[\s\\<>\"]", text):
        return None
    return text if _HOST.fullmatch(parts.hostname or "") else None


def name_of_website(address: str) -> str:
    """A website as people call it: ``https://www.example.dk/en`` is ``example.dk``."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _keeps(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in ("Cs", "Cn", "Co") and (category != "Cf" or character in _KEPT_FORMAT)


def _is_day(day: str, month: str, year: str) -> bool:
    try:
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True
