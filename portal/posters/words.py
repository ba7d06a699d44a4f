"""What a sheet, a card or a message about an event says in one language, and how long its words are."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core.crypto import settings
from portal.core.i18n import LANGUAGES, Language, format_day, format_time
from portal.events import invitation
from portal.events.invitation import Fact
from portal.events.models import Event

#: A longer place goes without its street: on a sheet, and on a card.
_LONGEST_PLACE: Final = 90
_LONGEST_ON_CARD: Final = 40
#: Up to so many letters share a size; ``static/poster.css`` has the sizes of each.
_LENGTHS: Final = (22, 32, 52, 80)


@dataclass(frozen=True)
class Voice:
    """What a sheet says of an event in one language."""

    language: Language
    title: str
    #: As one phrase, and as month and weekday, in the order in which they stand beside the number of the day.
    day: str
    day_words: list[str]
    place: str
    landmark: str
    #: What to do with the code, and in fewer words for a card.
    caption: str
    call: str
    facts: list[Fact]

    @property
    def card_place(self) -> str:
        """The place in the few words that a card has room for."""
        return self.place if len(self.place) <= _LONGEST_ON_CARD else self.place.split(", ")[0]


def voice(event: Event, lang: str) -> Voice:
    """What a sheet says of an event in one language. A home is named by its area alone."""
    with force_locale(lang):
        return Voice(
            language=LANGUAGES[lang],
            title=invitation.title(event, lang),
            day=format_day(event.starts_local),
            day_words=format_day(event.starts_local, "words").split("|"),
            place=_place(event),
            landmark="" if event.at_home else event.landmark,
            caption=_("Point your phone at it: read more and sign up"),
            # NOTE: below the QR code on a small card to hand out
            call=_("Read more and sign up"),
            facts=invitation.facts(event),
        )


def length_class(said: str | Iterable[str], lengths: Sequence[int] = _LENGTHS) -> str:
    """The CSS class of a text, or of the longest of several: ``length-1`` up to ``lengths[0]`` letters, and on.

    The longest word counts double, because it cannot break over lines.
    """
    texts = [said] if isinstance(said, str) else said
    letters = max(max([len(text), *(2 * len(word) for word in text.split())]) for text in texts)
    return f"length-{bisect_left(lengths, letters) + 1}"


def message(event: Event, said: Voice) -> str:
    """What one writes into a group chat: title, when, where, three facts, and a link that says it was shared.

    The stars around the title make it bold in WhatsApp.
    """
    lang = said.language.code
    facts = " · ".join(str(fact.words.striptags()) for fact in said.facts[:3])
    link = settings().portal_url + url_for("signups.invitation", lang=lang, code=event.code, p="share")
    return "\n".join([f"*{said.title}*", f"{said.day} · {hours(event)}", said.place, facts, link])


def hours(event: Event) -> str:
    """From when until when, in figures that every language reads."""
    return f"{format_time(event.starts_local)}–{format_time(event.ends_local)}"


def shared_place(event: Event) -> str:
    """The place as a sheet in several languages says it: a name, never a phrase."""
    return (event.area.name if event.area else "") if event.at_home else _place(event)


def shorter_place(name: str, address: str) -> str:
    """The name of a place with its street, or without it where both are too long for a sheet."""
    place = ", ".join(dict.fromkeys(part for part in (name, address) if part))
    return place if len(place) <= _LONGEST_PLACE else name or address


def code_address(event: Event, place: str = "") -> str:
    """What a QR code holds, with the place where it hangs.

    All in upper case, which needs fewer and so larger squares.
    """
    return f"{settings().portal_url}/e/{event.code}{'-' if place else ''}{place}".upper()


def short_address(event: Event) -> str:
    """What one types who has no camera: without the place, because every letter is one too many."""
    return f"{settings().portal_url.split('//', 1)[1]}/e/{event.code}"


def _place(event: Event) -> str:
    if event.at_home:
        return " · ".join(part for part in (_("At the home of one of us"), event.area and event.area.name) if part)
    return shorter_place(event.place_name, event.address)
