"""An event's own words: all six languages on one page, a page for each, a machine for what is missing."""

from flask import abort, redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.accounts.queries import names_of
from portal.core.access import Permission, allow
from portal.core.crypto import settings
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm
from portal.core.i18n import FALLBACK, LANGUAGES, to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import texts
from portal.events.models import Status
from portal.events.queries import require_event
from portal.planning.forms import EventTextForm
from portal.planning.pages import bp
from portal.wording.machine import NoTranslation, translator_of, wordings_of
from portal.wording.needs import missing_languages
from portal.wording.rules import write_by_machine


@bp.get("/team/events/<code:code>/texts")
@allow(Permission.PLAN_EVENTS)
def event_texts(code: str) -> str:
    """Every language of an event: what it says, and whether that still holds."""
    return _texts_page(ButtonForm(formdata=None), code)


@bp.post("/team/events/<code:code>/texts/machine")
@allow(Permission.PLAN_EVENTS)
def machine_texts(code: str) -> Answer:
    """Let a machine write the languages that have no words: all of them, or nothing is saved."""
    machine = translator_of(settings())
    if machine is None:
        abort(404)
    event, form = require_event(code), ButtonForm()
    if not event.public or event.status is not Status.PUBLISHED:
        abort(404)  # only what everybody can read is sent away
    danish = event.text(FALLBACK)
    wanted = missing_languages([event])[event.id]
    words, seen, event_id = texts.wording_of(danish), texts.stamp(danish), event.id
    db.session.rollback()  # nothing is held open while the machine thinks
    try:
        made = wordings_of(machine, words, wanted) if words else {}
        with transaction() as session:
            write_by_machine(
                session, event_id=event_id, wordings=made, seen_danish=seen, by=current_actor(), now=utcnow()
            )
        return redirect(url_for(".event_texts", code=code), 303)
    except NoTranslation:
        form.refuse(_("The machine did not answer as it should. Nothing was saved. Please try again later."), None)
    except RuleBroken as broken:
        form.refuse(broken.message, None)
    return _texts_page(form, code), 422


def _texts_page(form: ButtonForm, code: str) -> str:
    event = require_event(code)
    found = [(language, event.text(language.code)) for language in LANGUAGES.values()]
    return render_template(
        "planning/texts.html",
        event=event,
        form=form,
        texts=[(language, text, to_local(text.updated_at) if text else None) for language, text in found],
        names=names_of({text.updated_by_id for _language, text in found if text}),
        missing=missing_languages([event])[event.id] if translator_of(settings()) else [],
    )


@bp.get("/team/events/<code:code>/texts/<lang:of>")
@allow(Permission.PLAN_EVENTS)
def text(code: str, of: str) -> str:
    """One language of an event, with the Danish words beside it."""
    return _page(None, code, of)


def _page(form: EventTextForm | None, code: str, of: str) -> str:
    event = require_event(code)
    own = event.text(of)
    form = form or EventTextForm.of(own)
    form.speak(of)
    return render_template(
        "planning/text.html",
        event=event,
        form=form,
        of=LANGUAGES[of],
        own=own,
        seen=texts.stamp(own),
        danish=event.text(FALLBACK) if of != FALLBACK else None,
    )


@bp.post("/team/events/<code:code>/texts/<lang:of>")
@allow(Permission.PLAN_EVENTS)
@submits(EventTextForm, page=_page)
def save_text(form: EventTextForm, session: Session, code: str, of: str) -> Answer:
    """Save one language of an event."""
    texts.save(
        session,
        event_id=require_event(code).id,
        lang=of,
        wording=form.wording(),
        small=form.small.data,
        follow=form.follow.data,
        seen=form.seen.data or "",
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".event_texts", code=code, _anchor=of), 303)
