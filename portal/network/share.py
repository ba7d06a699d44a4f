"""What one pastes into Facebook or WhatsApp, the mothers' own channel: no resident's name, no home's address."""

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core.crypto import settings
from portal.core.features import Feature, is_on
from portal.events.models import Event, Status
from portal.network.models import Notice, NoticeText
from portal.posters.words import hours, voice

#: The public page of an offer.
OFFER_PAGE = "offers.offer"


def of_meeting(event: Event, lang: str) -> str:
    """A meeting in a few lines. It has no public page, so the link is the one that only our phones can open."""
    said = voice(event, lang)
    with force_locale(lang):
        say = _("Say whether you come:")
    link = f"{settings().portal_url}{url_for('network.meeting', meeting=event.code)}"
    return _joined(said.title, f"{said.day} · {hours(event)}", said.place, f"{say} {link}")


def of_notice(notice: Notice, text: NoticeText) -> str:
    """A notice in one of its languages, with the link that everybody can open, where what it is about has one."""
    return _joined(text.title, text.body, public_link(notice, text.lang))


def public_link(notice: Notice, lang: str) -> str:
    """Where everybody can read about the event or the offer of a notice; empty where nobody can."""
    event, offer = notice.event, notice.offer
    if event is not None and event.public and event.status is Status.PUBLISHED:
        return settings().portal_url + url_for("signups.invitation", lang=lang, code=event.code, p="share")
    if offer is not None and offer.public and is_on(Feature.OFFERS) and OFFER_PAGE in current_app.view_functions:
        return settings().portal_url + url_for(OFFER_PAGE, lang=lang, code=offer.code)
    return ""


def _joined(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
