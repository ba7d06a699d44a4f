"""An event as schema.org JSON-LD, for search engines and calendars that read pages."""

import json
from typing import Any

from flask import url_for
from markupsafe import Markup

from portal.core.crypto import settings
from portal.core.i18n import ZONE
from portal.events import invitation
from portal.events.availability import Availability, Phase
from portal.events.models import Event, Status


def event_json(event: Event, state: Availability, lang: str) -> Markup:
    """The JSON text, safe inside a script element. A home is never named more closely than its area."""
    words = invitation.words(event, lang)
    address = f"{settings().portal_url}{url_for('signups.invitation', lang=lang, code=event.code)}"
    place = _area_or_group(event) if event.at_home else event.place_name
    if event.status is Status.CANCELLED:
        status = "EventCancelled"
    elif event.moved_from_local:
        status = "EventRescheduled"
    else:
        status = "EventScheduled"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": words.title,
        "description": words.description,
        "inLanguage": lang,
        "startDate": event.starts_local.replace(tzinfo=ZONE).isoformat(),
        "endDate": event.ends_local.replace(tzinfo=ZONE).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": event.cost_dkk == 0,
        "url": address,
        "organizer": {"@type": "Organization", "name": invitation.organiser(event)},
        "location": {"@type": "Place", "name": place},
    }
    if event.moved_from_local:
        data["previousStartDate"] = event.moved_from_local.replace(tzinfo=ZONE).isoformat()
    if event.address and not event.at_home:
        data["location"]["address"] = event.address
    if event.seats is not None:
        data["maximumAttendeeCapacity"] = event.seats
        data["remainingAttendeeCapacity"] = state.free
    if state.can_sign_up:
        sold_out = state.phase is Phase.FULL
        data["offers"] = {
            "@type": "Offer",
            "price": event.cost_dkk,
            "priceCurrency": "DKK",
            "url": address,
            "availability": f"https://schema.org/{'SoldOut' if sold_out else 'InStock'}",
        }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _area_or_group(event: Event) -> str:
    return event.area.name if event.area else settings().group_name
