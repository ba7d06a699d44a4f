"""What a mother is asked, and what she has said yes to."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm, TeamForm
from portal.core.submit import submits
from portal.core.web import Answer
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
def asked() -> str:
    """What waits for her answer, with language, area and theme; below, what is with her."""
    return _list(ButtonForm(formdata=None))


def _is_asked(enquiry_id: int, now: datetime) -> bool:
    """Whether it waits for her answer, or she said yes a moment ago: she may have pressed twice."""
    session, actor = db.session(), current_actor()
    waiting = queries.asked_of(session, actor.member_id or 0, now)
    return any(one.id == enquiry_id for one in waiting) or queries.hers(session, actor, enquiry_id) is not None


def _answer_page(form: ButtonForm, enquiry_id: int) -> str:
    return _list(form)


@matching.post("/team/asked/<id:enquiry_id>")
@allow(Permission.ANSWER_ENQUIRIES)
@submits(ButtonForm, page=_answer_page)
def answer(form: ButtonForm, session: Session, enquiry_id: int) -> Answer:
    """Yes or no. After a yes she sees how to reach her."""
    said, now = request.form.get("said"), utcnow()
    if said not in ("yes", "no"):
        abort(404)
    if not _is_asked(enquiry_id, now):
        raise RuleBroken(NOT_HERS)
    rules.answer(session, enquiry_id=enquiry_id, yes=said == "yes", by=current_actor(), now=now)
    if said == "yes":
        return redirect(url_for(".meet", enquiry_id=enquiry_id, done="yes"), 303)
    return redirect(url_for(".asked", done="no"), 303)


@matching.get("/team/asked/<id:enquiry_id>")
@allow(Permission.MEET_ENQUIRIES)
def meet(enquiry_id: int) -> str:
    """How to reach whom; that it was read is kept in the audit log."""
    return _page(enquiry_id)


def _end_form(enquiry_id: int) -> ResultForm:
    if queries.gave_away(db.session(), current_actor(), enquiry_id):
        abort(redirect(url_for(".asked", done="closed"), 303))
    return ResultForm(met=_hers(enquiry_id).state is EnquiryState.MET)


def _end_page(form: ResultForm, enquiry_id: int) -> str:
    """What may still be closed asks for its result again; of what is not hers any more her list says so."""
    return _list(form) if form.form_errors else _page(enquiry_id, form)


@matching.post("/team/asked/<id:enquiry_id>/close")
@allow(Permission.MEET_ENQUIRIES)
@submits(_end_form, page=_end_page)
def end(form: ResultForm, session: Session, enquiry_id: int) -> Answer:
    rules.close(session, enquiry_id=enquiry_id, result=form.result.data, by=current_actor(), now=utcnow())
    return redirect(url_for(".asked", done="closed"), 303)


def _press_page(form: ButtonForm, enquiry_id: int, press: str) -> str:
    return _list(form)


@matching.post(f"/team/asked/<id:enquiry_id>/<any({_WORDS}):press>")
@allow(Permission.MEET_ENQUIRIES)
@submits(ButtonForm, page=_press_page)
def done(form: ButtonForm, session: Session, enquiry_id: int, press: str) -> Answer:
    """They have met; or she gives it back."""
    by = current_actor()
    if not queries.gave_away(session, by, enquiry_id):
        _hers(enquiry_id)
        PRESSES[press](session, enquiry_id=enquiry_id, by=by, now=utcnow())
        if press == "met":
            return redirect(url_for(".meet", enquiry_id=enquiry_id, done="met"), 303)
    return redirect(url_for(".asked", done=press), 303)


def _hers(enquiry_id: int) -> Enquiry:
    enquiry = queries.hers(db.session(), current_actor(), enquiry_id)
    if enquiry is None:
        abort(404)
    return enquiry


def _list(form: TeamForm) -> str:
    session, now = db.session(), utcnow()
    mother_id = current_actor().member_id or 0
    return render_template(
        "enquiries/asked.html",
        form=form,
        asked=queries.asked_of(session, mother_id, now),
        with_her=queries.with_her(session, mother_id),
        gone=queries.gone_from_her(session, mother_id, now),
    )


def _page(enquiry_id: int, form: ResultForm | None = None) -> str:
    audit.record_reading("enquiries.read", _hers(enquiry_id), by=current_actor())
    enquiry = _hers(enquiry_id)
    result = form or ResultForm(formdata=None, met=enquiry.state is EnquiryState.MET)
    return render_template("enquiries/meet.html", enquiry=enquiry, form=result)
