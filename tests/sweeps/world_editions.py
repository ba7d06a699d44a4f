"""What the small world has handed on: an edition in which numbers are shown and others are not."""

from datetime import datetime
from typing import Any

from portal.core.actors import Actor, Role
from portal.core.periods import Stretch
from portal.reports import editions
from portal.reports.figure_types import REST


def editions_of(session: Any, coordinator_id: int, handed_on: int, now: datetime) -> dict[str, Any]:
    """What an address may ask for, by name."""
    by = Actor(member_id=coordinator_id, role=Role.COORDINATOR, opened=True)
    edition = editions.make(session, year=2001, stretch=Stretch.YEAR, by=by, now=now)
    content = dict(edition.content)
    content["figures"] |= {"women_helped": 31, "participants": 164, "contacts_new": None, "events_own": 3}
    content["tables"] |= {
        "mothers_language": {"tr": None, "ar": None, "ur": None},
        "participants_first": {"others": 120, "first": 44},
        "events_organiser": {"own": 3, "supported": 4},
        "participants_organiser": {"own": 110, "supported": 54},
        "enquiries_asker": {"municipality": 11, REST: 7},
    }
    content["stories"] = [handed_on, handed_on + 1000]
    edition.content = content
    return {"year": 2001, "stretch": "year"}
