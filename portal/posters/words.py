"""What posters, cards and pictures of an event say in one language."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core.crypto import settings
from portal.core.i18n import LANGUAGES, Language, format_day, format_time
from portal.events import invitation
from portal.events.invitation import Fact
from portal.events.models import Event
from portal.posters.fit import LONGEST_PLACE, Words


@dataclass(frozen=True)
class Voice:
    """One language of a sheet: its words as plain text for reckoning, and its facts as they are shown."""

    language: Language
    words: Words
    facts: list[Fact]
    #: Month and weekday, in the order in which they stand beside the number of the day.
    day: list[str]


def voice(event: Event, lang: str) -> Voice:
    """What a sheet says of an event in one language. A home is named by its area alone."""
    with force_locale(lang):
        facts = invitation.facts(event)
        title, kind = invitation.title(event, lang), str(event.kind.about.label)
        earliest, latest = _("From"), _("Until")
        words = Words(
            lang=lang,
            title=title,
            kind="" if title == kind else kind,
            day=format_day(event.starts_local),
            hours=f"{earliest} 00:00 · {latest} 00:00",
            place=_place(event),
            landmark="" if event.at_home else event.landmark,
            caption=_("Point your phone at it: read more and sign up"),
            # NOTE: below the QR code on a small card to hand out
            call=_("Read more and sign up"),
            facts=tuple(str(fact.words.striptags()) for fact in facts),
        )
        return Voice(LANGUAGES[lang], words, facts, format_day(event.starts_local, "words").split("|"))


def hours(event: Event) -> str:
    """From when until when, in figures that every language reads."""
    return f"{format_time(event.starts_local)}–{format_time(event.ends_local)}"


def shared_place(event: Event) -> str:
    """The place as a sheet in several languages says it: a name, never a phrase."""
    return (event.area.name if event.area else "") if event.at_home else _place(event)


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
    place = ", ".join(dict.fromkeys(part for part in (event.place_name, event.address) if part))
    return place if len(place) <= LONGEST_PLACE else event.place_name or event.address[:LONGEST_PLACE]
