"""Social activities, and all gatherings told apart: by organiser, kind, area and month, and by who came."""

from collections.abc import Callable, Mapping
from statistics import median
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.events.kinds import Category
from portal.reports.figure_types import (
    Chart,
    Counted,
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
    everybody,
    first_time,
    is_a,
    is_own,
    is_supported,
    new_in_denmark,
    organiser,
    people,
    read,
    rows,
    some,
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


_KEYS: Final[Mapping[Rows, Callable[[Scope, Any], str]]] = {
    Rows.AREA: lambda scope, row: scope.area(row.area_id),
    Rows.KIND: lambda _scope, row: str(row.kind),
    Rows.MONTH: lambda _scope, row: f"{row.starts_local:%Y-%m}",
    Rows.ORGANISER: lambda _scope, row: organiser(row),
}


def _events(key: str, by: Rows, about: LazyString) -> Table:
    counted = Counted(lambda scope: [(_KEYS[by](scope, row), 1) for row in read(scope).events], rows())
    return Table(key, by, _("Events"), about, counted, OPEN)


def _came(key: str, by: Rows, about: LazyString, outside: AtLeast | None = None) -> Table:
    def pairs(scope: Scope) -> Pairs:
        held = read(scope)
        return [(_KEYS[by](scope, row), held.tallies[row.id].here) for row in held.events]

    return Table(key, by, _("Participants"), about, Counted(pairs, rows()), outside)


def _ages(scope: Scope) -> Pairs:
    tallies = read(scope).tallies.values()
    adults, children = sum(tally.adults for tally in tallies), sum(tally.children for tally in tallies)
    return [("adults", adults), ("children", children), ("unknown", everybody(scope) - adults - children)]


def _people(count: Callable[[Any], int]) -> Counted[int]:
    return Counted(people(count), rows(count, with_some=True))


def _and_others(key: str, count: Callable[[Any], int]) -> Counted[Pairs]:
    """Some of those who came, and everybody else."""
    found = people(count)
    return Counted(
        lambda scope: [(key, found(scope)), ("others", everybody(scope) - found(scope))],
        rows(count, with_some=True),
    )


_FAMILY: Final = AtLeast(FEW_TENDER, of="participants")
_SIZED: Final = rows(chosen=is_a(Category.SOCIAL), with_some=True)

#: They stand among the facts and in new networks.
EVENTS_OWN: Final = Figure(
    "events_own",
    _("Our own events"),
    _("Events that we invited to ourselves and that were held, without network meetings and the course."),
    some(is_own),
    OPEN,
)
EVENTS_SUPPORTED: Final = Figure(
    "events_supported",
    _("Events we supported"),
    _("Events of our partners that the mothers invited to or helped at, and that were held."),
    some(is_supported),
    OPEN,
)
FIRST_TIME: Final = Figure(
    "first_time",
    _("Here for the first time"),
    _("Participants who said at the door that they came for the first time. Never more than those who came."),
    _people(first_time),
    RowOf("participants_first", "first"),
)
NEW_IN_DENMARK: Final = Figure(
    "new_in_denmark",
    _("New in Denmark"),
    _("Participants who said at the door that they are new in Denmark. It is noted with nobody's name."),
    _people(new_in_denmark),
    RowOf("participants_new", "new"),
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
            some(is_a(Category.SOCIAL)),
            OPEN,
        ),
        Figure(
            "participants",
            _("Participants"),
            _(
                "People counted at the door of our own and of supported events, "
                "or guessed where nobody was counted."
            ),
            Counted(everybody, rows()),
            AtLeast(FEW_TENDER),
        ),
        Figure(
            "smallest",
            _("Smallest gathering"),
            _("The fewest people who came to a social activity, where they were counted or guessed."),
            Counted(lambda scope: min(_sizes(scope), default=None), _SIZED),
            SIZE,
        ),
        Figure(
            "largest",
            _("Largest gathering"),
            _("The most people who came to a social activity, counted or guessed."),
            Counted(lambda scope: max(_sizes(scope), default=None), _SIZED),
            SIZE,
        ),
        Figure(
            "median",
            _("Typical gathering"),
            _("Half of the social activities we counted or guessed had fewer people, half had more (the median)."),
            Counted(_median, _SIZED),
            SIZE,
            unit=Unit.MEAN,
        ),
    ),
    GridLayout(
        _("Our own and supported events"),
        _events("events_organiser", Rows.ORGANISER, _("Events that were held, our own and those we supported.")),
        _came(
            "participants_organiser",
            Rows.ORGANISER,
            _("Participants of our own events and of those we supported."),
            _FAMILY,
        ),
    ),
    GridLayout(
        _("What we did together"),
        _events("events_kind", Rows.KIND, _("Our own and supported events that were held, by what they were.")),
        _came("participants_kind", Rows.KIND, _("Participants, by what the event was.")),
    ),
    GridLayout(
        _("Participants month by month"),
        _came("participants_month", Rows.MONTH, _("Participants, by month.")),
        _events("events_month", Rows.MONTH, _("Our own and supported events that were held, by month.")),
        chart=Chart.MONTHS,
    ),
    Table(
        "participants_age",
        Rows.AGE,
        _("Participants"),
        _("Adults and children among the participants. Where we could only guess, nobody knows."),
        Counted(_ages, rows()),
        _FAMILY,
        title=_("Adults and children"),
    ),
    Table(
        "participants_first",
        Rows.FIRST,
        _("Participants"),
        _("Participants who came for the first time."),
        _and_others("first", first_time),
        _FAMILY,
        title=_("New and known faces"),
    ),
    Table(
        "participants_new",
        Rows.NEW,
        _("Participants"),
        _("Participants who are new in Denmark."),
        _and_others("new", new_in_denmark),
        _FAMILY,
        title=_("New in Denmark"),
    ),
    StoriesLayout(StoryPart.SOCIAL),
)
#: On the pages of the areas.
EVENTS_AREA: Final = _events("events_area", Rows.AREA, _("Our own and supported events that were held, by area."))
PARTICIPANTS_AREA: Final = _came(
    "participants_area", Rows.AREA, _("Participants, by the area the event was held in."), _FAMILY
)
