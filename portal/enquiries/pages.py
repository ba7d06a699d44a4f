"""What the pages of this package share: their blueprints, and how both forms are shown and taken in.

``enquiries`` and ``ask`` are the two forms, which the coordinator can switch off one by one. ``matching`` is what
follows, and is always there: who has asked gets her answer though the form is closed meanwhile.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.core.db import utcnow
from portal.core.web import Answer
from portal.enquiries import receiving
from portal.enquiries.forms import AskForm, ProfessionalForm
from portal.enquiries.links import token_of

bp = Blueprint("enquiries", __name__)
ask = Blueprint("ask", __name__)
matching = Blueprint("matching", __name__)


def form_page(template: str, **values: object) -> Response:
    """A page that no proxy may keep, because its form has a token of its own."""
    return Response(render_template(template, **values), headers={"Cache-Control": "private, no-store"})


def take_in(form: AskForm | ProfessionalForm, session: Session, lang: str) -> Answer:
    """Take an enquiry in, and go on to the page of its link."""
    enquiry = receiving.receive(
        session,
        who=form.who(),
        wanted=form.wanted(),
        lang=lang,
        form_token=form.token.data,
        address=request.remote_addr or "",
        now=utcnow(),
    )
    return redirect(url_for("matching.link", link_token=token_of(enquiry), lang=lang, done="sent"), 303)
