"""A better way to say this: the form that each public page links to, and the coordinator's inbox of such notes."""

from typing import Final

from flask import Response, current_app, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow, public
from portal.core.db import db, transaction, utcnow
from portal.core.paging import Order, page
from portal.core.submit import submits
from portal.core.web import Answer
from portal.wording import notes
from portal.wording.forms import BetterForm
from portal.wording.models import WordingSuggestion
from portal.wording.pages import bp

_NEWEST: Final = Order(WordingSuggestion.created_at, WordingSuggestion.id, newest_first=True)


@bp.app_template_global()
def better_page(path: str | None = None) -> str | None:
    """A path, this page's unless given, where a note may name it: a public page in a language, never a ticket."""
    path = request.path if path is None else path
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return None
    is_public = getattr(current_app.view_functions[endpoint], "access", None) == "public"
    return path if is_public and "lang" in values and not endpoint.startswith("wording.") else None


@bp.get("/<lang:lang>/better")
@public
def better(lang: str) -> Response:
    """The form, and thanks once a note is sent."""
    return _page(BetterForm(formdata=None), lang)


def _page(form: BetterForm, lang: str) -> Response:
    of = better_page(request.args.get("page", ""))
    html = render_template("wording/better.html", form=form, page=of, sent="sent" in request.args)
    return Response(html, headers={"Cache-Control": "private, no-store"})


@bp.post("/<lang:lang>/better")
@public
@submits(BetterForm, page=_page)
def send(form: BetterForm, session: Session, lang: str) -> Answer:
    of = better_page(request.args.get("page", ""))
    note = {"lang": lang, "page": of or "", "current": form.current.data, "proposed": form.proposed.data}
    notes.send(session, address=request.remote_addr or "", now=utcnow(), **note)
    return redirect(url_for(".better", lang=lang, page=of, sent="yes"), 303)


@bp.get("/team/wording")
@allow(Permission.PLAN_EVENTS)
def inbox() -> str:
    """The notes that are open, newest first, and how to undo what was ticked off just now (``?done=``)."""
    query = select(WordingSuggestion).where(WordingSuggestion.closed_at.is_(None))
    found = page(db.session(), query, _NEWEST, size=40, asked=request.args.get("page", ""))
    return render_template("wording/inbox.html", notes=found, done=request.args.get("done", type=int))


@bp.post("/team/wording/<id:suggestion_id>/done", defaults={"done": True})
@bp.post("/team/wording/<id:suggestion_id>/open", defaults={"done": False})
@allow(Permission.PLAN_EVENTS)
def tick_off(suggestion_id: int, *, done: bool) -> Answer:
    """Tick a note off, or undo that."""
    by = current_actor()
    with transaction() as session:
        notes.tick_off(session, note_id=suggestion_id, done=done, by=by, now=utcnow())
    return redirect(url_for(".inbox", done=suggestion_id if done else None), 303)
