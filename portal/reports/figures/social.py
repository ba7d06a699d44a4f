"""Social activities, and all gatherings told apart: by organiser, kind, area and month, and by who came."""

from collections.abc import Callable
from statistics import median
from typing import Any, Final

from flask_babel import lazy_gettext as _

from portal.events.kinds import Category
from portal.reports.figure_types import (
    Chart,
    Figure,
    GridLayout,
    Numbers,
    Rows,
    Section,
    StoriesLayout,
    Table,
    Unit,
)
from portal.reports.figures.gatherings import (
    first_time,
    here,
    is_a,
    is_own,
    is_supported,
    new_in_denmark,
    number,
    organiser,
    people,
    read,
    rows,
)
from portal.reports.minimum_contributors import FEW_TENDER, OPEN, SIZE, AtLeast, RowOf
from portal.reports.scope import Pairs, Scope
from portal.stories.models import StoryPart


def _sizes(scope: Scope) -> list[int]:
    """How many came to each social activity to which anybody did."""
    held = read(scope)
    sizes = (held.tallies[row.id].here for row in held.events if is_a(Category.SOCIAL)(row))
    return [size for size in sizes if size]


def _median(scope: Scope) -> float | None:
    sizes = _sizes(scope)
    return median(sizes) if sizes else None


def _area(scope: Scope, row: Any) -> str:
    return scope.area(row.area_id)


def _kind(_scope: Scope, row: Any) -> str:
    return str(row.kind)


def _organiser(_scope: Scope, row: Any) -> str:
    return organiser(row)


def _month(_scope: Scope, row: Any) -> str:
    return f"{row.starts_local:%Y-%m}"


def _events(key: Callable[[Scope, Any], str]) -> Callable[[Scope], Pairs]:
    return lambda scope: [(key(scope, row), 1) for row in read(scope).events]


def _came(key: Callable[[Scope, Any], str]) -> Callable[[Scope], Pairs]:
    return lambda scope: [(key(scope, row), read(scope).tallies[row.id].here) for row in read(scope).events]


def _ages(scope: Scope) -> Pairs:
    tallies = read(scope).tallies.values()
    adults, children = sum(tally.adults for tally in tallies), sum(tally.children for tally in tallies)
    return [("adults", adults), ("children", children), ("unknown", people(here)(scope) - adults - children)]


def _and_others(key: str, count: Callable[[Any], int]) -> Callable[[Scope], Pairs]:
    """Some of those who came, and everybody else."""
    some = people(count)
    return lambda scope: [(key, some(scope)), ("others", people(here)(scope) - some(scope))]


_SIZED: Final = rows(chosen=is_a(Category.SOCIAL), with_some=True)
_FIRST: Final = rows(first_time, with_some=True)
_NEW: Final = rows(new_in_denmark, with_some=True)

#: Where they stand: among the facts, and in new networks.
EVENTS_OWN: Final = Figure(
    "events_own",
    _("Our own events"),
    _("Events that we invited to ourselves and that were held, without network meetings and the course."),
    OPEN,
    count=number(is_own),
    behind=rows(chosen=is_own),
)
EVENTS_SUPPORTED: Final = Figure(
    "events_supported",
    _("Events we supported"),
    _("Events of our partners that the mothers invited to or helped at, and that were held."),
    OPEN,
    count=number(is_supported),
    behind=rows(chosen=is_supported),
)
FIRST_TIME: Final = Figure(
    "first_time",
    _("Here for the first time"),
    _("Participants who said at the door that they came for the first time. Never more than those who came."),
    RowOf("participants_first", "first"),
    count=people(first_time),
    behind=_FIRST,
)
NEW_IN_DENMARK: Final = Figure(
    "new_in_denmark",
    _("New in Denmark"),
    _("Participants who said at the door that they are new in Denmark. It is noted with nobody's name."),
    RowOf("participants_new", "new"),
    count=people(new_in_denmark),
    behind=_NEW,
)
SOCIAL: Final = Section(
    "social",
    _("Social activities"),
    _("We eat, celebrate and travel together, and meet people whom we did not know."),
    Numbers(
        Figure(
            "events_social",
            _("Social activities"),
            _("Our own and supported dinners, parties, trips and the like that were held."),
            OPEN,
            count=number(is_a(Category.SOCIAL)),
            behind=rows(chosen=is_a(Category.SOCIAL)),
        ),
        Figure(
            "participants",
            _("Participants"),
            _(
                "People counted at the door of our own and of supported events, or "
                "guessed where nobody was counted."
            ),
            AtLeast(FEW_TENDER),
            count=people(here),
            behind=rows(),
        ),
        Figure(
            "smallest",
            _("Smallest gathering"),
            _("The fewest people who came to a social activity, where they were counted or guessed."),
            SIZE,
            count=lambda scope: min(_sizes(scope), default=None),
            behind=_SIZED,
        ),
        Figure(
            "largest",
            _("Largest gathering"),
            _("The most people who came to a social activity, counted or guessed."),
            SIZE,
            count=lambda scope: max(_sizes(scope), default=None),
            behind=_SIZED,
        ),
        Figure(
            "median",
            _("Typical gathering"),
            _("Half of the social activities we counted or guessed had fewer people, half had more (the median)."),
            SIZE,
            unit=Unit.MEAN,
            count=_median,
            behind=_SIZED,
        ),
    ),
    GridLayout(
        _("Our own and supported events"),
        Table(
            "events_organiser",
            Rows.ORGANISER,
            _("Events"),
            _("Events that were held, our own and those we supported."),
            OPEN,
            count=_events(_organiser),
            behind=rows(),
        ),
        Table(
            "participants_organiser",
            Rows.ORGANISER,
            _("Participants"),
            _("Participants of our own events and of those we supported."),
            AtLeast(FEW_TENDER, of="participants"),
            count=_came(_organiser),
            behind=rows(),
        ),
    ),
    GridLayout(
        _("What we did together"),
        Table(
            "events_kind",
            Rows.KIND,
            _("Events"),
            _("Our own and supported events that were held, by what they were."),
            OPEN,
            count=_events(_kind),
            behind=rows(),
        ),
        Table(
            "participants_kind",
            Rows.KIND,
            _("Participants"),
            _("Participants, by what the event was."),
            count=_came(_kind),
            behind=rows(),
        ),
    ),
    GridLayout(
        _("Participants month by month"),
        Table(
            "participants_month",
            Rows.MONTH,
            _("Participants"),
            _("Participants, by month."),
            count=_came(_month),
            behind=rows(),
        ),
        Table(
            "events_month",
            Rows.MONTH,
            _("Events"),
            _("Our own and supported events that were held, by month."),
            OPEN,
            count=_events(_month),
            behind=rows(),
        ),
        chart=Chart.MONTHS,
    ),
    GridLayout(
        _("Adults and children"),
        Table(
            "participants_age",
            Rows.AGE,
            _("Participants"),
            _("Adults and children among the participants. Where we could only guess, nobody knows."),
            AtLeast(FEW_TENDER, of="participants"),
            count=_ages,
            behind=rows(),
        ),
    ),
    GridLayout(
        _("New and known faces"),
        Table(
            "participants_first",
            Rows.FIRST,
            _("Participants"),
            _("Participants who came for the first time."),
            AtLeast(FEW_TENDER, of="participants"),
            count=_and_others("first", first_time),
            behind=_FIRST,
        ),
    ),
    GridLayout(
        _("New in Denmark"),
        Table(
            "participants_new",
            Rows.NEW,
            _("Participants"),
            _("Participants who are new in Denmark."),
            AtLeast(FEW_TENDER, of="participants"),
            count=_and_others("new", new_in_denmark),
            behind=_NEW,
        ),
    ),
    StoriesLayout(StoryPart.SOCIAL),
)
#: On the pages of the areas.
EVENTS_AREA: Final = Table(
    "events_area",
    Rows.AREA,
    _("Events"),
    _("Our own and supported events that were held, by area."),
    OPEN,
    count=_events(_area),
    behind=rows(),
)
PARTICIPANTS_AREA: Final = Table(
    "participants_area",
    Rows.AREA,
    _("Participants"),
    _("Participants, by the area the event was held in."),
    AtLeast(FEW_TENDER, of="participants"),
    count=_came(_area),
    behind=rows(),
)
