"""A resident writes for herself: a page that says no more of its purpose than "write to us"."""

from flask import Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.core.access import public
from portal.core.db import utcnow
from portal.core.submit import submits
from portal.core.web import Answer
from portal.enquiries import receiving
from portal.enquiries.forms import AskForm
from portal.enquiries.links import token_of
from portal.enquiries.pages import ask


@ask.get("/<lang:lang>/contact")
@public
def contact(lang: str) -> Response:
    """The form, and what becomes of it."""
    return _page(AskForm(formdata=None, data={"spoken": lang}, page_language=lang), lang)


def _form(lang: str) -> AskForm:
    return AskForm(page_language=lang)


def _page(form: AskForm, lang: str) -> Response:
    html = render_template("enquiries/contact.html", form=form)
    return Response(html, headers={"Cache-Control": "private, no-store"})


@ask.post("/<lang:lang>/contact")
@public
@submits(_form, page=_page)
def write(form: AskForm, session: Session, lang: str) -> Answer:
    """Take it in, and show the link."""
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
