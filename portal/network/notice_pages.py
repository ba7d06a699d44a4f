"""What the form of a notice can be about, and in which order its languages stand."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.accounts import periods
from portal.attendance import queries as attendance
from portal.db import db, utcnow
from portal.events.models import Event, Status
from portal.i18n import FALLBACK, LANGUAGES, current_language, format_day
from portal.network.forms import NoticeForm
from portal.network.models import Notice, NoticeText
from portal.offers.models import Offer


def in_two_weeks(now: datetime) -> date:
    """The last day a new notice begins with."""
    return periods.today(now) + timedelta(days=14)


def offered(form: NoticeForm, notice: Notice | None) -> NoticeForm:
    """The form with the events to come and the offers there are, and with what the notice is about already."""
    events = {event.id: event for event in attendance.coming(utcnow())}
    query = select(Offer).where(Offer.status == Status.PUBLISHED).options(selectinload(Offer.texts))
    offers = {offer.id: offer for offer in db.session.scalars(query)}
    if notice is not None and notice.event is not None:
        events.setdefault(notice.event.id, notice.event)
    if notice is not None and notice.offer is not None:
        offers.setdefault(notice.offer.id, notice.offer)
    named = sorted(((number, offer_title(offer)) for number, offer in offers.items()), key=lambda pair: pair[1])
    return form.offering([(number, _named(event)) for number, event in events.items()], named)


def offer_title(offer: Offer) -> str:
    """The name of an offer for this reader: her own language's, the Danish one, or what it is about."""
    text = offer.text(current_language().code) or offer.text(FALLBACK)
    return text.title if text else str(offer.theme.label)


def event_title(event: Event) -> str:
    """The name of an event for this reader, in the same way."""
    text = event.text(current_language().code) or event.text(FALLBACK)
    return text.title if text else str(event.kind.about.label)


def about(notice: Notice) -> str:
    """The name of what a notice is about; empty where it is about nothing else."""
    if notice.event is not None:
        return _named(notice.event)
    return offer_title(notice.offer) if notice.offer is not None else ""


def texts(notice: Notice) -> list[NoticeText]:
    """A notice's words, the Danish ones first, then in the order of the languages."""
    order = list(LANGUAGES)
    return sorted((text for text in notice.texts if text.lang in order), key=lambda text: order.index(text.lang))


def _named(event: Event) -> str:
    return f"{event_title(event)} · {format_day(event.starts_local)}"
