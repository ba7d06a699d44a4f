"""Events as iCalendar files (RFC 5545), in one language, for the calendars on people's phones.

An event keeps its UID for ever, and its SEQUENCE is its version: an event that was moved or cancelled moves or is
cancelled in the calendars that hold it. Nothing is read from the clock, so the same event always gives the same
bytes. A home is named by its area alone: the file is as public as the invitation.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import icalendar
from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.core.crypto import settings
from portal.core.i18n import LANGUAGES, ZONE, format_day, format_time
from portal.core.text import show_phone
from portal.events import invitation
from portal.events.models import Event, Status

#: How often a calendar that follows the feed should look again.
LOOK_AGAIN: Final = timedelta(hours=6)
#: Danish time since 1996, in the three rules that every calendar reads.
_VTIMEZONE: Final = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
#: Unicode's invisible isolates stand for <bdi> where there are no tags.
_FIRST_STRONG: Final = "\u2068"
_LEFT_TO_RIGHT: Final = "\u2066"
_END: Final = "\u2069"


def file(events: Iterable[Event], lang: str, *, name: str | None = None) -> bytes:
    """An iCalendar file; ``name`` is what a calendar that follows it is called."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Bydelsmødre//Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name is not None:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", icalendar.vDuration(LOOK_AGAIN))
    calendar.add_component(icalendar.Timezone.from_ical(_VTIMEZONE))
    for event in events:
        calendar.add_component(_entry(event, lang))
    return calendar.to_ical()


def _entry(event: Event, lang: str) -> icalendar.Event:
    address = settings().portal_url + url_for("signups.invitation", lang=lang, code=event.code, p="calendar")
    cancelled = event.status is Status.CANCELLED
    title = invitation.title(event, lang)
    entry = icalendar.Event()
    entry.add("uid", f"{event.code}@{urlsplit(settings().portal_url).hostname}")
    entry.add("sequence", event.version)
    entry.add("dtstamp", _last_change(event))
    entry.add("dtstart", event.starts_local.replace(tzinfo=ZONE))
    entry.add("dtend", event.ends_local.replace(tzinfo=ZONE))
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    # Many phones show no status, so the words say it too.
    summary = _("Cancelled: %(title)s", title=title) if cancelled else title
    entry.add("summary", summary, parameters={"language": lang})
    entry.add("description", _description(event, lang, address), parameters={"language": lang})
    if place := _place(event):
        entry.add("location", place)
    entry.add("url", address)
    return entry


def _last_change(event: Event) -> datetime:
    """The latest change that left its time. Never the clock; the version tells two changes apart."""
    known = [event.created_at, event.published_at, event.cancelled_at, *(text.updated_at for text in event.texts)]
    return max(instant for instant in known if instant is not None)


def _place(event: Event) -> str:
    if event.at_home:
        return event.area.name if event.area else ""
    address = event.address if event.address != event.place_name else ""
    return ", ".join(part for part in (event.place_name, address) if part)


def _description(event: Event, lang: str, address: str) -> str:
    """What the invitation says, in paragraphs of plain text."""
    words = invitation.words(event, lang)
    parts = [_news(event), words.description, words.practical]
    if words.machine:
        parts.append(_("A machine has translated this text."))
    if words.fallback:
        danish = (words.fallback.title, words.fallback.description, words.fallback.practical)
        parts += [_("This text is in Danish:"), *danish]
    if event.at_home:
        parts.append(_("You see the address when you have signed up."))
    elif event.landmark:
        parts.append(event.landmark)
    parts.append("\n".join(_plain(fact.words, lang) for fact in invitation.facts(event)))
    organiser = _isolated(invitation.organiser(event), _FIRST_STRONG, lang)
    parts.append(_("From: %(organiser)s", organiser=organiser))
    phone = _isolated(show_phone(settings().contact_phone), _LEFT_TO_RIGHT, lang)
    parts.append(_("Questions? Call %(phone)s", phone=phone))
    # The address stands alone on its line, so that nothing sticks to the link.
    parts.append(_("Sign up or read more:") + "\n" + address)
    return "\n\n".join(part for part in parts if part)


def _news(event: Event) -> str:
    if event.status is Status.CANCELLED:
        reason = str(event.cancel_reason.label) if event.cancel_reason else ""
        return "\n".join(part for part in (_("This event is cancelled."), reason) if part)
    if event.moved_from_local:
        day, time = format_day(event.moved_from_local), format_time(event.moved_from_local)
        return _("The event has a new time.") + "\n" + _("Before: %(day)s, %(time)s.", day=day, time=time)
    return ""


def _plain(words: Markup, lang: str) -> str:
    """Words without their tags; in a text from right to left, isolates keep each piece in its own direction."""
    text = str(words)
    if LANGUAGES[lang].dir == "rtl":
        text = re.sub(r'<bdi[^>]* dir="ltr">', _LEFT_TO_RIGHT, text)
        text = re.sub(r"<bdi[^>]*>", _FIRST_STRONG, text).replace("</bdi>", _END)
    return Markup(text).striptags()


def _isolated(text: str, start: str, lang: str) -> str:
    return f"{start}{text}{_END}" if LANGUAGES[lang].dir == "rtl" else text
