"""The poster: one A4 page that stops people in a stairwell, and leads to the invitation by its QR code."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from portal import qr
from portal.access import Permission, allow
from portal.crypto import settings
from portal.events import invitation
from portal.events.facts import Audience
from portal.events.models import Event
from portal.i18n import FALLBACK, LANGUAGES, Language, format_day, format_time
from portal.planning.pages import event_of_code
from portal.posters.fit import LONGEST_PLACE, Words, fit

bp = Blueprint("posters", __name__)


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
    tools = Markup(render_template("posters/tools.html", event=event, chosen=lang))
    with force_locale(lang):
        words = _words(event, lang)
        return render_template(
            "posters/poster.html",
            event=event,
            words=words,
            fit=fit(words),
            facts=invitation.facts(event),
            organiser=invitation.organiser(event),
            lines=lines,
            qr=qr.svg(address(event)),
            short=f"{settings().portal_url.split('//', 1)[1]}/e/{event.code}",
            tools=tools,
        )


def address(event: Event) -> str:
    """What the QR code holds: all in upper case, which needs fewer and so larger squares."""
    return f"{settings().portal_url}/e/{event.code}".upper()


def _words(event: Event, lang: str) -> Words:
    place = ", ".join(dict.fromkeys(part for part in (event.place_name, event.address) if part))
    if event.at_home:
        place = f"{_('At the home of one of us')} · {event.area.name if event.area else ''}"
    elif len(place) > LONGEST_PLACE:
        place = event.place_name or event.address[:LONGEST_PLACE]
    return Words(
        lang=lang,
        title=invitation.words(event, lang).title,
        hours=f"{_('From')} 00:00 · {_('Until')} 00:00",
        place=place,
        landmark="" if event.at_home else event.landmark,
        caption=_("Point your phone at it: read more and sign up"),
        facts=tuple(str(fact.words.striptags()) for fact in invitation.facts(event)),
    )


def _line(event: Event, language: Language) -> Line:
    with force_locale(language.code):
        starts: datetime = event.starts_local
        return Line(
            language,
            invitation.title(event, language.code),
            f"{format_day(starts)} · {format_time(starts)}",
        )
