"""What made the group known in town: noted afterwards or planned, and how many it reached."""

from typing import Final

from sqlalchemy import func, select

from portal.events.kinds import Category, Kind
from portal.events.models import Event
from portal.reports.counting.scope import Scope, table
from portal.reports.figure_types import Counts

KINDS: Final = [kind for kind in Kind if kind.about.category is Category.VISIBILITY]


def count(scope: Scope) -> Counts:
    """Everything about articles, talks, visits, stands and posts."""
    found = scope.session.execute(
        select(Event.kind, func.count().label("times"), func.sum(Event.reached).label("reached"))
        .where(*scope.held, Event.kind.in_(KINDS))
        .group_by(Event.kind)
    ).all()
    told = [(row.kind, int(row.reached)) for row in found if row.reached is not None]
    return Counts(
        {
            "events_visibility": sum(row.times for row in found),
            "reached": sum(reached for _kind, reached in told) if told else None,
        },
        {
            "visibility_kind": table((row.kind, row.times) for row in found),
            "reached_kind": table(told),
        },
    )
