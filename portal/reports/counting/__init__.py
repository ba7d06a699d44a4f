"""Counting: every figure and table of the report, for any period, with a fixed number of queries.

Each module counts one subject. What it counts is what ``portal/reports/words.py`` says, no more and no less.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.reports.figures import Counts
from portal.reports.period import Period


def count(session: Session, period: Period, *, now: datetime) -> Counts:
    """Every figure and every table for a period; what has not happened by ``now`` is not counted."""
    return Counts()
