"""A row behind a figure; and the rows that are events, each with its title and what it adds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import url_for
from sqlalchemy import ColumnElement, select

from portal.attendance.tally import Tally
from portal.core.features import is_there
from portal.core.i18n import FALLBACK, current_language
from portal.events.facts import Audience
from portal.events.kinds import Category, Kind
from portal.events.models import Event, EventText
from portal.money.queries import expenses_in
from portal.network.queries import IS_MEETING
from portal.reports.counting import arrivals, gatherings, network, visibility
from portal.reports.counting.gatherings import Gatherings
from portal.reports.counting.scope import Scope
from portal.reports.figure_types import Unit
from portal.reports.figures import FIGURES

Where = tuple[ColumnElement[bool], ...]
#: By the id of the event.
Numbers = Mapping[int, float]
Number = Callable[[Tally], float]


@dataclass(frozen=True)
class Behind:
    """Something that was counted, as the reader knows it."""

    #: The title of an event, the name of a mother or a funder, who asked.
    words: str
    #: Its page; empty where there is none, or where that part is switched off.
    href: str
    day: date | None = None
    #: What it adds to the figure, where that is not one.
    number: float | None = None
    unit: Unit = Unit.NUMBER
    #: What else is to be said of it, such as the languages of a mother.
    about: str = ""


def way_to(endpoint: str, **values: Any) -> str:
    """The address of a page, where its part of the portal is on."""
    return url_for(endpoint, **values) if is_there(endpoint) else ""


def of_events(scope: Scope, key: str) -> list[Behind] | None:
    """The rows behind a figure that counts events or something of theirs; None where it counts something else."""
    rows = _ROWS.get(key)
    return rows(scope) if rows else None


def events(
    scope: Scope,
    where: Where,
    numbers: Numbers | None = None,
    *,
    unit: Unit = Unit.NUMBER,
    page: str | None = None,
) -> list[Behind]:
    """Events by day. With ``numbers``, only those that have one."""
    columns = (Event.id, Event.code, Event.kind, Event.audience, Event.starts_local, Event.only_noted)
    found = scope.session.execute(select(*columns).where(*where).order_by(Event.starts_local, Event.id)).all()
    titles = _titles(scope, where)
    return [
        Behind(
            titles.get(row.id) or str(row.kind.about.label),
            way_to(page, code=row.code) if page else _page_of(row),
            row.starts_local.date(),
            numbers[row.id] if numbers is not None else None,
            unit,
        )
        for row in found
        if numbers is None or row.id in numbers
    ]


def _titles(scope: Scope, where: Where) -> dict[int, str]:
    """What each event is called in the reader's language, else in Danish, by its id."""
    lang = current_language().code
    words = (
        select(EventText.event_id, EventText.lang, EventText.title)
        .join(Event, Event.id == EventText.event_id)
        .where(*where, EventText.lang.in_((lang, FALLBACK)))
    )
    found: dict[int, str] = {}
    for row in scope.session.execute(words):
        if row.lang == lang or row.event_id not in found:
            found[row.event_id] = row.title
    return found


def _page_of(row: Any) -> str:
    if row.kind is Kind.NETWORK_MEETING and row.audience is Audience.MOTHERS:
        return way_to("network.meeting", meeting=row.code)
    if row.only_noted:
        return way_to("visibility.one", code=row.code)
    return way_to("planning.event", code=row.code)


def _gatherings(
    number: Number, chosen: Callable[[Any], bool] = lambda _row: True
) -> Callable[[Scope], list[Behind]]:
    """Some of the gatherings, each with a number of those who came."""

    def rows(scope: Scope) -> list[Behind]:
        held = gatherings.read(scope)
        wanted = [row.id for row in held.events if chosen(row)]
        return events(scope, held.where, {event_id: number(held.tallies[event_id]) for event_id in wanted})

    return rows


def _with_some(rows: Callable[[Scope], list[Behind]]) -> Callable[[Scope], list[Behind]]:
    return lambda scope: [row for row in rows(scope) if row.number]


def _full(scope: Scope) -> list[Behind]:
    held = gatherings.read(scope)
    return events(scope, held.where, gatherings.days_to_full(held), unit=Unit.DAYS)


def _no_shows(scope: Scope) -> list[Behind]:
    held = gatherings.read(scope)
    return events(scope, held.where, gatherings.no_shows(scope, held))


def _of_lists(count: Callable[[Scope, Gatherings], Numbers]) -> Callable[[Scope], list[Behind]]:
    """The gatherings, each with what is counted of its list."""

    def rows(scope: Scope) -> list[Behind]:
        held = gatherings.read(scope)
        return events(scope, held.where, count(scope, held))

    return rows


def _made_known(scope: Scope) -> list[Behind]:
    return events(scope, (*scope.held, Event.kind.in_(visibility.KINDS)))


def _reached(scope: Scope) -> list[Behind]:
    where = (*scope.held, Event.kind.in_(visibility.KINDS), Event.reached.is_not(None))
    reached = scope.session.execute(select(Event.id, Event.reached).where(*where))
    return events(scope, where, {row.id: row.reached or 0 for row in reached})


def _meetings(scope: Scope) -> list[Behind]:
    return events(scope, (*scope.held, *IS_MEETING))


def _course_evenings(scope: Scope) -> list[Behind]:
    return events(scope, (*scope.held, Event.kind == Kind.COURSE_EVENING))


def _hours(scope: Scope) -> list[Behind]:
    """The events; the hours of conversation stand in one row, as they stand in one figure."""
    hours = {event_id: seconds / 3600 for event_id, seconds in network.seconds_of(scope).items()}
    found = events(scope, scope.held, hours, unit=Unit.HOURS)
    talked = network.hours_of_conversation(scope)
    return (
        [*found, Behind(str(FIGURES["conversation_hours"].label), "", None, talked, Unit.HOURS)]
        if talked
        else found
    )


def _expenses(scope: Scope) -> list[Behind]:
    spent = expenses_in(scope.session, scope.period, scope.now)
    return events(scope, scope.held, spent, unit=Unit.MONEY, page="money.expenses")


def _here(tally: Tally) -> int:
    return tally.here


def _is(category: Category) -> Callable[[Any], bool]:
    return lambda row: row.kind.about.category is category


_ALL: Final = _gatherings(_here)
_ROWS: Final[dict[str, Callable[[Scope], list[Behind]]]] = {
    **dict.fromkeys(
        (
            "participants", "events_organiser", "participants_organiser", "events_kind", "participants_kind",
            "events_area", "participants_area", "events_month", "participants_month", "participants_age",
        ),
        _ALL,
    ),
    "events_own": _gatherings(_here, lambda row: row.organiser_id is None),
    "events_supported": _gatherings(_here, lambda row: row.organiser_id is not None),
    "events_social": _gatherings(_here, _is(Category.SOCIAL)),
    "events_information": _gatherings(_here, _is(Category.INFORMATION)),
    **dict.fromkeys(("smallest", "largest", "median"), _with_some(_gatherings(_here, _is(Category.SOCIAL)))),
    **dict.fromkeys(("first_time", "participants_first"), _with_some(_gatherings(gatherings.first_time))),
    **dict.fromkeys(("new_in_denmark", "participants_new"), _with_some(_gatherings(gatherings.new_in_denmark))),
    **dict.fromkeys(("events_full", "days_to_full"), _full),
    "no_shows": _no_shows,
    **dict.fromkeys(("signups_people", "signups_language", "signups_way"), _of_lists(arrivals.people_of)),
    "signups_place": _of_lists(arrivals.people_by_poster),
    "openings_place": _of_lists(arrivals.openings_of),
    "hands": _of_lists(arrivals.hands_of),
    **dict.fromkeys(("events_visibility", "visibility_kind"), _made_known),
    **dict.fromkeys(("reached", "reached_kind"), _reached),
    "meetings": _meetings,
    "course_evenings": _course_evenings,
    "mother_hours": _hours,
    **dict.fromkeys(("expenses", "expenses_event", "cost_per_participant"), _expenses),
}  # fmt: skip
