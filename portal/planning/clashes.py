"""What else we do at the same time: events that overlap, and whether a host or a place would be needed twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.core.i18n import to_instant
from portal.events.models import Event, Status
from portal.events.queries import LONGEST
from portal.events.rules import EventPlan


@dataclass(frozen=True)
class Slot:
    """When and where something happens, and which of us it needs."""

    starts_local: datetime
    ends_local: datetime
    place: str = ""
    hosts: frozenset[int] = frozenset()
    #: The event itself, which does not clash with itself.
    event_id: int | None = None

    @classmethod
    def of(cls, one: Event | EventPlan) -> "Slot":
        """The slot of an event, or of one that is only planned."""
        place = "" if one.at_home else one.place_name.strip().casefold()
        if isinstance(one, EventPlan):
            return cls(one.starts_local, one.ends_local, place, one.hosts)
        hosts = frozenset(part.member_id for part in one.mothers if part.hosting)
        return cls(one.starts_local, one.ends_local, place, hosts, one.id)

    def on(self, day: date) -> "Slot":
        """The same on another day: another event, then."""
        shift = datetime.combine(day, self.starts_local.time()) - self.starts_local
        return Slot(self.starts_local + shift, self.ends_local + shift, self.place, self.hosts)


@dataclass(frozen=True)
class Clash:
    """Another event of the same day or time. ``same_host`` and ``same_place`` are said of the same time alone."""

    event: Event
    same_time: bool
    same_host: bool = False
    same_place: bool = False

    @property
    def words(self) -> list[LazyString]:
        """What is in the way, the worst last."""
        return [
            _("At the same time") if self.same_time else _("On the same day"),
            *([_("at the same place")] if self.same_place else []),
            *([_("with the same host")] if self.same_host else []),
        ]


def clashes(slot: Slot, events: Iterable[Event]) -> list[Clash]:
    """Which of ``events`` (see ``on_days``) happen while ``slot`` does, then which on its day, by their start."""
    found = []
    for event in events:
        if event.id == slot.event_id or event.status is Status.CANCELLED:
            continue
        other = Slot.of(event)
        if to_instant(slot.starts_local) < event.ends_at and event.starts_at < to_instant(slot.ends_local):
            place, host = bool(slot.place) and slot.place == other.place, bool(slot.hosts & other.hosts)
            found.append(Clash(event, True, host, place))
        elif other.starts_local.date() == slot.starts_local.date():
            found.append(Clash(event, False))
    return sorted(found, key=lambda clash: (not clash.same_time, clash.event.starts_local, clash.event.id))


def on_days(first: date, last: date) -> Sequence[Event]:
    """All events that touch the days from ``first`` to ``last``, whatever their state, with words and hosts."""
    begin, end = datetime.combine(first, time()), datetime.combine(last + timedelta(days=1), time())
    return db.session.scalars(
        select(Event)
        .where(Event.starts_local > begin - LONGEST, Event.starts_local < end, Event.ends_local > begin)
        .options(selectinload(Event.texts), selectinload(Event.mothers))
        .order_by(Event.starts_local, Event.id)
    ).all()
