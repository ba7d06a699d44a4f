"""The page of an invitation: as residents open it, and as the coordinator looks at it before anybody else does."""

from datetime import datetime
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup

from portal.core.crypto import settings
from portal.core.i18n import LANGUAGES
from portal.events import invitation as words
from portal.events.availability import Availability, availability
from portal.events.jsonld import event_json
from portal.events.models import Event, Status
from portal.signups.forms import SignUpForm


def render(
    event: Event, state: Availability, lang: str, *, form: SignUpForm, form_token: str, way: str, **more: Any
) -> str:
    """The page in one language. ``way`` is the end of an address that says how the reader came."""
    links = {code: url_for("events.invitation", lang=code, code=event.code) + way for code in LANGUAGES}
    values: dict[str, Any] = {
        "event": event,
        "words": words.words(event, lang),
        "facts": words.facts(event),
        "organiser": words.organiser(event),
        "map_link": words.map_link(event),
        "state": state,
        "form": form,
        "form_token": form_token,
        "way": way,
        "json_ld": event_json(event, state, lang),
        "address": f"{settings().portal_url}{url_for('events.invitation', lang=lang, code=event.code)}",
        "language_links": links,
        **more,
    }
    return render_template("events/invitation.html", **values)


def preview(event: Event, lang: str, *, tools: Markup, now: datetime) -> str:
    """The page as it will be when the event is published and nobody has signed up; its button does nothing."""
    state = availability(
        status=Status.PUBLISHED if event.status is Status.DRAFT else event.status,
        starts_local=event.starts_local,
        ends_local=event.ends_local,
        closes_local=event.closes_local,
        seats=event.seats,
        taken=0,
        now=now,
    )
    links = {code: url_for("planning.preview", code=event.code, of=code) for code in LANGUAGES}
    form = SignUpForm(formdata=None)
    return render(event, state, lang, form=form, form_token="", way="", language_links=links, preview=tools)
