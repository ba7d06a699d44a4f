"""What the form of a notice can be about, and in which order its languages stand."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.accounts import periods
from portal.core.db import db, utcnow
from portal.core.features import Feature, is_on
from portal.core.i18n import FALLBACK, LANGUAGES, current_language
from portal.events.models import Status
from portal.events.queries import coming
from portal.network.forms import NoticeForm
from portal.network.models import Notice, NoticeText
from portal.offers.models import Offer


def in_two_weeks(now: datetime) -> date:
    """The last day a new notice begins with."""
    return periods.today(now) + timedelta(days=14)


def offered(form: NoticeForm, notice: Notice | None) -> NoticeForm:
    """The form with the events to come and the offers there are, and with what the notice is about already."""
    events = {event.id: event for event in coming(utcnow())}
    query = select(Offer).where(Offer.status == Status.PUBLISHED).options(selectinload(Offer.texts))
    offers = {offer.id: offer for offer in db.session.scalars(query)}
    if notice is not None and notice.event is not None:
        events.setdefault(notice.event.id, notice.event)
    if notice is not None and notice.offer is not None:
        offers.setdefault(notice.offer.id, notice.offer)
        if not is_on(Feature.OFFERS):  # the page does not ask, so it stays as it was
            form.offer.data = notice.offer.id
    return form.offering(events, sorted(((key, offer_title(one)) for key, one in offers.items()), key=_by_name))


def offer_title(offer: Offer) -> str:
    """The name of an offer for this reader: her own language's, the Danish one, or what it is about."""
    text = offer.text(current_language().code) or offer.text(FALLBACK)
    return text.title if text else str(offer.theme.label)


def texts(notice: Notice) -> list[NoticeText]:
    """A notice's words, the Danish ones first, then in the order of the languages."""
    order = list(LANGUAGES)
    return sorted((text for text in notice.texts if text.lang in order), key=lambda text: order.index(text.lang))


def _by_name(pair: tuple[int, str]) -> str:
    return pair[1].casefold()
