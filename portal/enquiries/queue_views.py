"""The coordinator's queue: call back, ask one mother, look after what takes long."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from flask import abort, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.accounts.queries import names_of
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.crypto import settings
from portal.core.db import db, side_transaction, utcnow
from portal.core.forms import BaseForm, ButtonForm
from portal.core.i18n import FALLBACK, TEAM_LANGUAGES
from portal.core.submit import submits
from portal.core.text import whole_number
from portal.core.web import Answer
from portal.enquiries import matching as suggestions
from portal.enquiries import queries, rules, states
from portal.enquiries.forms import MeetingForm, ResultForm
from portal.enquiries.models import Enquiry, EnquiryState
from portal.enquiries.pages import matching
from portal.messages.letters import Letter

#: What is one press, by its word in the address.
PRESSES: Final[dict[str, Callable[..., None]]] = {
    "called-back": rules.call_back,
    "take-back": rules.take_back,
    "met": rules.met,
    "give-back": rules.give_back,
    "give-up": rules.give_up,
    "reopen": rules.reopen,
    "withdraw": rules.withdraw,
}
_WORDS: Final = ",".join(f'"{word}"' for word in PRESSES)


@matching.get("/team/enquiries")
@allow(Permission.MATCH_ENQUIRIES)
def queue() -> str:
    """What waits for her first, then what is under way, then what ended last."""
    now = utcnow()
    _let_silence_pass(now)
    session = db.session()
    found = queries.queue(session)
    waiting = [one for one in found if queries.waits_for_coordinator(one, now)]
    under_way = [one for one in found if one not in waiting]
    return render_template(
        "enquiries/queue.html",
        waiting=waiting,
        under_way=under_way,
        ended=queries.ended(session),
        names=_names([*waiting, *under_way]),
        asked_whom=_asked_whom,
        states=states,
        now=now,
    )


@matching.get("/team/enquiries/<id:enquiry_id>")
@allow(Permission.MATCH_ENQUIRIES)
def one(enquiry_id: int) -> str:
    """One enquiry with who asks, and the mothers in order; that it was read is kept in the audit log."""
    _let_silence_pass(utcnow())
    return _page(enquiry_id)


def _enquiry(enquiry_id: int) -> Enquiry:
    enquiry = queries.one(db.session(), enquiry_id)
    if enquiry is None:
        abort(404)
    return enquiry


def _refused(form: ButtonForm, enquiry_id: int) -> str:
    return _page(enquiry_id, refused=form)


@matching.post("/team/enquiries/<id:enquiry_id>/ask")
@allow(Permission.MATCH_ENQUIRIES)
@submits(ButtonForm, page=_refused, check=_enquiry)
def ask_mother(form: ButtonForm, session: Session, enquiry_id: int) -> Answer:
    mother_id = whole_number(request.form.get("mother", "")) or 0
    rules.ask(session, enquiry_id=enquiry_id, mother_id=mother_id, by=current_actor(), now=utcnow())
    return _back(enquiry_id)


def _meeting_page(form: MeetingForm, enquiry_id: int) -> str:
    return _page(enquiry_id, meeting=form)


@matching.post("/team/enquiries/<id:enquiry_id>/meeting")
@allow(Permission.MATCH_ENQUIRIES)
@submits(MeetingForm, page=_meeting_page, check=_enquiry)
def meeting(form: MeetingForm, session: Session, enquiry_id: int) -> Answer:
    """When and where the three of them meet first."""
    starts = datetime.combine(form.day.data, form.time.data) if form.day.data else None
    rules.set_meeting(
        session,
        enquiry_id=enquiry_id,
        starts_local=starts,
        place=form.place.data or None,
        by=current_actor(),
        now=utcnow(),
    )
    return _back(enquiry_id)


def _result_form(enquiry_id: int) -> ResultForm:
    return ResultForm(met=_enquiry(enquiry_id).state is EnquiryState.MET)


def _result_page(form: ResultForm, enquiry_id: int) -> str:
    return _page(enquiry_id, result=form)


@matching.post("/team/enquiries/<id:enquiry_id>/close")
@allow(Permission.MATCH_ENQUIRIES)
@submits(_result_form, page=_result_page)
def close(form: ResultForm, session: Session, enquiry_id: int) -> Answer:
    rules.close(session, enquiry_id=enquiry_id, result=form.result.data, by=current_actor(), now=utcnow())
    return _back(enquiry_id)


def _press_page(form: ButtonForm, enquiry_id: int, press: str) -> str:
    return _page(enquiry_id, refused=form)


@matching.post(f"/team/enquiries/<id:enquiry_id>/<any({_WORDS}):press>")
@allow(Permission.MATCH_ENQUIRIES)
@submits(ButtonForm, page=_press_page)
def press(form: ButtonForm, session: Session, enquiry_id: int, press: str) -> Answer:
    PRESSES[press](session, enquiry_id=_enquiry(enquiry_id).id, by=current_actor(), now=utcnow())
    return _back(enquiry_id)


def _back(enquiry_id: int) -> Answer:
    return redirect(url_for(".one", enquiry_id=enquiry_id, done="yes"), 303)


def _let_silence_pass(now: datetime) -> None:
    """What nobody has answered in three days goes back; written only where there is something to write."""
    if rules.silent_ids(db.session(), now):
        with side_transaction() as session:
            rules.let_silence_pass(session, now)


def _page(
    enquiry_id: int,
    *,
    refused: BaseForm | None = None,
    meeting: MeetingForm | None = None,
    result: ResultForm | None = None,
) -> str:
    now, actor = utcnow(), current_actor()
    audit.record_reading("enquiries.read", _enquiry(enquiry_id), by=actor)
    enquiry = _enquiry(enquiry_id)
    found = suggestions.candidates(db.session(), enquiry, now=now)
    asked = states.waiting_ask(enquiry)
    return render_template(
        "enquiries/one.html",
        enquiry=enquiry,
        first=[one for one in found if one.first],
        others=[one for one in found if not one.first],
        reasons=suggestions.reasons,
        names=_names([enquiry]),
        asked=asked,
        letter=_letter(db.session.get_one(Member, asked.mother_id)) if asked else None,
        can=lambda action: states.may(enquiry, states.Action(action), actor),
        slow=states.is_slow(enquiry, now),
        since=states.since(enquiry),
        needs_call_back=states.needs_call_back(enquiry),
        meeting=meeting or MeetingForm(formdata=None, data=_planned(enquiry)),
        result=result or ResultForm(formdata=None, met=enquiry.state is EnquiryState.MET),
        form=refused or meeting or result or ButtonForm(formdata=None),
    )


def _letter(mother: Member) -> Letter:
    """That she is asked, in her language; others may read her phone, so it says no more."""
    lang = mother.lang if mother.lang in TEAM_LANGUAGES else FALLBACK
    with force_locale(lang):
        lines = [
            _("Hello %(name)s!", name=mother.name),
            _("Somebody needs you. Please look here, and say yes or no:"),
        ]
    address = settings().portal_url + url_for("matching.asked")
    return Letter(TEAM_LANGUAGES[lang], "\n".join([*lines, address]))


def _planned(enquiry: Enquiry) -> dict[str, Any]:
    planned = enquiry.meeting_local
    return {
        "day": planned.date() if planned else None,
        "time": planned.time() if planned else None,
        "place": enquiry.meeting_place,
    }


def _asked_whom(enquiry: Enquiry) -> int | None:
    asked = states.waiting_ask(enquiry)
    return asked.mother_id if asked else enquiry.mother_id


def _names(enquiries: list[Enquiry]) -> dict[int | None, str]:
    mothers = {ask.mother_id for enquiry in enquiries for ask in enquiry.asks}
    return names_of({*mothers, *(enquiry.mother_id for enquiry in enquiries)})
