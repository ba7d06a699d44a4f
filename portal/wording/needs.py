"""Whose language is needed where: the events whose Danish words have not been said in every language."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_pgettext as _p

from portal.accounts.models import Member
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.events.models import Event, TextState
from portal.events.texts import HasTexts, Own, Wording, wording_of

#: What an event can be translated into.
TRANSLATED: tuple[str, ...] = tuple(code for code in LANGUAGES if code != FALLBACK)


class Ask(StrEnum):
    """What an event asks of a mother in one language."""

    WRITE = "write"
    LOOK_AGAIN = "look_again"
    CONFIRM = "confirm"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


_LABELS = {
    # NOTE: what a mother is asked to do with an event's words in her language, as in "Türkçe: write"
    Ask.WRITE: _p("words", "write"),
    Ask.LOOK_AGAIN: _p("words", "look again"),
    Ask.CONFIRM: _p("words", "confirm"),
}


@dataclass(frozen=True)
class EventNeed:
    """One event that needs one language, and what it asks."""

    event: Event
    lang: str
    ask: Ask


def tongues(member: Member) -> list[str]:
    """The languages a member can write for readers: those she speaks that the portal has, her screen's first."""
    spoken = [code for code in TRANSLATED if code in member.languages]
    return sorted(spoken, key=lambda code: code != member.lang)


def ask_of(told: HasTexts[Own], lang: str) -> Ask | None:
    """What an event (or offer) asks in a language; None without Danish words, or where they are said already."""
    if told.text(FALLBACK) is None:
        return None
    text = told.text(lang)
    if text is None:
        return Ask.WRITE
    return {TextState.OUTDATED: Ask.LOOK_AGAIN, TextState.MACHINE: Ask.CONFIRM}.get(text.state)


def needs(events: Iterable[Event], languages: Iterable[str], *, most: int) -> list[EventNeed]:
    """What ``events`` ask in ``languages``, in the order of both, at most so many.

    The dates of a series that say the same in Danish ask once: what is written for one goes to all of them.
    """
    languages, found = list(languages), list[EventNeed]()
    asked: set[tuple[int, str, Wording | None]] = set()
    for event in events:
        for lang in languages:
            ask = ask_of(event, lang)
            if ask is None:
                continue
            if event.series_id is not None:
                same = (event.series_id, lang, wording_of(event.text(FALLBACK)))
                if same in asked:
                    continue
                asked.add(same)
            found.append(EventNeed(event, lang, ask))
    return found[:most]


def missing_languages(events: Iterable[Event]) -> dict[int, list[str]]:
    """By the id of each event, the languages in which nobody has said its Danish words yet.

    Empty where it has none: kind and facts stand in every language by themselves.
    """
    return {event.id: [lang for lang in TRANSLATED if ask_of(event, lang) is Ask.WRITE] for event in events}
