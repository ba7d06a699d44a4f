"""What is usual for each kind of event, so that a first one begins as something that could happen tomorrow.

Once there has been one of a kind, new ones begin as that one (``drafts.begin``); this is still there to choose.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any, Final

from portal.events.facts import Audience, Bring, Children, Food
from portal.events.kinds import Kind
from portal.events.rules import EventPlan, end_of


@dataclass(frozen=True)
class Usual:
    """When it is, who comes, how many, and what is on the table: facts under their names in ``EventPlan``."""

    start: time
    end: time
    seats: int | None = None
    audience: Audience = Audience.EVERYONE
    children: Children = Children.WELCOME
    food: tuple[Food, ...] = ()
    bring: tuple[Bring, ...] = ()
    languages: tuple[str, ...] = ("da",)
    no_photos: bool = False
    met_at_door: bool = False


_AFTERNOON, _EVENING = (time(14), time(16)), (time(17, 30), time(20, 30))
_MEAL: Final = (Food.HALAL, Food.VEGETARIAN)
_COFFEE: Final = (Food.COFFEE_CAKE,)
_AMONG_US: Final = Usual(
    time(18), time(20), audience=Audience.MOTHERS, children=Children.ADULTS_ONLY, food=_COFFEE
)

#: What is noted afterwards, for ourselves.
_NOTED: Final = Usual(time(12), time(13), audience=Audience.MOTHERS, children=Children.ADULTS_ONLY)

USUAL: Final[dict[Kind, Usual]] = {
    Kind.COMMUNAL_MEAL: Usual(time(17, 30), time(20), 60, food=_MEAL, met_at_door=True),
    Kind.NEWROZ: Usual(time(17), time(22), 90, food=_MEAL),
    Kind.RAMADAN_END: Usual(time(18), time(22), 90, food=_MEAL),
    Kind.MOTHERS_DAY: Usual(*_EVENING, 60, Audience.WOMEN, food=_MEAL, met_at_door=True),
    Kind.WOMENS_EVENING: Usual(
        time(18), time(21, 30), 50, Audience.WOMEN, Children.ADULTS_ONLY, _COFFEE, no_photos=True
    ),
    Kind.WOMENS_CAFE: Usual(time(10), time(12), 20, Audience.WOMEN, food=_COFFEE, met_at_door=True),
    Kind.SWIMMING: Usual(time(19), time(20, 30), 20, Audience.WOMEN, bring=(Bring.SWIMWEAR,), no_photos=True),
    Kind.TRIP: Usual(time(9), time(16), 50, bring=(Bring.LUNCH, Bring.WARM_CLOTHES)),
    Kind.MARKET: Usual(time(11), time(15), food=_COFFEE),
    Kind.COLLECTION: Usual(*_AFTERNOON, food=_COFFEE),
    Kind.DIALOGUE_MEETING: Usual(
        time(17), time(19), 25, Audience.WOMEN, Children.CHILDMINDING, _COFFEE, no_photos=True, met_at_door=True
    ),
    Kind.INFORMATION_MEETING: Usual(time(17), time(19), 40, children=Children.CHILDMINDING, food=_COFFEE),
    Kind.VOLUNTEER_DAY: Usual(time(11), time(15)),
    Kind.VISIT: Usual(*_AFTERNOON, audience=Audience.MOTHERS, children=Children.ADULTS_ONLY),
    Kind.ARTICLE: _NOTED,
    Kind.TALK: _NOTED,
    Kind.STAND: Usual(time(11), time(15)),
    Kind.POST: _NOTED,
    Kind.NETWORK_MEETING: _AMONG_US,
    Kind.COURSE_EVENING: Usual(time(17), time(20), 15, Audience.WOMEN, Children.CHILDMINDING, _COFFEE),
}


def usual_plan(kind: Kind, day: date) -> EventPlan:
    """An event of a kind as it usually is, on a day; it has no place yet."""
    usual = USUAL[kind]
    starts = datetime.combine(day, usual.start)
    facts = {one.name: _own(getattr(usual, one.name)) for one in fields(Usual) if one.name not in ("start", "end")}
    return EventPlan(kind=kind, starts_local=starts, ends_local=end_of(starts, usual.end), **facts)


def _own(value: Any) -> Any:
    """A list of plain strings in place of a tuple of choices, as a column holds them."""
    return [str(one) for one in value] if isinstance(value, tuple) else value
