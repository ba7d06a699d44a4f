"""The coordinator's page of better words: read, put aside, hand on."""

from flask import Response, abort, redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import LANGUAGES
from portal.core.web import as_file
from portal.wording import suggestions
from portal.wording.export import po_of
from portal.wording.models import WordingSuggestion
from portal.wording.pages import Answer, bp
from portal.wording.sentences import digest_of, sentences


@bp.get("/team/wording")
@allow(Permission.PLAN_EVENTS)
def collected() -> str:
    """The open suggestions by language, and those that were put aside."""
    session = db.session()
    found = suggestions.collected(session)
    by_language = {lang: [one for one in found if one.lang == lang] for lang in LANGUAGES}
    done = request.args.get("aside", "")
    return render_template(
        "wording/collected.html",
        groups={LANGUAGES[lang]: ones for lang, ones in by_language.items() if ones},
        aside=suggestions.collected(session, open_ones=False),
        done=int(done) if done.isascii() and done.isdigit() and len(done) < 10 else None,
        gone=[one.id for one in found if digest_of(one.context, one.msgid) not in sentences(one.lang)],
    )


@bp.post("/team/wording/<id:suggestion_id>/aside")
@allow(Permission.PLAN_EVENTS)
def put_aside(suggestion_id: int) -> Answer:
    """Put a suggestion aside."""
    _there(suggestion_id)
    by = current_actor()
    with transaction() as session:
        suggestions.put_aside(session, suggestion_id=suggestion_id, by=by, now=utcnow())
    return redirect(url_for(".collected", aside=suggestion_id), 303)


@bp.post("/team/wording/<id:suggestion_id>/back")
@allow(Permission.PLAN_EVENTS)
def bring_back(suggestion_id: int) -> Answer:
    """Undo that."""
    _there(suggestion_id)
    by = current_actor()
    with transaction() as session:
        suggestions.bring_back(session, suggestion_id=suggestion_id, by=by, now=utcnow())
    return redirect(url_for(".collected"), 303)


@bp.get("/team/wording/<lang:of>.po")
@allow(Permission.PLAN_EVENTS)
def download(of: str) -> Response:
    """The open suggestions of a language as a .po file, to be read by whoever looks after the catalogues."""
    found = po_of(db.session(), of)
    return as_file(found, mimetype="text/x-gettext-translation", name=f"suggestions-{of}.po")


def _there(suggestion_id: int) -> None:
    if db.session.get(WordingSuggestion, suggestion_id) is None:
        abort(404)
