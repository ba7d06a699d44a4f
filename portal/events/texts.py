"""The rules of an event's own words in each language, on one date and on all dates of a series.

What holds for the words of an offer, too, is said of any ``HasTexts``.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict, astuple, dataclass, fields
from datetime import datetime
from typing import Any, Protocol, TypeVar

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK
from portal.events.locking import lock_dates
from portal.events.models import Event, EventText, Status, TextColumns, TextState


@dataclass(frozen=True)
class Wording:
    """What an event says in one language. An empty title means: no text of its own."""

    title: str
    description: str = ""
    practical: str = ""


Own = TypeVar("Own", bound=TextColumns)


class HasTexts(Protocol[Own]):
    """What has words in several languages: an event, an offer."""

    texts: list[Own]

    def text(self, lang: str) -> Own | None:
        pass


def stamp(text: TextColumns | None) -> str:
    """Tells one saved version of a text from the next; empty where there is none."""
    return text.updated_at.isoformat() if text else ""


def wording_of(text: TextColumns | None) -> Wording | None:
    return Wording(**{one.name: getattr(text, one.name) for one in fields(Wording)}) if text else None


def read_wording(form: Any) -> Wording:
    """The words of a form that validated and has a field for each part of a ``Wording``."""
    return Wording(**{one.name: form[one.name].data for one in fields(Wording)})


def agreements(event: Event) -> list[str]:
    """What stands for each translation that is up to date, together with the Danish words that it says.

    A page holds them from when it was made, so that a word which is touched and taken back, saved each time,
    outdates nothing: the same words in both languages say the same again.
    """
    danish = wording_of(event.text(FALLBACK))
    translations = [text for text in event.texts if text.lang != FALLBACK]
    return [_agreement(danish, text) for text in translations if text.state is TextState.UP_TO_DATE]


def by_hand(lang: str) -> str:
    """How ``Event.by_hand`` names the words in one language."""
    return f"text:{lang}"


def held(session: Session, event_id: int) -> tuple[Event, list[Event]]:
    """An event and the other dates of its series, with their words, held until the transaction ends."""
    event, dates = lock_dates(session, event_id)
    for one in dates:
        session.refresh(one, ["texts"])
    return event, [one for one in dates if one.id != event_id]


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
    follow: bool,
    agreed: Collection[str] = (),
) -> None:
    """Write, change or (with an empty title) take away an event's words in one language.

    Saving says that they are right now: a text that was outdated or machine-made is up to date from then on.
    A change to the Danish text makes the others outdated, unless it is a ``small`` correction; machine-made
    ones stay what they are, since nobody has confirmed them anyway. Where the Danish words are again what they
    were when a translation was up to date (``agreed``), it is up to date again. ``seen`` is the ``stamp`` of the
    text the writer began with: where somebody else saved meanwhile, it is refused once.

    On a date of a series the words go on to those dates that ``reached`` names, unless ``follow`` says that they
    are for this date alone: then they are by hand, and no later change to the series touches them.
    """
    event, others = held(session, event_id)
    check_unchanged(event.text(lang), seen)
    if not wording.title and (wording.description or wording.practical):
        raise RuleBroken(_("Write a title too, or empty all three to take the text away."), "title")
    changed = [event] if _write(event, lang, wording, small=small, by=by, now=now) else []
    if changed and lang == FALLBACK:
        _agree_again(event, agreed)
    mark = by_hand(lang)
    if follow:
        if mark in event.by_hand:
            event.by_hand = [name for name in event.by_hand if name != mark]
        for other in reached(event, others, lang, now=now):
            if _write(other, lang, wording, small=small, by=by, now=now):
                changed.append(other)
    elif changed and event.series_id is not None and mark not in event.by_hand:
        event.by_hand = [*event.by_hand, mark]
    for one in changed:
        one.version += 1
        audit.record(session, "events.text", one, by=by, now=now)


def reached(event: Event, others: list[Event], lang: str, *, now: datetime) -> Iterator[Event]:
    """The other dates of a series that words of one date are for, too.

    Danish words are for the dates that follow. A translation is for every date that says the same in Danish,
    since it says what the Danish says. Never for a date that is over or cancelled, nor for one whose words in
    that language were changed by hand.
    """
    danish = wording_of(event.text(FALLBACK))
    for other in others:
        if by_hand(lang) in other.by_hand or other.status is Status.CANCELLED or now >= other.ends_at:
            continue
        if lang == FALLBACK:
            if (other.starts_local, other.id) > (event.starts_local, event.id):
                yield other
        elif wording_of(other.text(FALLBACK)) == danish:
            yield other


def check_unchanged(text: TextColumns | None, seen: str) -> None:
    """Refuse once where somebody else has saved since the writer began with ``seen``."""
    if stamp(text) != seen:
        raise RuleBroken(
            _("Somebody else has changed this text meanwhile. Yours is still here: press Save again to keep it.")
        )


def _write(event: Event, lang: str, wording: Wording, *, small: bool, by: Actor, now: datetime) -> bool:
    return write(event, lang, wording, new=EventText, small=small, by=by, now=now)


def write(
    told: HasTexts[Own], lang: str, wording: Wording, *, new: type[Own], small: bool, by: Actor, now: datetime
) -> bool:
    """Write one text of one event (or offer), as ``save`` says. Returns whether anything changed."""
    text = told.text(lang)
    before = wording_of(text)
    if text is None:
        if not wording.title:
            return False
        text = new()
        text.lang = lang
        told.texts.append(text)
    elif not wording.title:
        told.texts.remove(text)
        if lang == FALLBACK:  # whatever is written next, the translations say something else
            _outdate(told)
        return True
    elif before == wording and text.state is TextState.UP_TO_DATE:
        return False
    for name, value in asdict(wording).items():
        setattr(text, name, value)
    text.state, text.updated_at, text.updated_by_id = TextState.UP_TO_DATE, now, by.member_id
    if lang == FALLBACK and before not in (None, wording) and not small:
        _outdate(told)
    return True


def _agree_again(event: Event, agreed: Collection[str]) -> None:
    danish = wording_of(event.text(FALLBACK))
    for text in event.texts:
        if text.state is TextState.OUTDATED and _agreement(danish, text) in agreed:
            text.state = TextState.UP_TO_DATE


def _agreement(danish: Wording | None, text: EventText) -> str:
    said = [one or Wording("") for one in (danish, wording_of(text))]
    return digest("agreement", text.lang, *(part for one in said for part in astuple(one)))


def _outdate(told: HasTexts[Own]) -> None:
    for text in told.texts:
        if text.lang != FALLBACK and text.state is TextState.UP_TO_DATE:
            text.state = TextState.OUTDATED
