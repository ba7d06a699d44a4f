"""What a mother is asked, and what she has said yes to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import BaseForm, TeamForm
from portal.enquiries import queries, rules
from portal.enquiries.forms import ResultForm
from portal.enquiries.models import Enquiry, EnquiryState
from portal.enquiries.pages import matching
from portal.enquiries.states import NOT_HERS

#: What is one press, by its word in the address.
PRESSES: Final[dict[str, Callable[..., None]]] = {"met": rules.met, "give-back": rules.give_back}
_WORDS: Final = ",".join(f'"{word}"' for word in PRESSES)


@matching.get("/team/asked")
@allow(Permission.ANSWER_ENQUIRIES)
def asked() -> Response:
    """What waits for her answer, with language, area and theme; below, what is with her."""
    return _list(TeamForm(formdata=None), 200)


@matching.post("/team/asked/<id:enquiry_id>")
@allow(Permission.ANSWER_ENQUIRIES)
def answer(enquiry_id: int) -> BaseResponse:
    """Yes or no. After a yes she sees how to reach her."""
    form, said, actor, now = TeamForm(), request.form.get("said"), current_actor(), utcnow()
    if said not in ("yes", "no"):
        abort(404)
    if not _is_asked(enquiry_id, now):
        form.refuse(NOT_HERS, None)
        return _list(form, 422)
    try:
        with transaction() as session:
            rules.answer(session, enquiry_id=enquiry_id, yes=said == "yes", by=actor, now=now)
    except RuleBroken as broken:
        form.refuse(broken.message, broken.field)
        return _list(form, 422)
    if said == "yes":
        return redirect(url_for(".meet", enquiry_id=enquiry_id, done="yes"), 303)
    return redirect(url_for(".asked", done="no"), 303)


@matching.get("/team/asked/<id:enquiry_id>")
@allow(Permission.MEET_ENQUIRIES)
def meet(enquiry_id: int) -> Response:
    """How to reach whom; that it was read is kept in the audit log."""
    return _page(enquiry_id, 200)


@matching.post("/team/asked/<id:enquiry_id>/close")
@allow(Permission.MEET_ENQUIRIES)
def end(enquiry_id: int) -> BaseResponse:
    """How it ended."""
    if queries.gave_away(db.session(), current_actor(), enquiry_id):
        return redirect(url_for(".asked", done="closed"), 303)
    form = ResultForm(met=_hers(enquiry_id).state is EnquiryState.MET)
    if not form.validate():
        return _page(enquiry_id, 422, form)
    return _do(enquiry_id, rules.close, "closed", result=form.result.data)


@matching.post(f"/team/asked/<id:enquiry_id>/<any({_WORDS}):press>")
@allow(Permission.MEET_ENQUIRIES)
def done(enquiry_id: int, press: str) -> BaseResponse:
    """They have met; or she gives it back."""
    if queries.gave_away(db.session(), current_actor(), enquiry_id):
        return redirect(url_for(".asked", done=press), 303)
    return _do(enquiry_id, PRESSES[press], press)


def _do(enquiry_id: int, rule: Callable[..., None], word: str, **words: Any) -> BaseResponse:
    _hers(enquiry_id)
    actor = current_actor()
    try:
        with transaction() as session:
            rule(session, enquiry_id=enquiry_id, by=actor, now=utcnow(), **words)
    except RuleBroken as broken:
        form = TeamForm(formdata=None)
        form.refuse(broken.message, broken.field)
        return _list(form, 422)
    if word == "met":
        return redirect(url_for(".meet", enquiry_id=enquiry_id, done="met"), 303)
    return redirect(url_for(".asked", done=word), 303)


def _is_asked(enquiry_id: int, now: datetime) -> bool:
    """Whether it waits for her answer, or she said yes a moment ago: she may have pressed twice."""
    session, actor = db.session(), current_actor()
    waiting = queries.asked_of(session, actor.member_id or 0, now)
    return any(one.id == enquiry_id for one in waiting) or queries.hers(session, actor, enquiry_id) is not None


def _hers(enquiry_id: int) -> Enquiry:
    enquiry = queries.hers(db.session(), current_actor(), enquiry_id)
    if enquiry is None:
        abort(404)
    return enquiry


def _list(form: BaseForm, status: int) -> Response:
    session, now = db.session(), utcnow()
    mother_id = current_actor().member_id or 0
    html = render_template(
        "enquiries/asked.html",
        form=form,
        asked=queries.asked_of(session, mother_id, now),
        with_her=queries.with_her(session, mother_id),
        gone=queries.gone_from_her(session, mother_id, now),
    )
    return Response(html, status)


def _page(enquiry_id: int, status: int, form: ResultForm | None = None) -> Response:
    audit.record_reading("enquiries.read", _hers(enquiry_id), by=current_actor())
    enquiry = _hers(enquiry_id)
    result = form or ResultForm(formdata=None, met=enquiry.state is EnquiryState.MET)
    return Response(render_template("enquiries/meet.html", enquiry=enquiry, form=result), status)
