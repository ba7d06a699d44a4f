"""A resident writes for herself: a page that says no more of its purpose than "write to us"."""

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.enquiries import receiving
from portal.enquiries.forms import ContactForm
from portal.enquiries.links import token_of
from portal.enquiries.pages import ask


@ask.get("/<lang:lang>/contact")
@public
def contact(lang: str) -> Response:
    """The form, and what becomes of it."""
    return _page(ContactForm(formdata=None, data={"spoken": lang}, page_language=lang), 200)


@ask.post("/<lang:lang>/contact")
@public
def write(lang: str) -> BaseResponse:
    """Take it in, and show the link."""
    form = ContactForm(page_language=lang)
    if form.validate():
        who, wanted, token = form.who(), form.wanted(), form.token.data
        try:
            with transaction() as session:
                enquiry = receiving.receive(
                    session,
                    who=who,
                    wanted=wanted,
                    lang=lang,
                    form_token=token,
                    address=request.remote_addr or "",
                    now=utcnow(),
                )
                link = token_of(enquiry)
            return redirect(url_for("matching.link", link_token=link, lang=lang, done="sent"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(form, 422)


def _page(form: ContactForm, status: int) -> Response:
    html = render_template("enquiries/contact.html", form=form)
    return Response(html, status, {"Cache-Control": "private, no-store"})
