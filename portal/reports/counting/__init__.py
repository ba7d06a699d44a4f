"""Counting: every figure and table of the report, for any period, with a fixed number of queries.

Each module counts one subject. What it counts is what ``figures.py`` and ``tables.py`` say, no more and no less.
Rows are read as plain columns and sums are made by the database where that is simple, so ten years of a large
group are counted as easily as a quarter of a small one.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.core.periods import Period
from portal.reports.counting import (
    arrivals,
    bridges,
    enquiries,
    gatherings,
    money,
    mothers,
    network,
    visibility,
    women,
)
from portal.reports.counting.gatherings import Gatherings
from portal.reports.counting.scope import scope_of
from portal.reports.figure_types import Counts

__all__ = ["MOTHERS_BEFORE_SHOWN", "count"]

#: What mothers noted of women is told apart for the group only where at least so many of them noted any
#: (``apart.py``). The counts of each mother stand beside it: a sum to which one or two contributed would tell what
#: she, or the other of the two, had noted.
MOTHERS_BEFORE_SHOWN: Final = 3


def count(
    session: Session, period: Period, *, now: datetime, whole: bool = False, held: Gatherings | None = None
) -> Counts:
    """Every figure and every table for a period; what has not happened by ``now`` is not counted.

    ``whole``: also what too few mothers contributed to. Only for what outside editions are made from: they show
    nothing by mother, and leave out small numbers of women (``portal/reports/disclosure.py``). ``held``: the
    gatherings of the period, where they were read already.
    """
    scope = scope_of(session, period, now)
    least = 0 if whole else MOTHERS_BEFORE_SHOWN
    held = held or gatherings.read(scope)
    counts = Counts()
    for found in (
        mothers.count(scope),
        women.count(scope, least=least),
        bridges.count(scope, least=least),
        gatherings.count(scope, held),
        arrivals.count(scope, held),
        enquiries.count(scope),
        network.count(scope),
        visibility.count(scope),
        money.count(scope, held),
    ):
        counts.take(found)
    helped, active = counts.figures["women_helped"], counts.figures["mothers_active"]
    counts.figures["women_per_mother"] = helped / active if active and helped is not None else None
    return counts
