"""The page for the words of one offer in one language, for a mother who speaks it and for the coordinator."""

from flask import abort, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow, may
from portal.core.db import utcnow
from portal.core.submit import submits
from portal.core.web import Answer
from portal.offers import words as offer_words
from portal.offers.models import Offer
from portal.offers.pages import bp, offer_of_code
from portal.offers.rules import translate
from portal.wording.forms import ConfirmForm, TranslationForm
from portal.wording.pages import ToldPage, words_page
from portal.wording.rules import may_translate


@bp.get("/team/offers/<code:code>/words/<lang:of>")
@allow(Permission.TRANSLATE)
def words(code: str, of: str) -> str:
    """The Danish words, what her language says, and how readers of it see the facts already."""
    return _page(ConfirmForm(formdata=None), code, of)


def _offer(code: str, of: str) -> Offer:
    """An offer that residents see, in a language that she may write; 404 for every other."""
    offer = offer_of_code(code)
    if not offer.public or not may_translate(current_member(), of):
        abort(404)
    return offer


def _page(form: ConfirmForm, code: str, of: str) -> str:
    offer = _offer(code, of)
    with force_locale(of):
        kind, when, facts = str(offer.theme.label), offer_words.when(offer), offer_words.facts(offer)
    keeps = may(Permission.KEEP_OFFERS, current_actor())
    page = ToldPage(
        palette=offer.theme.palette,
        kind=kind,
        when=when,
        facts=facts,
        day=None,
        save=url_for(".save_words", code=offer.code, of=of),
        same=url_for(".confirm_words", code=offer.code, of=of),
        back=url_for(".one", code=offer.code) if keeps else url_for("team.home"),
        page=url_for(".offer", lang=of, code=offer.code),
        see=_("See the page"),
    )
    shown = form if isinstance(form, TranslationForm) else TranslationForm.of(offer.text(of)).showing(form)
    return words_page(offer, of, shown, page)


@bp.post("/team/offers/<code:code>/words/<lang:of>")
@allow(Permission.TRANSLATE)
@submits(TranslationForm, page=_page, check=_offer)
def save_words(form: TranslationForm, session: Session, code: str, of: str) -> Answer:
    return _keep(form, session, code, of)


@bp.post("/team/offers/<code:code>/words/<lang:of>/same")
@allow(Permission.TRANSLATE)
@submits(ConfirmForm, page=_page, check=_offer)
def confirm_words(form: ConfirmForm, session: Session, code: str, of: str) -> Answer:
    """She says that what stands there says the same as the Danish."""
    return _keep(form, session, code, of)


def _keep(form: ConfirmForm, session: Session, code: str, of: str) -> Answer:
    translate(
        session,
        offer_id=_offer(code, of).id,
        lang=of,
        wording=form.wording(),
        seen=form.seen.data or "",
        seen_danish=form.danish.data or "",
        by=current_actor(),
        now=utcnow(),
    )
    return _back(code, of)


def _back(code: str, of: str) -> Answer:
    """To where she came from: the coordinator keeps offers, a mother was asked on her first page."""
    if may(Permission.KEEP_OFFERS, current_actor()):
        return redirect(url_for(".one", code=code, done="saved"), 303)
    return redirect(url_for("team.home", thanks=of), 303)
