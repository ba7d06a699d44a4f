"""The rules of an event's own words in each language."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal import audit
from portal.accounts.actors import Actor
from portal.errors import RuleBroken
from portal.events.models import Event, EventText, TextState
from portal.i18n import FALLBACK


@dataclass(frozen=True)
class Wording:
    """What an event says in one language. An empty title means: no text of its own."""

    title: str
    description: str = ""
    practical: str = ""


def stamp(text: EventText | None) -> str:
    """Tells one saved version of a text from the next; empty where there is none."""
    return text.updated_at.isoformat() if text else ""


def save(
    session: Session,
    *,
    event_id: int,
    lang: str,
    wording: Wording,
    small: bool,
    seen: str,
    by: Actor,
    now: datetime,
) -> None:
    """Write, change or (with an empty title) take away an event's words in one language.

    Saving says that they are right now: a text that was outdated or machine-made is up to date from then on.
    A change to the Danish text makes the others outdated, unless it is a ``small`` correction; machine-made
    ones stay what they are, since nobody has confirmed them anyway. ``seen`` is the ``stamp`` of the text the
    writer began with: where somebody else saved meanwhile, it is refused once.
    """
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    session.refresh(event, ["texts"])
    text = event.text(lang)
    if stamp(text) != seen:
        raise RuleBroken(
            _("Somebody else has changed this text meanwhile. Yours is still here: press Save again to keep it.")
        )
    if not wording.title:
        if wording.description or wording.practical:
            raise RuleBroken(_("Write a title too, or empty all three to take the text away."), "title")
        if text is None:
            return
        event.texts.remove(text)
    else:
        before = Wording(text.title, text.description, text.practical) if text else None
        if before == wording and text is not None and text.state is TextState.UP_TO_DATE:
            return
        if text is None:
            text = EventText(lang=lang)
            event.texts.append(text)
        text.title, text.description, text.practical = wording.title, wording.description, wording.practical
        text.state, text.updated_at, text.updated_by_id = TextState.UP_TO_DATE, now, by.member_id
        if lang == FALLBACK and before not in (None, wording) and not small:
            _outdate_the_others(event)
    event.version += 1
    audit.record(session, actor=by.name_for_audit, action="events.text", subject=f"event:{event.id}", now=now)


def _outdate_the_others(event: Event) -> None:
    for text in event.texts:
        if text.lang != FALLBACK and text.state is TextState.UP_TO_DATE:
            text.state = TextState.OUTDATED
