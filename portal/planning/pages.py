"""What the coordinator's pages about events share: their blueprint, and what is said of a draft."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.db import utcnow
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.events import rules
from portal.events.facts import Audience
from portal.events.models import Event, Status, TextState
from portal.planning.clashes import Slot, clashes, on_days
from portal.planning.days import hints_for

bp = Blueprint("planning", __name__)


def gaps_of(event: Event) -> dict[str, Any]:
    """For ``planning/gaps.html``: what a draft lacks, what would make it warmer, and what else is on its day.

    Empty for an event that is no draft.
    """
    if event.status is not Status.DRAFT:
        return {}
    day = event.starts_local.date()
    return {
        "gaps": rules.gaps(event, now=utcnow()),
        "advice": advice(event),
        "hints": hints_for(day),
        "clashes": clashes(Slot.of(event), on_days(day, event.ends_local.date())),
    }


@dataclass(frozen=True)
class Advice:
    """One sentence, and the address of where it can be done."""

    words: str
    address: str


def advice(event: Event) -> list[Advice]:
    """What one would look at before this event goes out, the most useful first: hints, never refusals."""
    edit = url_for("planning.edit", code=event.code)
    found = []
    if event.text(FALLBACK) is None:
        found.append(Advice(_("Give it a title and a few warm words."), f"{edit}#title"))
    if event.at_home and event.area_id is None and event.audience is not Audience.MOTHERS:
        found.append(Advice(_("Choose the area: of a home, guests are told nothing else."), f"{edit}#area"))
    if not any(part.hosting for part in event.mothers):
        found.append(Advice(_("Choose who of us hosts it."), f"{edit}#hosts"))
    ready = {text.lang for text in event.texts if text.state is TextState.UP_TO_DATE}
    if event.text(FALLBACK) is not None and (count := len(LANGUAGES.keys() - ready - {FALLBACK})):
        words = ngettext(
            "%(num)s language still needs its words. The mothers are asked when it is published.",
            "%(num)s languages still need their words. The mothers are asked when it is published.",
            count,
        )
        found.append(Advice(words, url_for("planning.event_texts", code=event.code)))
    return found
