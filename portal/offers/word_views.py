"""The page for the words of one offer in one language, for a mother who speaks it and for the coordinator."""

from flask import abort, redirect, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow, may
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.web import Answer
from portal.events.texts import Wording
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
    offer = _offer(code, of)
    return _page(offer, of, TranslationForm.of(offer.text(of)))


@bp.post("/team/offers/<code:code>/words/<lang:of>")
@allow(Permission.TRANSLATE)
def save_words(code: str, of: str) -> Answer:
    """Keep her words."""
    offer_id, form = _offer(code, of).id, TranslationForm()
    if form.validate():
        refused = _keep(offer_id, of, form, form.wording())
        if refused is None:
            return _back(code, of)
        form.refuse(refused.message, refused.field)
    return _page(_offer(code, of), of, form), 422


@bp.post("/team/offers/<code:code>/words/<lang:of>/same")
@allow(Permission.TRANSLATE)
def confirm_words(code: str, of: str) -> Answer:
    """She says that what stands there says the same as the Danish."""
    offer_id = _offer(code, of).id
    refused = _keep(offer_id, of, ConfirmForm(), None)
    if refused is None:
        return _back(code, of)
    offer = _offer(code, of)
    form = TranslationForm.of(offer.text(of))
    form.refuse(refused.message, None)
    return _page(offer, of, form), 422


def _offer(code: str, of: str) -> Offer:
    """An offer that residents see, in a language that she may write; 404 for every other."""
    offer = offer_of_code(code)
    if not offer.public or not may_translate(current_member(), of):
        abort(404)
    return offer


def _keep(offer_id: int, of: str, form: ConfirmForm, wording: Wording | None) -> RuleBroken | None:
    """Run the rule; returns its refusal."""
    try:
        with transaction() as session:
            translate(
                session,
                offer_id=offer_id,
                lang=of,
                wording=wording,
                seen=form.seen.data or "",
                seen_danish=form.danish.data or "",
                by=current_actor(),
                now=utcnow(),
            )
    except RuleBroken as broken:
        return broken
    return None


def _back(code: str, of: str) -> Answer:
    """To where she came from: the coordinator keeps offers, a mother was asked on her first page."""
    if may(Permission.KEEP_OFFERS, current_actor()):
        return redirect(url_for(".one", code=code, done="saved"), 303)
    return redirect(url_for("team.home", thanks=of), 303)


def _page(offer: Offer, of: str, form: TranslationForm) -> str:
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
    return words_page(offer, of, form, page)
