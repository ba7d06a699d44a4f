"""A mother's page for the words of one event in one of her languages, with the Danish words beside her own."""

from flask import abort, redirect, render_template, url_for
from flask_babel import force_locale

from portal.access import Permission, allow, current_actor, current_member
from portal.db import transaction, utcnow
from portal.errors import RuleBroken
from portal.events import invitation, queries, texts
from portal.events.models import Event, EventText, TextState
from portal.i18n import FALLBACK, LANGUAGES, format_day
from portal.wording.forms import ConfirmForm, TranslationForm
from portal.wording.pages import Answer, bp
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
    own, danish = event.text(of), event.text(FALLBACK)
    with force_locale(of):
        kind, facts, when = str(event.kind.about.label), invitation.facts(event), format_day(event.starts_local)
    return render_template(
        "wording/words.html",
        event=event,
        of=LANGUAGES[of],
        form=form,
        own=own,
        danish=danish,
        seen=texts.stamp(own),
        seen_danish=texts.stamp(danish),
        changed=own is not None and danish is not None and _danish_is_newer(own, danish),
        kind=kind,
        facts=facts,
        when=when,
    )


def _danish_is_newer(own: EventText, danish: EventText) -> bool:
    """Whether the Danish words have changed since; of a machine's words nobody has noted it, so the clock says."""
    if own.state is TextState.MACHINE:
        return danish.updated_at > own.updated_at
    return own.state is TextState.OUTDATED
