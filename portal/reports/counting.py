"""Counting: every figure and table of the report, for any period, with a fixed number of queries.

What is counted is declared in ``figures/``, no more and no less than the sentence of each says. Rows are read as
plain columns and sums are made by the database where that is simple, so ten years of a large group are counted as
easily as a quarter of a small one.
"""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from portal.core.periods import Period
from portal.reports.figure_types import Behind, Counts
from portal.reports.figures import FIGURES, TABLES
from portal.reports.scope import Scope, scope_of, table

#: What mothers noted of women is told apart for the group only where at least so many of them noted any
#: (``apart.py``). The counts of each mother stand beside it: a sum to which one or two contributed would tell what
#: she, or the other of the two, had noted.
MOTHERS_BEFORE_SHOWN: Final = 3


def count(session: Session, period: Period, *, now: datetime, whole: bool = False) -> Counts:
    """Every figure and every table for a period; what has not happened by ``now`` is not counted.

    ``whole``: also what too few mothers contributed to. Only for what outside editions are made from: they show
    nothing by mother, and leave out small numbers of women (``disclosure.py``).
    """
    return count_in(scope_of(session, period, now, least=0 if whole else MOTHERS_BEFORE_SHOWN))


def count_in(scope: Scope) -> Counts:
    """The same in a scope in which something was read already, or is read afterwards."""
    counts = Counts({key: figure.counted.count(scope) for key, figure in FIGURES.items()})
    for key, one in TABLES.items():
        pairs = one.counted.count(scope)
        if pairs is None:
            counts.withheld = True
        else:
            counts.tables[key] = table(pairs)
    return counts


def behind(session: Session, key: str, period: Period, *, now: datetime) -> list[Behind] | None:
    """The rows behind a figure or a table, in order; None where nobody but the mother may see them."""
    rows = (FIGURES.get(key) or TABLES[key]).counted.behind
    return rows(scope_of(session, period, now)) if rows else None
