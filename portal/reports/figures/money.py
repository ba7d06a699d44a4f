"""Money: what funders gave, and what events cost. Nothing of it where the group keeps its books elsewhere."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _

from portal.core.features import Feature, switched_off
from portal.money.models import Funder
from portal.money.queries import expenses_in, funding_in
from portal.reports.drill_down import events, way_to
from portal.reports.figure_types import (
    Behind,
    Chart,
    Counted,
    Figure,
    GridLayout,
    Numbers,
    Rows,
    Section,
    Table,
    Unit,
)
from portal.reports.figures import gatherings
from portal.reports.minimum_contributors import OPEN, MeanOf
from portal.reports.scope import Pairs, Scope, once


@once
def _books_are_here(scope: Scope) -> bool:
    return Feature.MONEY not in switched_off(scope.session)


@once
def _given(scope: Scope) -> Mapping[Funder, int]:
    """What each funder gave, in øre. What was given for a year is never divided."""
    return funding_in(scope.session, scope.period) if _books_are_here(scope) else {}


@once
def _spent(scope: Scope) -> Mapping[int, int]:
    """The receipts in øre, by the id of the event."""
    return expenses_in(scope.session, scope.period, scope.now) if _books_are_here(scope) else {}


def _cost_per_participant(scope: Scope) -> float | None:
    on_gatherings = sum(_spent(scope).get(row.id, 0) for row in gatherings.read(scope).events)
    people = gatherings.everybody(scope)
    return on_gatherings / people if on_gatherings and people else None


def funding_by_funder(scope: Scope) -> Pairs:
    return [(str(funder.id), amount) for funder, amount in _given(scope).items()]


def funders(scope: Scope) -> list[Behind]:
    """The funders with what each gave."""
    return [
        Behind(funder.name, way_to("money.funder", funder_id=funder.id), None, amount, Unit.MONEY)
        for funder, amount in _given(scope).items()
    ]


def _expenses(scope: Scope) -> list[Behind]:
    if not _books_are_here(scope):
        return []
    return events(scope, scope.held, _spent(scope), unit=Unit.MONEY, page="money.expenses")


MONEY: Final = Section(
    "money",
    _("What it cost"),
    _("What we were given, and what our events cost."),
    Numbers(
        Figure(
            "funding",
            _("Funding"),
            _("What funders gave for the calendar years the period touches."),
            Counted(lambda scope: sum(_given(scope).values()) if _books_are_here(scope) else None, funders),
            OPEN,
            unit=Unit.MONEY,
        ),
        Figure(
            "expenses",
            _("Expenses of events"),
            _("The receipts of events held in the period."),
            Counted(lambda scope: sum(_spent(scope).values()) if _books_are_here(scope) else None, _expenses),
            OPEN,
            unit=Unit.MONEY,
        ),
        Figure(
            "cost_per_participant",
            _("Cost per participant"),
            _("The expenses of our own and supported events, divided by their participants."),
            Counted(_cost_per_participant, _expenses),
            MeanOf("participants"),
            unit=Unit.MONEY,
        ),
    ),
    GridLayout(
        _("Expenses event by event"),
        Table(
            "expenses_event",
            Rows.EVENT,
            _("Expenses"),
            _("The receipts of each event that was held in the period."),
            Counted(
                lambda scope: [(str(event_id), amount) for event_id, amount in _spent(scope).items()], _expenses
            ),
            unit=Unit.MONEY,
        ),
        chart=Chart.NONE,
    ),
)
