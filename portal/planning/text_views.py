"""An event's own words: all six languages on one page, and a page to write each."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.access import Permission, allow, current_actor
from portal.db import transaction, utcnow
from portal.errors import RuleBroken
from portal.events import texts
from portal.i18n import FALLBACK, LANGUAGES
from portal.planning.forms import TextForm
from portal.planning.pages import bp, event_of_code


@bp.get("/team/events/<code:code>/texts")
@allow(Permission.PLAN_EVENTS)
def event_texts(code: str) -> str:
    """Every language of an event: what it says, and whether that still holds."""
    event = event_of_code(code)
    return render_template(
        "planning/texts.html",
        event=event,
        texts=[(language, event.text(language.code)) for language in LANGUAGES.values()],
    )


@bp.get("/team/events/<code:code>/texts/<lang:of>")
@allow(Permission.PLAN_EVENTS)
def text(code: str, of: str) -> str:
    """One language of an event, with the Danish words beside it."""
    return _page(code, of, TextForm.of(event_of_code(code).text(of)))


@bp.post("/team/events/<code:code>/texts/<lang:of>")
@allow(Permission.PLAN_EVENTS)
def save_text(code: str, of: str) -> BaseResponse | tuple[str, int]:
    """Save one language of an event."""
    form = TextForm()
    event_id = event_of_code(code).id
    if form.validate():
        try:
            with transaction() as session:
                texts.save(
                    session,
                    event_id=event_id,
                    lang=of,
                    wording=form.wording(),
                    small=form.small.data,
                    seen=form.seen.data or "",
                    by=current_actor(),
                    now=utcnow(),
                )
            return redirect(url_for("planning.event_texts", code=code, _anchor=of), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(code, of, form), 422


def _page(code: str, of: str, form: TextForm) -> str:
    event = event_of_code(code)
    own = event.text(of)
    return render_template(
        "planning/text.html",
        event=event,
        form=form,
        of=LANGUAGES[of],
        own=own,
        seen=texts.stamp(own),
        danish=event.text(FALLBACK) if of != FALLBACK else None,
    )
