"""The poster: one A4 page that stops people in a stairwell, and leads to the invitation by its QR code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import abort, render_template, request
from flask_babel import force_locale

from portal import qr
from portal.access import Permission, allow, current_member
from portal.crypto import settings
from portal.events import invitation
from portal.events.facts import Audience
from portal.events.models import Event
from portal.events.planning import bp, event_of_code
from portal.i18n import FALLBACK, LANGUAGES, Language, format_day, format_time

#: A title with more letters than this is set smaller, so that it stays on the page.
LONG: Final = 30
LONGEST: Final = 60


@dataclass(frozen=True)
class Line:
    """What a poster says in one more language: its own letters stop its own readers."""

    language: Language
    title: str
    when: str


@bp.get("/team/events/<code:code>/poster")
@allow(Permission.PLAN_EVENTS)
def poster(code: str) -> str:
    """The poster in one language (``?lang=``, Danish unless said), with a line in each of the others."""
    event = event_of_code(code)
    if event.audience is Audience.MOTHERS:
        abort(404)
    wanted = request.args.get("lang", FALLBACK)
    lang = wanted if wanted in LANGUAGES else FALLBACK
    lines = [_line(event, other) for other in LANGUAGES.values() if other.code != lang]
    reader = current_member().lang
    with force_locale(lang):
        text = invitation.words(event, lang)
        return render_template(
            "planning/poster.html",
            event=event,
            title=text.title,
            size=size_of(text.title),
            facts=invitation.facts(event),
            organiser=invitation.organiser(event),
            lines=lines,
            qr=qr.svg(address(event)),
            short=address(event).split("//", 1)[1].lower().replace(event.code.lower(), event.code),
            reader=LANGUAGES.get(reader, LANGUAGES[FALLBACK]),
            force_locale=force_locale,
        )


def address(event: Event) -> str:
    """What the QR code holds: all in upper case, which needs fewer and so larger squares."""
    return f"{settings().portal_url}/e/{event.code}".upper()


def size_of(title: str) -> str:
    """The class of a title by its length."""
    longest_word = max((len(word) for word in title.split()), default=0)
    if len(title) > LONGEST:
        return "longest"
    return "long" if len(title) > LONG or longest_word > 14 else ""


def _line(event: Event, language: Language) -> Line:
    with force_locale(language.code):
        starts: datetime = event.starts_local
        return Line(
            language,
            invitation.title(event, language.code),
            f"{format_day(starts)} · {format_time(starts)}",
        )
