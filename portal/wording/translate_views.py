"""A mother's page for the words of one event in one of her languages, with the Danish words beside her own."""

from flask import abort, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import format_day, format_time
from portal.events import invitation, queries, texts
from portal.events.models import Event
from portal.wording.forms import ConfirmForm, TranslationForm
from portal.wording.pages import Answer, ToldPage, bp, words_page
from portal.wording.rules import may_translate, open_for_words, translate


@bp.get("/team/words/<code:code>/<lang:of>")
@allow(Permission.TRANSLATE)
def words(code: str, of: str) -> str:
    """The Danish words, what her language says, and how readers of it see the facts already."""
    event = _event(code, of)
    return _page(event, of, TranslationForm.of(event.text(of)))


@bp.post("/team/words/<code:code>/<lang:of>")
@allow(Permission.TRANSLATE)
def save_words(code: str, of: str) -> Answer:
    """Keep her words."""
    event_id, form = _event(code, of).id, TranslationForm()
    if form.validate():
        refused = _keep(event_id, of, form, form.wording())
        if refused is None:
            return _back(of)
        form.refuse(refused.message, refused.field)
    return _page(_event(code, of), of, form), 422


@bp.post("/team/words/<code:code>/<lang:of>/same")
@allow(Permission.TRANSLATE)
def confirm_words(code: str, of: str) -> Answer:
    """She says that what stands there says the same as the Danish."""
    event_id = _event(code, of).id
    refused = _keep(event_id, of, ConfirmForm(), None)
    if refused is None:
        return _back(of)
    event = _event(code, of)
    form = TranslationForm.of(event.text(of))
    form.refuse(refused.message, None)
    return _page(event, of, form), 422


def _event(code: str, of: str) -> Event:
    """An event whose words she may write in that language; 404 for every other."""
    event = queries.by_code(code)
    if event is None or not open_for_words(event, now=utcnow()) or not may_translate(current_member(), of):
        abort(404)
    return event


def _keep(event_id: int, of: str, form: ConfirmForm, wording: texts.Wording | None) -> RuleBroken | None:
    """Run the rule; returns its refusal."""
    try:
        with transaction() as session:
            translate(
                session,
                event_id=event_id,
                lang=of,
                wording=wording,
                seen=form.seen.data or "",
                seen_danish=form.danish.data or "",
                by=current_actor(),
                now=utcnow(),
            )
    except RuleBroken as broken:
        return broken
    return None


def _back(of: str) -> Answer:
    return redirect(url_for("team.home", thanks=of), 303)


def _page(event: Event, of: str, form: TranslationForm) -> str:
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
    return words_page(event, of, form, page)
