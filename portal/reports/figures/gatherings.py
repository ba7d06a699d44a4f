"""Gatherings: the events residents were invited to, and how many came.

A gathering is a social, informing or visible event that was held and was not for the mothers alone. What was only
noted afterwards, such as an article, is none: nobody was invited to it (``visibility.py``).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from portal.attendance import queries as attendance
from portal.attendance.tally import Tally
from portal.events.facts import Audience
from portal.events.kinds import Category, Kind
from portal.events.models import Event
from portal.reports.drill_down import events
from portal.reports.figure_types import BehindRows, Counted, Unit
from portal.reports.scope import Scope, once, table
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


@once
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


def is_own(row: Any) -> bool:
    return row.organiser_id is None


def is_supported(row: Any) -> bool:
    return row.organiser_id is not None


def is_a(category: Category) -> Callable[[Any], bool]:
    """Whether a gathering is of a category."""
    return lambda row: row.kind.about.category is category


def organiser(row: Any) -> str:
    return "own" if row.organiser_id is None else "supported"


def here(tally: Tally) -> int:
    return tally.here


def first_time(tally: Tally) -> int:
    """How many were there for the first time: never more than came, though more may have been tapped."""
    return min(tally.first_time, tally.here)


def new_in_denmark(tally: Tally) -> int:
    """How many were new in Denmark, in the same way."""
    return min(tally.new_in_denmark, tally.here)


def people(count: Callable[[Tally], int]) -> Callable[[Scope], int]:
    """How many of those who came count."""
    return lambda scope: sum(map(count, read(scope).tallies.values()))


#: Everybody who came.
everybody: Final = people(here)


def by_organiser_and_area(scope: Scope) -> dict[str, int]:
    """How many came to the events of each organiser in each area, by ``"own east"`` and the like."""
    held = read(scope)
    came = ((f"{organiser(row)} {scope.area(row.area_id)}", held.tallies[row.id].here) for row in held.events)
    return {key: number for key, number in table(came).items() if number}


def days_to_full(scope: Scope) -> dict[int, float]:
    """Of the gatherings that were full, how many days after they were published, by their ids."""
    return {
        row.id: (row.first_full_at - (row.published_at or row.created_at)) / timedelta(days=1)
        for row in read(scope).events
        if row.first_full_at is not None
    }


def no_shows(scope: Scope) -> Counter[int]:
    """People with a seat whose party was not counted, by the event's id, where any party was."""
    held = read(scope)
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


def rows_of(count: Callable[[Scope], Mapping[int, float]], unit: Unit = Unit.NUMBER) -> BehindRows:
    """The gatherings, each with a number that is counted by their ids."""
    return lambda scope: events(scope, read(scope).where, count(scope), unit=unit)


def rows(
    count: Callable[[Tally], int] = here,
    chosen: Callable[[Any], bool] = lambda _row: True,
    *,
    with_some: bool = False,
) -> BehindRows:
    """Some of the gatherings, each with a number of those who came. ``with_some``: without those with nobody."""

    def numbers(scope: Scope) -> dict[int, float]:
        held = read(scope)
        found = {row.id: count(held.tallies[row.id]) for row in held.events if chosen(row)}
        return {event_id: number for event_id, number in found.items() if number or not with_some}

    return rows_of(numbers)


def some(chosen: Callable[[Any], bool]) -> Counted[int]:
    """How many gatherings are of some sort."""
    return Counted(lambda scope: sum(map(chosen, read(scope).events)), rows(chosen=chosen))
