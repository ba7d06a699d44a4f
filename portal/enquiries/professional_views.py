"""A professional asks for a mother for somebody, and the card that she can give her instead."""

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.core import qr
from portal.core.access import public
from portal.core.crypto import settings
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.features import Feature, is_on
from portal.core.i18n import language_name
from portal.enquiries import matching, receiving
from portal.enquiries.forms import ProfessionalForm
from portal.enquiries.links import token_of
from portal.enquiries.pages import bp


@bp.get("/<lang:lang>/professionals")
@public
def professionals(lang: str) -> Response:
    """What mothers do and do not do, which languages we have, and the form."""
    spoken = _languages()
    return _page(ProfessionalForm(formdata=None, we_have=spoken), spoken, 200)


@bp.post("/<lang:lang>/professionals")
@public
def enquire(lang: str) -> BaseResponse:
    """Take it in, and show the link; or stop where she has not agreed."""
    spoken = _languages()
    form = ProfessionalForm(we_have=spoken)
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
    return _page(form, spoken, 422)


@bp.get("/<lang:lang>/professionals/card")
@public
def card(lang: str) -> str:
    """A small card to give her, in her language: what mothers are, and where she can write or call herself."""
    if is_on(Feature.CONTACT):
        address = settings().portal_url + url_for("ask.contact", lang=lang)
    else:
        address = settings().portal_url + url_for("events.upcoming", lang=lang)
    return render_template(
        "enquiries/card.html", address=address, shown=address.partition("://")[2], qr=qr.svg(address)
    )


def _languages() -> list[str]:
    return matching.languages_we_have(db.session(), now=utcnow())


def _page(form: ProfessionalForm, spoken: list[str], status: int) -> Response:
    names = [language_name(code) for code in spoken]
    html = render_template("enquiries/professionals.html", form=form, spoken=names)
    return Response(html, status, {"Cache-Control": "private, no-store"})
