"""A mother's page for the words of one event in one of her languages, with the Danish words beside her own."""

from flask import abort, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import utcnow
from portal.core.i18n import format_day, format_time
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import invitation, queries
from portal.events.models import Event
from portal.wording.forms import ConfirmForm, TranslationForm
from portal.wording.pages import ToldPage, bp, words_page
from portal.wording.rules import may_translate, open_for_words, translate


@bp.get("/team/words/<code:code>/<lang:of>")
@allow(Permission.TRANSLATE)
def words(code: str, of: str) -> str:
    """The Danish words, what her language says, and how readers of it see the facts already."""
    return _page(ConfirmForm(formdata=None), code, of)


def _event(code: str, of: str) -> Event:
    """An event whose words she may write in that language; 404 for every other."""
    event = queries.by_code(code)
    if event is None or not open_for_words(event, now=utcnow()) or not may_translate(current_member(), of):
        abort(404)
    return event


def _page(form: ConfirmForm, code: str, of: str) -> str:
    event = _event(code, of)
    seen_by_all = url_for("signups.invitation", lang=of, code=event.code) if event.public else None
    with force_locale(of):
        kind, facts = str(event.kind.about.label), invitation.facts(event)
        when = f"{format_day(event.starts_local)} · {format_time(event.starts_local)}"
    page = ToldPage(
        palette=event.kind.about.palette,
        kind=kind,
        when=when,
        facts=facts,
        day=event.starts_local,
        save=url_for("wording.save_words", code=event.code, of=of),
        same=url_for("wording.confirm_words", code=event.code, of=of),
        back=url_for("team.home"),
        page=seen_by_all,
        see=_("See the invitation"),
    )
    shown = form if isinstance(form, TranslationForm) else TranslationForm.of(event.text(of)).showing(form)
    return words_page(event, of, shown, page)


@bp.post("/team/words/<code:code>/<lang:of>")
@allow(Permission.TRANSLATE)
@submits(TranslationForm, page=_page, check=_event)
def save_words(form: TranslationForm, session: Session, code: str, of: str) -> Answer:
    return _keep(form, session, code, of)


@bp.post("/team/words/<code:code>/<lang:of>/same")
@allow(Permission.TRANSLATE)
@submits(ConfirmForm, page=_page, check=_event)
def confirm_words(form: ConfirmForm, session: Session, code: str, of: str) -> Answer:
    """She says that what stands there says the same as the Danish."""
    return _keep(form, session, code, of)


def _keep(form: ConfirmForm, session: Session, code: str, of: str) -> Answer:
    translate(
        session,
        event_id=_event(code, of).id,
        lang=of,
        wording=form.wording(),
        seen=form.seen.data or "",
        seen_danish=form.danish.data or "",
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for("team.home", thanks=of), 303)
