"""Money: what funders gave, and what events cost. Nothing of it where the group keeps its books elsewhere."""

from portal.core.features import Feature, switched_off
from portal.money.queries import expenses_in, funding_in
from portal.reports.counting.gatherings import Gatherings
from portal.reports.counting.scope import Scope, table
from portal.reports.figure_types import Counts


def count(scope: Scope, held: Gatherings) -> Counts:
    """Everything about money, in øre. What funders gave for a year is never divided."""
    if Feature.MONEY in switched_off(scope.session):
        nothing = dict.fromkeys(("funding", "expenses", "cost_per_participant"))
        return Counts(dict(nothing), {"funding_funder": {}, "expenses_event": {}})
    given = funding_in(scope.session, scope.period)
    spent = expenses_in(scope.session, scope.period, scope.now)
    came = sum(held.tallies[row.id].here for row in held.events)
    on_gatherings = sum(spent.get(row.id, 0) for row in held.events)
    return Counts(
        {
            "funding": sum(given.values()),
            "expenses": sum(spent.values()),
            "cost_per_participant": on_gatherings / came if on_gatherings and came else None,
        },
        {
            "funding_funder": table((str(funder.id), amount) for funder, amount in given.items()),
            "expenses_event": table((str(event_id), amount) for event_id, amount in spent.items()),
        },
    )
