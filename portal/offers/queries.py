"""Reading offers: the directory by theme and area, and one by its code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.core.i18n import FALLBACK, to_local
from portal.events.models import Status
from portal.offers.models import Offer, Theme
from portal.offers.words import title
from portal.wording.needs import Ask, ask_of

#: After so long somebody looks whether an offer is still what it was.
LOOK_AGAIN: Final = relativedelta(months=6)
_ORDER: Final = {theme: place for place, theme in enumerate(Theme)}


def published(session: Session, *, theme: Theme | None = None, area_id: int | None = None) -> Sequence[Offer]:
    """What residents can use, by theme and Danish title, with all that a card shows: four queries for any number.

    Of one area: what is there, and what is for every area.
    """
    query = _whole().where(Offer.status == Status.PUBLISHED)
    if theme is not None:
        query = query.where(Offer.theme == theme)
    if area_id is not None:
        query = query.where(or_(Offer.area_id == area_id, Offer.area_id.is_(None)))
    return sorted(session.scalars(query), key=in_order)


def by_code(session: Session, code: str) -> Offer | None:
    """An offer with everything its page shows, whatever its status."""
    return session.scalar(_whole().where(Offer.code == code))


def everything(session: Session) -> Sequence[Offer]:
    return sorted(session.scalars(_whole()), key=in_order)


def choices(session: Session) -> tuple[set[Theme], set[int]]:
    """The themes and the areas (by id) of what is published, for the tiles and chips."""
    found = session.execute(select(Offer.theme, Offer.area_id).where(Offer.status == Status.PUBLISHED).distinct())
    rows = found.all()
    return {row.theme for row in rows}, {row.area_id for row in rows if row.area_id is not None}


def flagged(offer: Offer, *, now: datetime) -> bool:
    """Whether a published offer has not been confirmed for six months."""
    return offer.public and offer.confirmed_on + LOOK_AGAIN <= to_local(now).date()


def to_confirm(session: Session, *, now: datetime) -> Sequence[Offer]:
    """What the coordinator is asked to confirm, the longest forgotten first."""
    latest = to_local(now).date() - LOOK_AGAIN + timedelta(days=3)  # months are of different lengths
    query = _whole().where(Offer.status == Status.PUBLISHED, Offer.confirmed_on <= latest)
    found = session.scalars(query.order_by(Offer.confirmed_on, Offer.id))
    return [offer for offer in found if flagged(offer, now=now)]


@dataclass(frozen=True)
class OfferNeed:
    """One offer that needs one language, and what it asks."""

    offer: Offer
    lang: str
    ask: Ask


def needs(session: Session, languages: Iterable[str], *, most: int) -> list[OfferNeed]:
    """What published offers ask in these languages (``wording.needs.tongues``), at most so many."""
    languages = list(languages)
    if not languages:
        return []
    asked = ((offer, lang, ask_of(offer, lang)) for offer in published(session) for lang in languages)
    return [OfferNeed(offer, lang, ask) for offer, lang, ask in asked if ask is not None][:most]


def in_order(offer: Offer) -> tuple[int, str, int]:
    """The order of every list: theme, then Danish title."""
    return _ORDER[offer.theme], title(offer, FALLBACK).casefold(), offer.id


def _whole() -> Select[Offer]:
    return select(Offer).options(
        selectinload(Offer.texts), selectinload(Offer.area), selectinload(Offer.organiser)
    )
