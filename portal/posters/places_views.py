"""What each place and way has brought an event. Counts alone, no names, so it needs no PIN."""

from flask import render_template

from portal.core.access import Permission, allow
from portal.posters import queries
from portal.posters.pages import bp, event_with_posters
from portal.posters.queries import Brought
from portal.signups.models import Way


@bp.get("/team/events/<code:code>/places")
@allow(Permission.PLAN_EVENTS)
def places(code: str) -> str:
    """Openings of the poster's code and sign-ups, by the place where it hangs, and by every other way."""
    event = event_with_posters(code)
    found = queries.harvest(event.id)
    names = {one.code: one.name for one in queries.placements()}
    posters = [(names[place], row) for place, row in found.posters.items() if place]
    ways = (Way.SHARE, Way.CALENDAR, Way.PHONE, Way.MOTHER, Way.WEB)
    return render_template(
        "posters/places.html",
        event=event,
        posters=sorted(posters, key=_most_first),
        no_place=found.posters[""],
        ways=[(way, found.ways[way]) for way in ways],
        total=_total([*found.posters.values(), *found.ways.values()]),
    )


def _most_first(row: tuple[str, Brought]) -> tuple[int, int, str]:
    name, brought = row
    return -brought.people, -brought.openings, name


def _total(rows: list[Brought]) -> Brought:
    return Brought(
        openings=sum(row.openings for row in rows),
        parties=sum(row.parties for row in rows),
        people=sum(row.people for row in rows),
        cancelled=sum(row.cancelled for row in rows),
    )
