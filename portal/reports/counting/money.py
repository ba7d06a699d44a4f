"""Money: what funders gave, and what events cost. Nothing of it where the group keeps its books elsewhere."""

from sqlalchemy import func, select

from portal.events.models import Event
from portal.features import Feature, switched_off
from portal.money.models import Expense, Funding
from portal.reports.counting.gatherings import Gatherings
from portal.reports.counting.scope import Scope, table
from portal.reports.figures import Counts


def count(scope: Scope, held: Gatherings) -> Counts:
    """Everything about money, in øre. What funders gave for a year is never divided."""
    if Feature.MONEY in switched_off(scope.session):
        nothing = dict.fromkeys(("funding", "expenses", "cost_per_participant"))
        return Counts(dict(nothing), {"funding_funder": {}, "expenses_event": {}})
    years = scope.period.years
    given = scope.session.execute(
        select(Funding.funder_id, func.sum(Funding.amount_ore))
        .where(Funding.year.between(years[0], years[-1]))
        .group_by(Funding.funder_id)
    )
    funders = table((str(funder_id), int(amount)) for funder_id, amount in given)
    spent = dict(
        scope.session.execute(
            select(Expense.event_id, func.sum(Expense.amount_ore))
            .join(Event, Event.id == Expense.event_id)
            .where(*scope.held)
            .group_by(Expense.event_id)
        ).all()
    )
    came = sum(held.tallies[row.id].here for row in held.events)
    on_gatherings = sum(int(spent.get(row.id, 0)) for row in held.events)
    return Counts(
        {
            "funding": sum(funders.values()),
            "expenses": sum(int(amount) for amount in spent.values()),
            "cost_per_participant": on_gatherings / came if on_gatherings and came else None,
        },
        {
            "funding_funder": funders,
            "expenses_event": table((str(event_id), int(amount)) for event_id, amount in spent.items()),
        },
    )
