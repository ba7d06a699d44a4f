"""What made the group known in town: noted afterwards or planned, and how many it reached."""

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from portal.events.kinds import Category, Kind
from portal.events.models import Event
from portal.reports.drill_down import events
from portal.reports.figure_types import (
    Behind,
    Counted,
    Figure,
    GridLayout,
    Numbers,
    Rows,
    Section,
    StoriesLayout,
    Table,
)
from portal.reports.minimum_contributors import OPEN
from portal.reports.scope import Scope, once
from portal.stories.models import StoryPart

_OF_KINDS: Final = Event.kind.in_([kind for kind in Kind if kind.about.category is Category.VISIBILITY])


@once
def _by_kind(scope: Scope) -> Sequence[Any]:
    """How often there was each kind, and how many it reached."""
    return scope.session.execute(
        select(Event.kind, func.count().label("times"), func.sum(Event.reached).label("reached"))
        .where(*scope.held, _OF_KINDS)
        .group_by(Event.kind)
    ).all()


def _reached_by_kind(scope: Scope) -> list[tuple[str, int]]:
    return [(row.kind, int(row.reached)) for row in _by_kind(scope) if row.reached is not None]


def _reached(scope: Scope) -> int | None:
    told = _reached_by_kind(scope)
    return sum(reached for _kind, reached in told) if told else None


def _made_known(scope: Scope) -> list[Behind]:
    return events(scope, (*scope.held, _OF_KINDS))


def _who_reached(scope: Scope) -> list[Behind]:
    where = (*scope.held, _OF_KINDS, Event.reached.is_not(None))
    reached = scope.session.execute(select(Event.id, Event.reached).where(*where))
    return events(scope, where, {row.id: row.reached or 0 for row in reached})


VISIBILITY: Final = Section(
    "visibility",
    _("Making ourselves known"),
    _("Only those who know of us can come, or send somebody."),
    Numbers(
        Figure(
            "events_visibility",
            _("Times we made ourselves known"),
            _("Articles, talks, visits, stands and posts in the period, noted or planned."),
            Counted(lambda scope: sum(row.times for row in _by_kind(scope)), _made_known),
            OPEN,
        ),
        Figure(
            "reached",
            _("People reached"),
            _("About how many read, heard or saw us, where somebody could say."),
            Counted(_reached, _who_reached),
            OPEN,
        ),
    ),
    GridLayout(
        _("How"),
        Table(
            "visibility_kind",
            Rows.KIND,
            _("Times"),
            _("Times we made ourselves known, by how."),
            Counted(lambda scope: [(row.kind, row.times) for row in _by_kind(scope)], _made_known),
            OPEN,
        ),
        Table(
            "reached_kind",
            Rows.KIND,
            _("People reached"),
            _("People reached, by how, where somebody could say."),
            Counted(_reached_by_kind, _who_reached),
            OPEN,
        ),
    ),
    StoriesLayout(StoryPart.VISIBILITY),
)
