"""A resident writes for herself: a page that says no more of its purpose than "write to us"."""

from flask import Response
from sqlalchemy.orm import Session

from portal.core.access import public
from portal.core.submit import submits
from portal.core.web import Answer
from portal.enquiries.forms import AskForm
from portal.enquiries.pages import ask, form_page, take_in


@ask.get("/<lang:lang>/contact")
@public
def contact(lang: str) -> Response:
    """The form, and what becomes of it."""
    return _page(AskForm(formdata=None, data={"spoken": lang}, page_language=lang), lang)


def _form(lang: str) -> AskForm:
    return AskForm(page_language=lang)


def _page(form: AskForm, lang: str) -> Response:
    return form_page("enquiries/contact.html", form=form)


@ask.post("/<lang:lang>/contact")
@public
@submits(_form, page=_page)
def write(form: AskForm, session: Session, lang: str) -> Answer:
    """Take it in, and show the link."""
    return take_in(form, session, lang)
