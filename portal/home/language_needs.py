"""Which words are needed in a mother's languages, of events and of offers, with the page where she writes them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core.features import Feature, is_on
from portal.core.i18n import FALLBACK, format_day
from portal.events.models import Event
from portal.offers import queries as offers
from portal.offers import words as offer_words
from portal.wording.needs import Ask, needs, tongues


@dataclass(frozen=True)
class WordsNeeded:
    """Words that a mother is asked for: in which language, what they are about, and where."""

    lang: str
    ask: Ask
    #: The Danish title.
    title: str
    about: str | LazyString
    href: str


def words_needed(session: Session, member: Member, events: Iterable[Event], *, most: int) -> list[WordsNeeded]:
    """What is asked of her, at most so many: events first, since they have a day."""
    spoken = tongues(member)
    found = []
    for need in needs(events, spoken, most=most):
        text = need.event.text(FALLBACK)
        assert text is not None
        href = url_for("wording.words", code=need.event.code, of=need.lang)
        found.append(WordsNeeded(need.lang, need.ask, text.title, format_day(need.event.starts_local), href))
    if is_on(Feature.OFFERS):
        for wanted in offers.needs(session, spoken, most=most - len(found)):
            href = url_for("offers.words", code=wanted.offer.code, of=wanted.lang)
            title = offer_words.title(wanted.offer, FALLBACK)
            found.append(WordsNeeded(wanted.lang, wanted.ask, title, wanted.offer.theme.label, href))
    return found
