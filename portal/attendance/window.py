"""When an event's evening is: from 24 hours before it starts until 48 hours after it has ended."""

from datetime import datetime, timedelta
from typing import Final

from portal.events.models import Event, Status

BEFORE: Final = timedelta(hours=24)
AFTER: Final = timedelta(hours=48)


def open_for_counting(event: Event, now: datetime) -> bool:
    """Whether people may be counted in at a published event now; never at what was only noted afterwards."""
    if event.status is not Status.PUBLISHED or event.only_noted:
        return False
    return event.starts_at - BEFORE <= now <= event.ends_at + AFTER
