"""What a new event can begin as, and where events have been."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.planning.models import KindTemplate

#: So many earlier events are offered to begin as, and so many places to choose from.
_MODELS, _PLACES = 6, 12
#: Places are looked for among so many of the latest events.
_LOOK_BACK = 300


def kinds_by_use() -> list[Kind]:
    """Every kind, the most used first."""
    rows = db.session.execute(select(Event.kind, func.count()).group_by(Event.kind))
    used = Counter({kind: int(count) for kind, count in rows})
    return sorted((kind for kind in Kind if not kind.only_noted), key=lambda kind: -used[kind])


def template_of(kind: Kind) -> Event | None:
    """The event that new ones of a kind begin as, where the coordinator has chosen one."""
    return db.session.scalar(
        select(Event).join(KindTemplate, KindTemplate.event_id == Event.id).where(KindTemplate.kind == kind)
    )


def models(kind: Kind) -> list[Event]:
    """What a new event of a kind can begin as: its template, then the latest ones, one for each series."""
    template = template_of(kind)
    latest = db.session.scalars(
        select(Event)
        .where(Event.kind == kind, Event.status == Status.PUBLISHED)
        .options(selectinload(Event.texts))
        .order_by(Event.starts_local.desc(), Event.id.desc())
        .limit(_LOOK_BACK)
    )
    found = {("template", 0): template} if template else {}
    for event in latest:
        if template is None or event.id != template.id:
            found.setdefault(("series", event.series_id) if event.series_id else ("event", event.id), event)
    return list(found.values())[:_MODELS]


def places() -> Sequence[Event]:
    """One event for each public place where events have been, the latest first."""
    latest = db.session.scalars(
        select(Event)
        .where(Event.place_name != "", Event.at_home.is_(False))
        .options(selectinload(Event.area))
        .order_by(Event.starts_local.desc(), Event.id.desc())
        .limit(_LOOK_BACK)
    )
    found: dict[tuple[str, str, int | None], Event] = {}
    for event in latest:
        found.setdefault((event.place_name, event.address, event.area_id), event)
    return list(found.values())[:_PLACES]
