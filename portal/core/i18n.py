"""Languages, direction, dates and numbers: the one place that knows how a reader's language works.

A new language is a folder under ``translations/`` and a line in ``LANGUAGES``; with ``team=False`` it is offered
to residents before the rest is translated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale, negotiate_locale
from babel.dates import format_date as babel_date
from babel.numbers import format_decimal
from flask import g, has_app_context, request
from flask_babel import Babel, get_locale

#: Every event happens here, so every wall time is this zone's.
ZONE: Final = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Language:
    """A language the portal is offered in: its code and what its readers call it.

    ``team``: whether the pages behind the sign-in are in it too. What residents read always is.
    """

    code: str
    autonym: str
    team: bool = True

    @property
    def dir(self) -> str:
        return "rtl" if Locale.parse(self.code).text_direction == "rtl" else "ltr"


LANGUAGES: Final[dict[str, Language]] = {
    language.code: language
    for language in (
        Language("da", "Dansk"),
        Language("en", "English"),
        Language("tr", "Türkçe"),
        Language("ar", "العربية"),
        Language("ur", "اردو"),
        Language("ru", "Русский"),
    )
}
#: Those that a member may choose for her pages.
TEAM_LANGUAGES: Final = {code: language for code, language in LANGUAGES.items() if language.team}
FALLBACK: Final = "da"

#: Languages that mothers and guests may speak, beyond those the portal is written in (CLDR codes).
SPOKEN: Final = (
    "da", "en", "tr", "ar", "ur", "ru", "ku", "fa", "prs", "ps", "so", "bs", "pl", "uk", "ro", "sq",
    "pa", "hi", "ta", "vi", "th", "zh", "am", "ti", "sw", "fr", "es", "de",
)  # fmt: skip

#: What speakers call the other languages. CLDR says the same but for Kurdish and Dari, and to read it from there
#: takes 17 MB in each worker.
_AUTONYMS: Final = {
    "ku": "Kurdî", "fa": "فارسی", "prs": "دری", "ps": "پښتو", "so": "Soomaali", "bs": "Bosanski", "pl": "Polski",
    "uk": "Українська", "ro": "Română", "sq": "Shqip", "pa": "ਪੰਜਾਬੀ", "hi": "हिन्दी", "ta": "தமிழ்",
    "vi": "Tiếng Việt", "th": "ไทย", "zh": "中文", "am": "አማርኛ", "ti": "ትግርኛ", "sw": "Kiswahili",
    "fr": "Français", "es": "Español", "de": "Deutsch",
}  # fmt: skip

#: What phones call a language that we have under another name. Kurdish is never sent to Turkish or Arabic.
_ALIASES: Final = {"nb": "da", "nn": "da", "no": "da", "sv": "da", "prs": "fa", "kmr": "ku"}

#: Most Arabic readers here are from Syria, Iraq, Lebanon and Palestine, who name the months their own way.
_DATE_LOCALES: Final = {"ar": "ar_SY"}

#: Where the language's own readers write it otherwise than CLDR does.
_NAMES: Final = {("ar", "da"): "الدنماركية"}

_DATE_PATTERNS: Final[dict[str, dict[str | None, str]]] = {
    "full": {"tr": "d MMMM EEEE", "da": "EEEE d. MMMM", "ru": "EEEE, d MMMM", None: "EEEE d MMMM"},
    "full_year": {"tr": "d MMMM y EEEE", "da": "EEEE d. MMMM y", "ru": "EEEE, d MMMM y", None: "EEEE d MMMM y"},
    "short": {"da": "d. MMM y", None: "d MMM y"},
    "long": {"da": "d. MMMM y", None: "d MMMM y"},
    "words": {None: "MMMM|EEEE"},
    "weekday": {None: "EEE"},
    "day": {None: "cccc"},
    "month": {None: "MMM"},
    "quarter": {None: "QQQ"},
    "quarter_year": {None: "QQQ y"},
    "month_year": {None: "LLLL y"},
    "month_name": {None: "LLLL"},
}


def select_locale() -> str:
    """The language of this request: named in the path, else the member's own, else Danish."""
    if not has_app_context():
        return FALLBACK
    chosen: str | None = g.get("lang")
    return chosen or FALLBACK


babel = Babel()


def current_language() -> Language:
    """The language this page is written in."""
    return LANGUAGES[str(get_locale() or FALLBACK)]


def phone_language(offered: Iterable[str] = LANGUAGES) -> str | None:
    """The best of the offered languages for this phone, or None where it names none of them.

    Werkzeug's ``best_match`` would give Russian to ``uk-UA,ru;q=0.8`` even if we had Ukrainian, so the
    order the phone sends is negotiated by Babel after aliases.
    """
    wanted = [_ALIASES.get(tag.split("-")[0].lower(), tag) for tag in request.accept_languages.values()]
    return negotiate_locale(wanted, list(offered), sep="-")


def language_name(code: str) -> str:
    """What the reader calls a language, with its autonym as the fallback."""
    name = _NAMES.get((_locale().language, code)) or _locale().languages.get(code)
    return str(name or autonym(code))


def autonym(code: str) -> str:
    """What its own speakers call a language."""
    return LANGUAGES[code].autonym if code in LANGUAGES else _AUTONYMS[code]


def format_day(value: date | datetime, style: str = "full") -> str:
    """A date in the reader's words: ``full`` is "Sunday 29 November", with Latin digits everywhere.

    Of an aware instant it is the day in Denmark: after midnight that is another than the day in UTC.
    """
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = to_local(value)
    patterns = _DATE_PATTERNS[style]
    locale = _locale()
    pattern = patterns.get(locale.language) or patterns[None]
    return babel_date(value, pattern, locale=_DATE_LOCALES.get(locale.language, locale))


def format_time(value: time | datetime) -> str:
    """Hours and minutes; of an aware instant as clocks in Denmark show them."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = to_local(value)
    return f"{value.hour:02d}:{value.minute:02d}"


def format_number(value: float, *, places: int = 0) -> str:
    """A number as the reader writes it, with Latin digits everywhere: at most so many ``places``."""
    pattern = "#,##0." + "#" * places if places else "#,##0"
    return format_decimal(value, pattern, locale=_locale())


def to_instant(local: datetime) -> datetime:
    """The aware UTC instant of a Danish wall time; of two (autumn night) the first."""
    return local.replace(tzinfo=ZONE).astimezone(UTC)


def to_local(instant: datetime) -> datetime:
    """The Danish wall time, naive, of an aware instant."""
    return instant.astimezone(ZONE).replace(tzinfo=None)


def exists_locally(local: datetime) -> bool:
    """Whether a clock in Denmark ever shows this: 02:30 on the night of summer time does not."""
    return to_local(to_instant(local)) == local


def _locale() -> Locale:
    return get_locale() or Locale.parse(FALLBACK)
