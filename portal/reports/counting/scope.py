"""What a count is about: a period, what had happened by a moment, and the conditions that most counts share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.core.areas import Area
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.models import Event, Status


@dataclass(frozen=True)
class Scope:
    """A period as it is looked at in one count."""

    session: Session
    period: Period
    now: datetime
    #: The slug of each area, by its id.
    areas: Mapping[int, str]

    @property
    def until(self) -> date:
        """The last day of the period that has come: where it goes on, today. Before ``first`` if none has."""
        return min(self.period.last, to_local(self.now).date())

    @property
    def held(self) -> tuple[ColumnElement[bool], ...]:
        """The events that began in the period, were not called off, and are over."""
        return (
            Event.status == Status.PUBLISHED,
            Event.starts_local >= self.period.starts_local,
            Event.starts_local < self.period.ends_local,
            Event.ends_local <= to_local(self.now),
        )

    def within(
        self, instant: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> tuple[ColumnElement[bool], ...]:
        """What happened at an instant of the period."""
        return instant >= self.period.starts_at, instant < self.period.ends_at

    def area(self, area_id: int | None) -> str:
        """The slug of an area; empty for none."""
        return "" if area_id is None else self.areas[area_id]


def scope_of(session: Session, period: Period, now: datetime) -> Scope:
    areas = dict(session.execute(select(Area.id, Area.slug)).all())
    return Scope(session, period, now, areas)


def between(day: InstrumentedAttribute[date], period: Period) -> ColumnElement[bool]:
    """What happened on a day of the period."""
    return day.between(period.first, period.last)


def table(pairs: Iterable[tuple[str, int]]) -> dict[str, int | None]:
    """Sums by the key of the row; rows without anything are left out."""
    sums: Counter[str] = Counter()
    for key, number in pairs:
        sums[str(key)] += number
    return dict(+sums)
