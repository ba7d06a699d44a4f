"""The link of whoever asked: where it stands, in a word, and the way out of the page."""

from typing import Final

from flask import Response, abort, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.db import db, utcnow
from portal.core.i18n import LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.enquiries import rules
from portal.enquiries.forms import WithdrawForm
from portal.enquiries.links import enquiry_of_token
from portal.enquiries.models import Enquiry, EnquiryState
from portal.enquiries.pages import matching
from portal.enquiries.states import Action, may

#: The weather: a page that anybody might have looked at.
ELSEWHERE: Final = "https://www.dmi.dk/"
#: Where it stands, for whoever asked: nothing tells whether a mother was asked, or who.
SHOWN: Final = {
    EnquiryState.RECEIVED: "received",
    EnquiryState.ASKED: "received",
    EnquiryState.ACCEPTED: "passed_on",
    EnquiryState.MET: "passed_on",
    EnquiryState.CLOSED: "closed",
    EnquiryState.NOBODY_FOUND: "nobody",
    EnquiryState.WITHDRAWN: "withdrawn",
}


@matching.get("/q/<link_token>")
@public
def link(link_token: str) -> Response:
    """Received, passed on, closed or nobody found."""
    return _page(WithdrawForm(formdata=None), link_token)


def _page(form: WithdrawForm, link_token: str) -> Response:
    enquiry = _enquiry(link_token)
    html = render_template(
        "enquiries/link.html",
        token=link_token,
        shown=SHOWN[enquiry.state],
        can_withdraw=may(enquiry, Action.WITHDRAW, GUEST),
        herself=enquiry.asker == "herself",
        form=form,
    )
    return Response(html, headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"})


@matching.post("/q/<link_token>/withdraw")
@public
@submits(WithdrawForm, page=_page)
def withdraw(form: WithdrawForm, session: Session, link_token: str) -> Answer:
    """Take it back, while nobody has met."""
    rules.withdraw(session, enquiry_id=_enquiry(link_token).id, by=GUEST, now=utcnow())
    return redirect(url_for(".link", link_token=link_token, lang=g.lang), 303)


@matching.get("/leave")
@public
def leave() -> BaseResponse:
    """Away from here at once, to the weather. Nothing of ours stays in the phone's store of pages."""
    answer = redirect(ELSEWHERE, 303)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _enquiry(token: str) -> Enquiry:
    enquiry = enquiry_of_token(db.session(), token)
    if enquiry is None:
        abort(404)
    wanted = request.args.get("lang")
    g.lang = wanted if wanted in LANGUAGES else enquiry.lang
    return enquiry
