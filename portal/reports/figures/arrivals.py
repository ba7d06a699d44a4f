"""What brought people to the gatherings: the way they came, their language, the posters; and helping hands."""

from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select

from portal.events.models import Event
from portal.helping.models import EventTask, TaskTake
from portal.posters.models import Placement, PosterVisit
from portal.reports.figure_types import Counted, Figure, GridLayout, Numbers, Rows, Section, Table, Unit
from portal.reports.figures.gatherings import days_to_full, read, rows_of
from portal.reports.minimum_contributors import FEW, FEW_TENDER, OPEN, AtLeast
from portal.reports.scope import Pairs, Scope, once
from portal.signups.models import SignUp, State, Way

_PEOPLE: Final = func.sum(SignUp.adults + SignUp.children)


def _on_the_list(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """A party that lives on in another is counted there alone."""
    return (*read(scope).where, SignUp.state != State.CANCELLED, SignUp.replaced_by_id.is_(None))


@once
def _lists(scope: Scope) -> Sequence[Any]:
    """How many people stand on the lists, by way, place and language."""
    columns = (SignUp.way, SignUp.place, SignUp.lang)
    query = select(*columns, _PEOPLE.label("people")).join(Event, Event.id == SignUp.event_id)
    return scope.session.execute(query.where(*_on_the_list(scope)).group_by(*columns)).all()


@once
def _codes(scope: Scope) -> set[str]:
    return set(scope.session.scalars(select(Placement.code)))


def _of_placements(scope: Scope, pairs: Iterable[tuple[str, int]]) -> Pairs:
    """A code that is no placement's counts as none, as on the page of places."""
    return [(code if code in _codes(scope) else "", int(number)) for code, number in pairs]


def _by_place(scope: Scope) -> Pairs:
    by_poster = [row for row in _lists(scope) if row.way is Way.POSTER]
    return _of_placements(scope, [(row.place, row.people) for row in by_poster])


def _openings(scope: Scope) -> Pairs:
    return _of_placements(scope, _visits(scope, PosterVisit.place))


def _visits(scope: Scope, by: Any) -> Iterable[Any]:
    """How often the code on the posters of gatherings was opened, by a column."""
    query = select(by, func.sum(PosterVisit.visits)).join(Event, Event.id == PosterVisit.event_id)
    return scope.session.execute(query.where(*read(scope).where).group_by(by)).all()


def _openings_of(scope: Scope) -> dict[int, int]:
    return {event_id: int(visits) for event_id, visits in _visits(scope, PosterVisit.event_id)}


def _people_where(*which: ColumnElement[bool]) -> Callable[[Scope], dict[int, int]]:
    """How many people stand on the list of each gathering, by its id."""

    def people(scope: Scope) -> dict[int, int]:
        query = select(SignUp.event_id, _PEOPLE).join(Event, Event.id == SignUp.event_id)
        found = scope.session.execute(query.where(*_on_the_list(scope), *which).group_by(SignUp.event_id))
        return {event_id: int(people) for event_id, people in found}

    return people


def hands_of(scope: Scope) -> dict[int, int]:
    """How often somebody took a task at each gathering and kept it, by its id."""
    query = (
        select(EventTask.event_id, func.count())
        .join(TaskTake, TaskTake.task_id == EventTask.id)
        .join(Event, Event.id == EventTask.event_id)
        .where(*read(scope).where, TaskTake.cancelled_at.is_(None))
    )
    return dict(scope.session.execute(query.group_by(EventTask.event_id)).all())


def _days_to_full(scope: Scope) -> float | None:
    days = days_to_full(scope).values()
    return median(days) if days else None


_SIGNED_UP: Final = rows_of(_people_where())
_FULL: Final = rows_of(days_to_full, Unit.DAYS)

BROUGHT: Final = Section(
    "brought",
    _("What brought people"),
    _("How people heard of us before they signed up."),
    Numbers(
        Figure(
            "signups_people",
            _("People who signed up"),
            _("People on the lists of our own and supported events who did not cancel."),
            Counted(lambda scope: sum(int(row.people) for row in _lists(scope)), _SIGNED_UP),
            AtLeast(FEW),
        ),
        Figure(
            "events_full",
            _("Events that were full"),
            _("Our own and supported events at which every seat was taken at some time."),
            Counted(lambda scope: len(days_to_full(scope)), _FULL),
            OPEN,
        ),
        Figure(
            "days_to_full",
            _("Days until full"),
            _(
                "Of the events that were full, half were so sooner than this "
                "after they were published (the median)."
            ),
            Counted(_days_to_full, _FULL),
            OPEN,
            unit=Unit.MEAN,
        ),
    ),
    Table(
        "signups_way",
        Rows.WAY,
        _("People"),
        _("People who signed up, by the way they came to us."),
        Counted(lambda scope: [(row.way, int(row.people)) for row in _lists(scope)], _SIGNED_UP),
        AtLeast(FEW, of="signups_people"),
        title=_("The way they came"),
    ),
    Table(
        "signups_language",
        Rows.LANGUAGE,
        _("People"),
        _("People who signed up, by the language they read the invitation in."),
        Counted(lambda scope: [(row.lang, int(row.people)) for row in _lists(scope)], _SIGNED_UP),
        AtLeast(FEW_TENDER, of="signups_people"),
        title=_("Languages of those who signed up"),
    ),
    GridLayout(
        _("Posters"),
        Table(
            "signups_place",
            Rows.PLACE,
            _("People"),
            _("People who signed up by a poster, by the place where it hung."),
            Counted(_by_place, rows_of(_people_where(SignUp.way == Way.POSTER))),
        ),
        Table(
            "openings_place",
            Rows.PLACE,
            _("Opened"),
            _("How often the code on posters of these events was opened, by place."),
            Counted(_openings, rows_of(_openings_of)),
        ),
    ),
)
