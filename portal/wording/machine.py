"""Machine translation: an interface, and one implementation for an address that speaks as LibreTranslate does.

No provider is set by default, and nothing is sent anywhere then. Where one is, it gets the Danish words of an
event that the public can read, and nothing else; what it makes is labelled until a mother has confirmed it.
"""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from http.client import HTTPException, HTTPResponse
from typing import Any, Final, Protocol

from portal.core.config import Settings
from portal.core.i18n import FALLBACK
from portal.core.text import clean_line, clean_text
from portal.events.texts import Wording

#: All languages of an event together may take so long; a worker of the server has half a minute.
SECONDS: Final = 20.0
#: Longer than this it is never silent in between.
SILENCE: Final = 8.0
#: An answer is never larger.
MOST_BYTES: Final = 200_000
MOST: Final = {"title": 120, "description": 2000, "practical": 2000}


class NoTranslation(Exception):
    """The machine gave nothing that can be used; says why, for the log of the one who calls, without any words."""


class Translator(Protocol):
    """Whoever translates: several texts at once, from Danish into one language."""

    def translate(self, parts: Sequence[str], *, to: str, before: float) -> list[str]:
        """The same texts in another language, in their order. Raises NoTranslation.

        ``before`` is the moment of ``time.monotonic`` until which an answer is of use.
        """


class LibreTranslate:
    """An address that speaks as LibreTranslate does."""

    def __init__(self, url: str, key: str | None = None) -> None:
        self._url, self._key = url.rstrip("/") + "/translate", key

    def __repr__(self) -> str:
        return f"LibreTranslate({self._url!r})"

    def translate(self, parts: Sequence[str], *, to: str, before: float) -> list[str]:
        asked: dict[str, Any] = {"q": list(parts), "source": FALLBACK, "target": to, "format": "text"}
        if self._key:
            asked["api_key"] = self._key
        request = urllib.request.Request(
            self._url,
            data=json.dumps(asked).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        try:
            with _OPENER.open(request, timeout=min(_left(before), SILENCE)) as response:
                if response.status != 200 or response.headers.get_content_type() != "application/json":
                    raise NoTranslation("no JSON")
                answer = json.loads(_read(response, before))
        except (OSError, HTTPException, ValueError, RecursionError) as error:  # a URLError is an OSError
            raise NoTranslation(type(error).__name__) from None
        found = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(found, list) or len(found) != len(parts):
            raise NoTranslation("not as many texts as were asked for")
        if not all(isinstance(text, str) for text in found):
            raise NoTranslation("something else than text")
        return found


def translator_of(settings: Settings) -> Translator | None:
    """The machine of this installation, or None where none is set."""
    return LibreTranslate(settings.translate_url, settings.translate_key) if settings.translate_url else None


def wordings_of(translator: Translator, danish: Wording, languages: Iterable[str]) -> dict[str, Wording]:
    """The Danish words in each of the languages: all of them, or NoTranslation."""
    parts = {name: text for name in MOST if (text := getattr(danish, name))}
    before = time.monotonic() + SECONDS
    made = {}
    for lang in languages:
        answer = translator.translate(list(parts.values()), to=lang, before=before)
        made[lang] = Wording(**{"title": "", **_cleaned(dict(zip(parts, answer, strict=True)))})
    return made


def _cleaned(texts: dict[str, str]) -> dict[str, str]:
    """What a machine sent, cleaned as if it had been typed. Raises where it would be refused if it were."""
    cleaned = {name: (clean_line if name == "title" else clean_text)(text) for name, text in texts.items()}
    if not all(0 < len(text) <= MOST[name] for name, text in cleaned.items()):
        raise NoTranslation("empty or too long")
    return cleaned


def _left(before: float) -> float:
    left = before - time.monotonic()
    if left <= 0:
        raise NoTranslation("too late")
    return left


def _read(response: HTTPResponse, before: float) -> bytes:
    """The body, as far as it comes in time and is no larger than it may be."""
    found = b""
    while piece := response.read1(16_384):
        found += piece
        if len(found) > MOST_BYTES:
            raise NoTranslation("too large")
        _left(before)
    return found


class _StaysHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: the key is for one address alone."""

    def redirect_request(self, *_args: Any) -> None:
        return None


_OPENER: Final = urllib.request.build_opener(_StaysHere)
