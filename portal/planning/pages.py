"""What the coordinator's pages about events share: their blueprint, and what a draft lacks."""

from typing import Any

from flask import Blueprint

from portal.core.db import utcnow
from portal.events import rules
from portal.events.models import Event
from portal.planning.advice import advice
from portal.planning.clashes import Slot, clashes, on_days
from portal.planning.days import hints_for

bp = Blueprint("planning", __name__)


def gaps_of(event: Event) -> dict[str, Any]:
    """For ``planning/gaps.html``: what a draft lacks, what would make it warmer, and what else is on its day."""
    day = event.starts_local.date()
    return {
        "gaps": rules.gaps(event, now=utcnow()),
        "advice": advice(event),
        "hints": hints_for(day),
        "clashes": clashes(Slot.of(event), on_days(day, event.ends_local.date())),
    }
