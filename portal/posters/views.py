"""The sheets to print or to send, the code of an event alone as a file, and what each place has brought."""

from itertools import cycle, islice
from typing import Final

from flask import Blueprint, Response, abort, render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.web import as_file
from portal.events import invitation
from portal.events.facts import Audience
from portal.events.models import Event
from portal.events.queries import require_event
from portal.posters import queries
from portal.posters.forms import SheetChoice, Size, choice_of
from portal.posters.words import code_address, hours, message, shared_place, short_address, voice
from portal.signups.models import Way

bp = Blueprint("posters", __name__)

#: On a sheet of A4.
CARDS: Final = 8


@bp.get("/team/events/<code:code>/poster")
@allow(Permission.PLAN_EVENTS)
def poster(code: str) -> str:
    """The sheet that the form above it asks for: all languages on an A4, the Danish one large, unless said."""
    event, choice = _event_with_posters(code), choice_of(request.args)
    voices = [voice(event, language.code) for language in choice.languages]
    tools = Markup(
        render_template(
            "posters/tools.html",
            event=event,
            choice=choice,
            places=_offered(choice),
            message=message(event, voices[0]) if choice.size is Size.CHAT else "",
        )
    )
    with force_locale(choice.languages[0].code):
        return render_template(
            f"posters/{choice.template}.html",
            event=event,
            choice=choice,
            tools=tools,
            organiser=invitation.organiser(event),
            qr=qr.svg(code_address(event, choice.place)),
            short=short_address(event),
            hours=hours(event),
            voices=list(islice(cycle(voices), CARDS)) if choice.size is Size.CARDS else voices,
            place=shared_place(event),
        )


@bp.get("/team/events/<code:code>/qr.svg")
@allow(Permission.PLAN_EVENTS)
def qr_svg(code: str) -> Response:
    """The code of an event (``?place=`` names the placement) as an SVG, for a newsletter or another's poster."""
    event, place = _event_with_posters(code), _place()
    drawn = qr.svg_file(code_address(event, place))
    return as_file(drawn, mimetype="image/svg+xml", name=_name(event, place, "svg"))


@bp.get("/team/events/<code:code>/qr.png")
@allow(Permission.PLAN_EVENTS)
def qr_png(code: str) -> Response:
    """The same as a PNG, large and crisp."""
    event, place = _event_with_posters(code), _place()
    return as_file(qr.png_file(code_address(event, place)), mimetype="image/png", name=_name(event, place, "png"))


@bp.get("/team/events/<code:code>/places")
@allow(Permission.PLAN_EVENTS)
def places(code: str) -> str:
    """Openings of the poster's code and sign-ups, by the place where it hangs, and by every other way.

    Counts alone, no names, so it needs no PIN.
    """
    event = _event_with_posters(code)
    found = queries.harvest(event.id)
    names = {one.code: one.name for one in queries.placements()}
    posters = [(names[place], row) for place, row in found.posters.items() if place]
    ways = (Way.SHARE, Way.CALENDAR, Way.PHONE, Way.MOTHER, Way.WEB)
    return render_template(
        "posters/places.html",
        event=event,
        posters=sorted(posters, key=lambda row: (-row[1].people, -row[1].openings, row[0])),
        no_place=found.posters[""],
        ways=[(way, found.ways[way]) for way in ways],
        total=found.total,
    )


def _event_with_posters(code: str) -> Event:
    """An event that is made known to all; 404 for one of the mothers alone."""
    event = require_event(code)
    if event.audience is Audience.MOTHERS:
        abort(404)
    return event


def _offered(choice: SheetChoice) -> list[tuple[str, str]]:
    """The placements to choose from: where posters hang now, and the one that is chosen."""
    shown = [one for one in queries.placements() if one.retired_at is None or one == choice.placement]
    return [(one.code, one.name) for one in shown]


def _place() -> str:
    """The placement that is asked for; none where we know no such place."""
    placement = queries.placement_of_code(request.args.get("place", ""))
    return placement.code if placement else ""


def _name(event: Event, place: str, ending: str) -> str:
    return f"{event.code}{'-' if place else ''}{place}.{ending}"
