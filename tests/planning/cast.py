"""Short ways to say what the coordinator plans."""

from datetime import date, datetime, time, timedelta
from typing import Any

from portal.core.actors import Actor, Role
from portal.core.i18n import to_local
from portal.events.kinds import Kind
from portal.events.rules import EventPlan

COORDINATOR = Actor(role=Role.COORDINATOR, opened=True)


def day_ahead(now: datetime, days: int = 14) -> date:
    """A day to come, Danish time."""
    return to_local(now).date() + timedelta(days=days)


def plan(now: datetime, *, days: int = 14, **more: Any) -> EventPlan:
    """A communal meal in two weeks, from five to eight; anything may be said differently."""
    day = day_ahead(now, days)
    return EventPlan(
        **{
            "kind": Kind.COMMUNAL_MEAL,
            "starts_local": datetime.combine(day, time(17)),
            "ends_local": datetime.combine(day, time(20)),
            "place_name": "Beboerhuset",
            **more,
        }
    )


def form(now: datetime, *, days: int = 14, **more: Any) -> dict[str, Any]:
    """The same meal as the fields of the form."""
    return {
        "kind": "communal_meal",
        "audience": "everyone",
        "organiser": "",
        "new_partner": "",
        "day": day_ahead(now, days).isoformat(),
        "start": "17:00",
        "end": "20:00",
        "known_place": "",
        "place_name": "Beboerhuset",
        "address": "Hedeparken 5",
        "landmark": "",
        "area": "",
        "seats": "60",
        "closes_day": "",
        "closes_time": "",
        "cost_dkk": "0",
        "children": "welcome",
        "step_free": "yes",
        **more,
    }
