"""A professional asks for a mother for somebody, and the card that she can give her instead."""

from flask import Response, render_template, url_for
from sqlalchemy.orm import Session

from portal.core import qr
from portal.core.access import public
from portal.core.crypto import settings
from portal.core.db import db, utcnow
from portal.core.features import Feature, is_on
from portal.core.i18n import language_name
from portal.core.submit import submits
from portal.core.web import Answer
from portal.enquiries import matching
from portal.enquiries.forms import ProfessionalForm
from portal.enquiries.pages import bp, form_page, take_in


@bp.get("/<lang:lang>/professionals")
@public
def professionals(lang: str) -> Response:
    """What mothers do and do not do, which languages we have, and the form."""
    return _page(ProfessionalForm(formdata=None, we_have=_languages()), lang)


def _languages() -> list[str]:
    return matching.languages_we_have(db.session(), now=utcnow())


def _form(lang: str) -> ProfessionalForm:
    return ProfessionalForm(we_have=_languages())


def _page(form: ProfessionalForm, lang: str) -> Response:
    names = [language_name(code) for code in form.we_have]
    return form_page("enquiries/professionals.html", form=form, spoken=names)


@bp.post("/<lang:lang>/professionals")
@public
@submits(_form, page=_page)
def enquire(form: ProfessionalForm, session: Session, lang: str) -> Answer:
    """Take it in, and show the link; or stop where she has not agreed."""
    return take_in(form, session, lang)


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
