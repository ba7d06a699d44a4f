"""Reading offers: the directory by theme and area, and one by its code."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.events.models import Status
from portal.i18n import FALLBACK
from portal.offers.models import Offer, Theme
from portal.offers.words import title

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


def in_order(offer: Offer) -> tuple[int, str, int]:
    """The order of every list: theme, then Danish title."""
    return _ORDER[offer.theme], title(offer, FALLBACK).casefold(), offer.id


def _whole() -> Select[Offer]:
    return select(Offer).options(
        selectinload(Offer.texts), selectinload(Offer.area), selectinload(Offer.organiser)
    )
