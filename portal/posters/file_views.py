"""The code alone as a file, for a newsletter, a screen or somebody else's poster."""

from flask import Response, request

from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.web import as_file
from portal.events.models import Event
from portal.posters.pages import bp, event_with_posters
from portal.posters.queries import placement_of_code
from portal.posters.words import code_address


@bp.get("/team/events/<code:code>/qr.svg")
@allow(Permission.PLAN_EVENTS)
def qr_svg(code: str) -> Response:
    """The code of an event (``?place=`` names the placement) as an SVG."""
    event, place = event_with_posters(code), _place()
    return as_file(
        qr.svg_file(code_address(event, place)), mimetype="image/svg+xml", name=_name(event, place, "svg")
    )


@bp.get("/team/events/<code:code>/qr.png")
@allow(Permission.PLAN_EVENTS)
def qr_png(code: str) -> Response:
    """The same as a PNG, large and crisp."""
    event, place = event_with_posters(code), _place()
    return as_file(qr.png_file(code_address(event, place)), mimetype="image/png", name=_name(event, place, "png"))


def _place() -> str:
    """The placement that is asked for; none where we know no such place."""
    placement = placement_of_code(request.args.get("place", ""))
    return placement.code if placement else ""


def _name(event: Event, place: str, ending: str) -> str:
    return f"{event.code}{'-' if place else ''}{place}.{ending}"
