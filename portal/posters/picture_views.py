"""A picture and a few words of an event, ready to be sent to a group or put on the net."""

from flask import Response, render_template, request, url_for
from flask_babel import force_locale
from markupsafe import Markup

from portal.core.access import Permission, allow
from portal.core.crypto import settings
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.events import invitation
from portal.events.models import Event
from portal.posters import share_picture
from portal.posters.pages import bp, event_with_posters
from portal.posters.words import hours, voice


@bp.get("/team/events/<code:code>/picture")
@allow(Permission.PLAN_EVENTS)
def picture(code: str) -> str:
    """The picture of an event in a language (``?lang=``, Danish unless said), and a message to go with it."""
    event, lang = event_with_posters(code), _lang()
    return render_template(
        "posters/picture.html", event=event, chosen=LANGUAGES[lang], message=_message(event, lang)
    )


@bp.get("/team/events/<code:code>/picture.svg")
@allow(Permission.PLAN_EVENTS)
def picture_svg(code: str) -> Response:
    """The picture itself: a square of 1080 pixels."""
    event, lang = event_with_posters(code), _lang()
    about = event.kind.about
    drawn = render_template(
        "posters/picture.svg",
        side=share_picture.SIDE,
        hem=share_picture.HEM,
        wide=share_picture.PICTURE,
        colours=share_picture.COLOURS[about.palette],
        drawing=about.picture,
        rtl=LANGUAGES[lang].dir == "rtl",
        lines=share_picture.lines_of(event, voice(event, lang)),
    )
    return Response(Markup(drawn), mimetype="image/svg+xml")


def _lang() -> str:
    wanted = request.args.get("lang", FALLBACK)
    return wanted if wanted in LANGUAGES else FALLBACK


def _message(event: Event, lang: str) -> str:
    """What one writes into a group chat: title, when, where, three facts, and a link that says it was shared."""
    words = voice(event, lang).words
    with force_locale(lang):
        facts = " · ".join(str(fact.words.striptags()) for fact in invitation.short_facts(event))
    link = settings().portal_url + url_for("signups.invitation", lang=lang, code=event.code, p="share")
    return "\n".join([f"*{words.title}*", f"{words.day} · {hours(event)}", words.place, facts, link])
