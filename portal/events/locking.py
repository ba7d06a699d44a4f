"""Holding all dates of a series, always in the same order, so that two coordinators never wait for each other."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import RuleBroken
from portal.events.models import Event, Series


def lock_series(session: Session, series_id: int) -> list[Event]:
    """Every date of a series, earliest first, held until the transaction ends: the series first, then by id.

    Whoever adds dates holds the series too, so none comes in between. Empty where the series is gone.
    """
    if session.get(Series, series_id, with_for_update=True, populate_existing=True) is None:
        return []
    dates = select(Event).where(Event.series_id == series_id).order_by(Event.id)
    held = session.scalars(dates.with_for_update().execution_options(populate_existing=True)).all()
    return sorted(held, key=lambda event: (event.starts_local, event.id))


def lock_dates(session: Session, event_id: int) -> tuple[Event, list[Event]]:
    """An event and every date of its series (itself, where it is in none), held as ``lock_series`` does."""
    series_id = session.scalar(select(Event.series_id).where(Event.id == event_id))
    if series_id is not None:
        dates = lock_series(session, series_id)
    else:
        alone = select(Event).where(Event.id == event_id).with_for_update()
        dates = list(session.scalars(alone.execution_options(populate_existing=True)))
    event = next((one for one in dates if one.id == event_id), None)
    if event is None or event.series_id != series_id:
        raise RuleBroken(_("This has changed meanwhile. Please look at it once more."))
    return event, dates
