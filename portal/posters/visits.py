"""Counting how often the code of a poster was opened."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core.i18n import to_local
from portal.posters.models import Placement, PosterVisit

#: How long a reader waits for her visit to be counted while somebody else writes.
PATIENCE: Final = timedelta(seconds=1)


def count_visit(session: Session, *, event_id: int, place: str, now: datetime) -> None:
    """Count one opening of an event's code on this Danish day.

    ``place`` is what stood in the code; one that is no placement of ours counts as none, so nobody can make rows
    by making up places.
    """
    known = place and session.scalar(select(Placement.code).where(Placement.code == place))
    row = {"event_id": event_id, "place": known or "", "day": to_local(now).date()}
    bump = (
        update(PosterVisit)
        .filter_by(**row)
        .values(visits=PosterVisit.visits + 1)
        .returning(PosterVisit.visits)
        .execution_options(synchronize_session=False)  # nobody holds a count as an object
    )
    if session.scalar(bump) is None:
        try:
            with session.begin_nested():
                session.add(PosterVisit(**row, visits=1))
        except IntegrityError:  # another worker was first (PostgreSQL)
            session.scalars(bump).one()
