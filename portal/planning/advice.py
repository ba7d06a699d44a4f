"""What would make an event warmer before it is published: hints, never refusals."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.i18n import FALLBACK, LANGUAGES
from portal.events.facts import Audience
from portal.events.models import Event, TextState


@dataclass(frozen=True)
class Advice:
    """One sentence, and the address of where it can be done."""

    words: str
    address: str


def advice(event: Event) -> list[Advice]:
    """What one would look at before this event goes out, the most useful first."""
    edit = url_for("planning.edit", code=event.code)
    found = []
    if event.text(FALLBACK) is None:
        found.append(Advice(_("Give it a title and a few warm words."), f"{edit}#title"))
    if event.at_home and event.area_id is None and event.audience is not Audience.MOTHERS:
        found.append(Advice(_("Choose the area: of a home, guests are told nothing else."), f"{edit}#area"))
    if not any(part.hosting for part in event.mothers):
        found.append(Advice(_("Choose who of us hosts it."), f"{edit}#hosts"))
    if event.text(FALLBACK) is not None and (count := _waiting_for_words(event)):
        words = ngettext(
            "%(num)s language still needs its words. The mothers are asked when it is published.",
            "%(num)s languages still need their words. The mothers are asked when it is published.",
            count,
        )
        found.append(Advice(words, url_for("planning.event_texts", code=event.code)))
    return found


def _waiting_for_words(event: Event) -> int:
    ready = {text.lang for text in event.texts if text.state is TextState.UP_TO_DATE}
    return len([lang for lang in LANGUAGES if lang not in ready and lang != FALLBACK])
