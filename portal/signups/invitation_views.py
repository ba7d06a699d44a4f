"""The invitation with its sign-up form.

It is the page that everybody opens at once when the posters hang, so its HTML is kept by event version, seats,
tasks and language; a request then costs one query and a fresh form token.
"""

import re
from typing import Any, Final

from flask import Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.crypto import settings
from portal.core.db import utcnow
from portal.core.features import Feature, is_on
from portal.core.forms import make_token
from portal.core.i18n import LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import invitation as words
from portal.events import queries
from portal.events.availability import Availability, availability
from portal.events.codes import PLACE
from portal.events.jsonld import event_json
from portal.events.models import Event
from portal.signups import rules
from portal.signups.flood import refuse_a_flood
from portal.signups.forms import SignUpForm
from portal.signups.invitation_queries import Head, head_by_code
from portal.signups.models import Way
from portal.signups.task_seats import TASKS
from portal.signups.tickets import token_of
from portal.signups.views import bp

#: Stand in a page for what differs from request to request; a kept page is in pieces around them.
_TOKEN: Final = "TOKEN-OF-THIS-PAGE"
_WAY: Final = "WAY-OF-THIS-READER"
_MARKS: Final = re.compile(f"({_TOKEN}|{_WAY})".encode())
_KEPT_PAGES: Final = 400
_pages: dict[tuple[Any, ...], list[bytes]] = {}

_WAYS: Final = {"poster": Way.POSTER, "share": Way.SHARE, "calendar": Way.CALENDAR}


def _head(code: str) -> Head:
    head = head_by_code(code)
    if head is None or not head.public:
        abort(404)
    return head


def _event(code: str) -> Event:
    event = queries.by_code(code)
    if event is None or not event.public:
        abort(404)
    return event


def _way() -> tuple[Way, str | None]:
    """The way a reader came: ``?p=`` holds a word of ours, or the place of a poster."""
    p = request.args.get("p", "")
    if p in _WAYS:
        return _WAYS[p], None
    return (Way.POSTER, p.upper()) if PLACE.fullmatch(p) else (Way.WEB, None)


def _way_in_address() -> str:
    p = request.args.get("p", "")
    return f"?p={p}" if PLACE.fullmatch(p) else ""


def _render(event: Event, state: Availability, form: SignUpForm) -> str:
    lang = request.view_args["lang"] if request.view_args else ""
    token = form.token.current_token if form.is_submitted() else _TOKEN
    tasks = TASKS.provided.on_invitation(event, state)
    return render(event, state, lang, form=form, form_token=token, way=_WAY, tasks=tasks)


def _refused_page(form: SignUpForm, lang: str, code: str) -> Response:
    event = _event(code)
    state = queries.availabilities([event], now=utcnow())[event.id]
    return _answer(_render(event, state, form).replace(_WAY, _way_in_address()))


def _answer(html: str | bytes) -> Response:
    return Response(html, headers={"Cache-Control": "private, no-store"})


def _public(lang: str, code: str) -> Head:
    return _head(code)


@bp.get("/<lang:lang>/events/<code:code>")
@public
def invitation(lang: str, code: str) -> Response | BaseResponse:
    """The invitation, from the kept pages where nothing has changed."""
    if code not in request.path:
        return redirect(url_for(".invitation", lang=lang, code=code, p=request.args.get("p")), 301)
    now = utcnow()
    head = _head(code)
    state = availability(
        status=head.status,
        starts_local=head.starts_local,
        ends_local=head.ends_local,
        closes_local=head.closes_local,
        seats=head.seats,
        taken=head.taken,
        now=now,
    )
    key = (code, head.version, lang, state.phase, state.free, head.tasks_at, is_on(Feature.HELP))
    pieces = _pages.get(key)
    if pieces is None:
        pieces = _MARKS.split(_render(_event(code), state, SignUpForm(formdata=None)).encode())
        if len(_pages) >= _KEPT_PAGES:
            _pages.clear()
        _pages[key] = pieces
    mine = {_TOKEN.encode(): make_token(SignUpForm.purpose).encode(), _WAY.encode(): _way_in_address().encode()}
    return _answer(b"".join(mine.get(piece, piece) for piece in pieces))


@bp.post("/<lang:lang>/events/<code:code>")
@public
@submits(SignUpForm, page=_refused_page, check=_public)
def sign_up(form: SignUpForm, session: Session, lang: str, code: str) -> Answer:
    """Take a sign-up, and show the ticket."""
    now, (way, place) = utcnow(), _way()
    refuse_a_flood(session, who=request.remote_addr, now=now)
    signup = rules.sign_up(
        session,
        event_id=_head(code).id,
        party=form.party(),
        source=rules.Source(way=way, lang=lang, place=place),
        form_token=form.token.data,
        by=GUEST,
        now=now,
    )
    return redirect(url_for(".ticket", token=token_of(signup.ticket)), 303)


def render(
    event: Event, state: Availability, lang: str, *, form: SignUpForm, form_token: str, way: str, **more: Any
) -> str:
    """The page in one language. ``way`` is the end of an address that says how the reader came."""
    links = {code: url_for("signups.invitation", lang=code, code=event.code) + way for code in LANGUAGES}
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
        "address": f"{settings().portal_url}{url_for('signups.invitation', lang=lang, code=event.code)}",
        "language_links": links,
        **more,
    }
    return render_template("events/invitation.html", **values)
