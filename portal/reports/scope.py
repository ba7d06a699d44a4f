"""What a count is about: a period, what had happened by a moment, and the conditions that most counts share."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.core.areas import Area
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.models import Event, Status

T = TypeVar("T")
#: Numbers by the key of the row they count for.
Pairs = Iterable[tuple[str, int]]


@dataclass(frozen=True)
class Scope:
    """A period as it is looked at in one count."""

    session: Session
    period: Period
    now: datetime
    #: The slug of each area, by its id.
    areas: Mapping[int, str]
    #: How many mothers must have noted what is told apart (``apart.py``); 0 where it is told in any case.
    least: int = 0
    #: What was read already, by its reader.
    found: dict[Any, Any] = field(default_factory=dict, repr=False)

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


def scope_of(session: Session, period: Period, now: datetime, *, least: int = 0) -> Scope:
    areas = dict(session.execute(select(Area.id, Area.slug)).all())
    return Scope(session, period, now, areas, least)


def once(read: Callable[[Scope], T]) -> Callable[[Scope], T]:
    """A reader that asks the database once per scope, however many figures are counted from what it reads."""

    @wraps(read)
    def kept(scope: Scope) -> T:
        if read not in scope.found:
            scope.found[read] = read(scope)
        found: T = scope.found[read]
        return found

    return kept


def between(day: InstrumentedAttribute[date], period: Period) -> ColumnElement[bool]:
    """What happened on a day of the period."""
    return day.between(period.first, period.last)


def table(pairs: Pairs) -> dict[str, int | None]:
    """Sums by the key of the row; rows without anything are left out."""
    sums: Counter[str] = Counter()
    for key, number in pairs:
        sums[str(key)] += number
    return dict(+sums)
