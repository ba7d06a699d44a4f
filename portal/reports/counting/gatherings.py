"""Gatherings: the events residents were invited to, and how many came.

A gathering is a social, informing or visible event that was held and was not for the mothers alone. What was only
noted afterwards, such as an article, is none: nobody was invited to it (``visibility.py``).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from portal.attendance import queries as attendance
from portal.attendance.tally import Tally
from portal.events.facts import Audience
from portal.events.kinds import Category, Kind
from portal.events.models import Event
from portal.reports.counting.scope import Scope, table
from portal.reports.figure_types import Counts
from portal.signups.models import SignUp, State, Ticket

KINDS: Final = [
    kind for kind in Kind if kind.about.category in (Category.SOCIAL, Category.INFORMATION, Category.VISIBILITY)
]


@dataclass(frozen=True)
class Gatherings:
    events: list[Any]
    #: Who was counted at each, by its id.
    tallies: Mapping[int, Tally]
    #: What finds them, for whoever counts something else of theirs.
    where: tuple[ColumnElement[bool], ...]


def read(scope: Scope) -> Gatherings:
    """Find the gatherings, and fold what was tapped at their doors."""
    where = (
        *scope.held, Event.kind.in_(KINDS), Event.audience != Audience.MOTHERS, Event.only_noted.is_(False),
    )  # fmt: skip
    columns = (
        Event.id, Event.kind, Event.organiser_id, Event.area_id, Event.starts_local, Event.created_at,
        Event.published_at, Event.first_full_at, Event.seats,
    )  # fmt: skip
    found = scope.session.execute(select(*columns).where(*where)).all()
    seats = {row.id: row.seats for row in found}
    tallies = attendance.tallies_of(scope.session, seats, select(Event.id).where(*where))
    return Gatherings(list(found), tallies, where)


def count(scope: Scope, held: Gatherings) -> Counts:
    """Everything about the events and those who came."""
    came = {row.id: held.tallies[row.id].here for row in held.events}
    counts = _told_apart(scope, held, came)
    own = sum(row.organiser_id is None for row in held.events)
    categories = [row.kind.about.category for row in held.events]
    social = [came[row.id] for row in held.events if row.kind.about.category is Category.SOCIAL and came[row.id]]
    days = list(days_to_full(held).values())
    counts.figures |= {
        "events_own": own,
        "events_supported": len(held.events) - own,
        "events_social": categories.count(Category.SOCIAL),
        "events_information": categories.count(Category.INFORMATION),
        "smallest": min(social, default=None),
        "largest": max(social, default=None),
        "median": median(social) if social else None,
        "events_full": len(days),
        "days_to_full": median(days) if days else None,
        "no_shows": sum(no_shows(scope, held).values()),
    }
    counts.take(_people(held))
    return counts


def _told_apart(scope: Scope, held: Gatherings, came: Mapping[int, int]) -> Counts:
    """How many events there were and how many came, by organiser, kind, area and month."""
    keys: dict[str, Callable[[Any], str]] = {
        "organiser": _organiser,
        "kind": lambda row: row.kind,
        "area": lambda row: scope.area(row.area_id),
        "month": lambda row: f"{row.starts_local:%Y-%m}",
    }
    counts = Counts()
    for name, key in keys.items():
        counts.tables[f"events_{name}"] = table((key(row), 1) for row in held.events)
        counts.tables[f"participants_{name}"] = table((key(row), came[row.id]) for row in held.events)
    return counts


def by_organiser_and_area(scope: Scope, held: Gatherings) -> dict[str, int]:
    """How many came to the events of each organiser in each area, by ``"own east"`` and the like."""
    came = ((f"{_organiser(row)} {scope.area(row.area_id)}", held.tallies[row.id].here) for row in held.events)
    return {key: number for key, number in table(came).items() if number}


def _organiser(row: Any) -> str:
    return "own" if row.organiser_id is None else "supported"


def _people(held: Gatherings) -> Counts:
    """Who came: adults and children, and what some said at the door."""
    tallies = [held.tallies[row.id] for row in held.events]
    people = sum(tally.here for tally in tallies)
    first, new = sum(map(first_time, tallies)), sum(map(new_in_denmark, tallies))
    adults, children = sum(tally.adults for tally in tallies), sum(tally.children for tally in tallies)
    return Counts(
        {"participants": people, "first_time": first, "new_in_denmark": new},
        {
            "participants_age": table(
                [("adults", adults), ("children", children), ("unknown", people - adults - children)]
            ),
            "participants_first": table([("first", first), ("others", people - first)]),
            "participants_new": table([("new", new), ("others", people - new)]),
        },
    )


def first_time(tally: Tally) -> int:
    """How many were there for the first time: never more than came, though more may have been tapped."""
    return min(tally.first_time, tally.here)


def new_in_denmark(tally: Tally) -> int:
    """How many were new in Denmark, in the same way."""
    return min(tally.new_in_denmark, tally.here)


def days_to_full(held: Gatherings) -> dict[int, float]:
    """Of the gatherings that were full, how many days after they were published, by their ids."""
    return {
        row.id: (row.first_full_at - (row.published_at or row.created_at)) / timedelta(days=1)
        for row in held.events
        if row.first_full_at is not None
    }


def no_shows(scope: Scope, held: Gatherings) -> Counter[int]:
    """People with a seat whose party was not counted, by the event's id, where any party was."""
    seated = scope.session.execute(
        select(SignUp.event_id, Ticket.number, SignUp.adults + SignUp.children)
        .join(Ticket, Ticket.id == SignUp.ticket_id)
        .join(Event, Event.id == SignUp.event_id)
        .where(*held.where, SignUp.state == State.SEATED)
    )
    counted = {event_id: tally.parties for event_id, tally in held.tallies.items() if tally.parties}
    missed: Counter[int] = Counter()
    for event_id, number, people in seated:
        if event_id in counted and number not in counted[event_id]:
            missed[event_id] += people
    return missed
