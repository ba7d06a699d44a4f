"""Whether one can still sign up for an event, how many seats are left, and when people may be counted in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from portal.core.i18n import to_instant
from portal.events.models import Event, Status

#: People may be counted in from so long before an event starts until so long after it has ended.
BEFORE: Final = timedelta(hours=24)
AFTER: Final = timedelta(hours=48)


class Phase(StrEnum):
    """What a reader may do with an invitation."""

    OPEN = "open"
    #: Nobody fits in; the waiting list is open.
    FULL = "full"
    #: The list is closed, the event has not ended.
    CLOSED = "closed"
    OVER = "over"
    CANCELLED = "cancelled"
    DRAFT = "draft"


@dataclass(frozen=True)
class Availability:
    """``seats`` and ``free`` count people; both are None where everyone fits in."""

    phase: Phase
    seats: int | None
    taken: int

    @property
    def free(self) -> int | None:
        return None if self.seats is None else max(0, self.seats - self.taken)

    @property
    def can_sign_up(self) -> bool:
        return self.phase in (Phase.OPEN, Phase.FULL)


def availability(
    *,
    status: Status,
    starts_local: datetime,
    ends_local: datetime,
    closes_local: datetime | None,
    seats: int | None,
    taken: int,
    now: datetime,
) -> Availability:
    """The state of an event at an instant, from its columns (a row or an Event's)."""
    if status is not Status.PUBLISHED:
        phase = Phase.CANCELLED if status is Status.CANCELLED else Phase.DRAFT
    elif now >= to_instant(ends_local):
        phase = Phase.OVER
    elif now >= to_instant(closes_local or starts_local):
        phase = Phase.CLOSED
    elif seats is not None and taken >= seats:
        phase = Phase.FULL
    else:
        phase = Phase.OPEN
    return Availability(phase, seats, taken)


def open_for_counting(event: Event, now: datetime) -> bool:
    """Whether people may be counted in at a published event now; never at what was only noted afterwards."""
    if event.status is not Status.PUBLISHED or event.only_noted:
        return False
    return event.starts_at - BEFORE <= now <= event.ends_at + AFTER
