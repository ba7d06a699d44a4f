"""What a new event can begin as, where events have been, and the dates of a series."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.planning.models import KindTemplate

#: So many earlier events are offered to begin as, and so many places to choose from.
_MODELS, _PLACES = 6, 12
#: Kinds, models and places are looked for among so many of the latest events.
_LOOK_BACK = 300


def kinds_by_use() -> list[Kind]:
    """Every kind, the most used among the latest events first."""
    latest = select(Event.kind).order_by(Event.starts_local.desc()).limit(_LOOK_BACK)
    used = Counter(db.session.scalars(latest))
    return sorted((kind for kind in Kind if not kind.only_noted), key=lambda kind: -used[kind])


def template_of(kind: Kind) -> Event | None:
    """The event that new ones of a kind begin as, where the coordinator has chosen one."""
    return db.session.scalar(
        select(Event).join(KindTemplate, KindTemplate.event_id == Event.id).where(KindTemplate.kind == kind)
    )


def models(kind: Kind) -> list[Event]:
    """What a new event of a kind can begin as: its template, then the latest ones, one for each series."""
    template = template_of(kind)
    latest = _latest(Event.series_id).where(Event.kind == kind, Event.status == Status.PUBLISHED)
    found = {("template", 0): template.id} if template else {}
    for event in db.session.execute(latest):
        if template is None or event.id != template.id:
            found.setdefault(("series", event.series_id) if event.series_id else ("event", event.id), event.id)
    return _events(list(found.values())[:_MODELS], Event.texts)


def places() -> Sequence[Event]:
    """One event for each public place where events have been, the latest first."""
    latest = _latest(Event.place_name, Event.address, Event.area_id)
    found: dict[tuple[str, str, int | None], int] = {}
    for event in db.session.execute(latest.where(Event.place_name != "", Event.at_home.is_(False))):
        found.setdefault((event.place_name, event.address, event.area_id), event.id)
    return _events(list(found.values())[:_PLACES], Event.area)


def dates_of(series_id: int) -> Sequence[Event]:
    """Every date of a series, whatever its state, with words, place and hosts; empty where the series is gone."""
    return db.session.scalars(
        select(Event)
        .where(Event.series_id == series_id)
        .options(selectinload(Event.texts), selectinload(Event.area), selectinload(Event.mothers))
        .order_by(Event.starts_local, Event.id)
    ).all()


def _latest(*columns: Any) -> Select[Any]:
    """The ids of the latest events with some columns more: there are many, so no object is made of each."""
    newest = Event.starts_local.desc(), Event.id.desc()
    return select(Event.id, *columns).order_by(*newest).limit(_LOOK_BACK)


def _events(ids: list[int], loaded: Any) -> list[Event]:
    query = select(Event).where(Event.id.in_(ids)).options(selectinload(loaded))
    return sorted(db.session.scalars(query), key=lambda event: ids.index(event.id))
