"""Reading a series: all its dates, earliest first."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.events.models import Event


def dates_of(series_id: int) -> Sequence[Event]:
    """Every date of a series, whatever its state, with words, place and hosts; empty where the series is gone."""
    return db.session.scalars(
        select(Event)
        .where(Event.series_id == series_id)
        .options(selectinload(Event.texts), selectinload(Event.area), selectinload(Event.mothers))
        .order_by(Event.starts_local, Event.id)
    ).all()
