"""A better way to say this: anybody may suggest better words for a sentence of a public page."""

from typing import Final

from flask import Response, abort, redirect, render_template, request, url_for

from portal.accounts.guard import cookie_name, current_actor, form_token
from portal.core import limits
from portal.core.access import public
from portal.core.actors import GUEST, Actor
from portal.core.crypto import same
from portal.core.db import side_transaction, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK
from portal.core.text import clean_line
from portal.wording import suggestions
from portal.wording.forms import BetterForm
from portal.wording.own_pages import matched, page_in, sentences_of
from portal.wording.pages import Answer, bp
from portal.wording.sentences import Sentence, in_danish, look_for, sentence
from portal.wording.suggestions import AN_HOUR

#: So many sentences are shown of those that hold what was looked for.
_FOUND: Final = 40
#: So many pages are read from within for one network address in an hour: reading one is dear.
READ_PER_HOUR: Final = 200


@bp.app_template_global()
def better_page() -> str | None:
    """The path of this page where its sentences can be listed: never that of a ticket."""
    return request.path if matched(request.path) else None


@bp.get("/<lang:lang>/better")
@public
def better(lang: str) -> Answer:
    """The portal's own sentences on a page, and a box to look for others."""
    page = page_in(request.args.get("page", ""), lang)
    words = clean_line(request.args.get("q", ""))[:60]
    read = page is not None and not words
    refused = read and not _within_limit()
    html = render_template(
        "wording/better.html",
        page=page,
        sentences=sentences_of(page) if page and read and not refused else [],
        refused=refused,
        words=words,
        found=look_for(lang, words, most=_FOUND) if words else [],
    )
    return Response(html, 429 if refused else 200)


@bp.get("/<lang:lang>/better/thanks")
@public
def thanks(lang: str) -> str:
    """Thanks, and the way back to where she read."""
    return render_template("wording/thanks.html", page=page_in(request.args.get("page", ""), lang))


@bp.get("/<lang:lang>/better/<sentence_name>")
@public
def say(lang: str, sentence_name: str) -> Answer:
    """One sentence in a field to be changed, with the Danish words beside it."""
    one = _sentence(lang, sentence_name)
    return _page(one, BetterForm(formdata=None, data={"proposed": one.text}), 200)


@bp.post("/<lang:lang>/better/<sentence_name>")
@public
def send(lang: str, sentence_name: str) -> Answer:
    """Keep a better way to say it."""
    one, form = _sentence(lang, sentence_name), BetterForm()
    page = page_in(request.args.get("page", ""), lang)
    if form.validate():
        by = _sender()
        try:
            with transaction() as session:
                suggestions.suggest(
                    session,
                    sentence=one,
                    proposed=form.proposed.data,
                    page=page or "",
                    address=request.remote_addr or "",
                    by=by,
                    now=utcnow(),
                )
            return redirect(url_for(".thanks", lang=lang, page=page), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(one, form, 422)


def _within_limit() -> bool:
    who, now = request.remote_addr or "", utcnow()
    with side_transaction() as session:
        return limits.take(session, action="better-page", who=who, limit=READ_PER_HOUR, seconds=AN_HOUR, now=now)


def _sender() -> Actor:
    """Who sends: a member where the form was made in her phone's session, else nobody.

    Nothing has checked that before: a view that is open to all asks for no token of a session.
    """
    by, sent = current_actor(), request.form.get("csrf_token", "")
    secret = request.cookies.get(cookie_name(), "")
    ours = any(same(sent, form_token(secret, opened=opened)) for opened in (False, True))
    return by if by.member_id is not None and ours else GUEST


def _sentence(lang: str, name: str) -> Sentence:
    found = sentence(lang, name)
    if found is None:
        abort(404)
    return found


def _page(one: Sentence, form: BetterForm, status: int) -> Response:
    lang = one.lang
    html = render_template(
        "wording/say.html",
        one=one,
        form=form,
        page=page_in(request.args.get("page", ""), lang),
        danish=in_danish(one) if lang != FALLBACK else None,
        stay=[suggestions.stays(mark) for mark in dict.fromkeys(one.placeholders)],
    )
    return Response(html, status, {"Cache-Control": "private, no-store"})
