"""The coordinator's offers: all of them with those to look at first, one with what can be done, and its screen."""

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events.models import Status
from portal.offers import queries, rules, words
from portal.offers.forms import OfferForm
from portal.offers.pages import bp, code_address, offer_of_code, short_link


@bp.get("/team/offers")
@allow(Permission.KEEP_OFFERS)
def everything() -> str:
    """Every offer: those nobody has looked at for long on top, then drafts, what residents see, what is closed."""
    return _list_page(ButtonForm(formdata=None))


@bp.get("/team/offers/new")
@allow(Permission.KEEP_OFFERS)
def new() -> str:
    return _new_page(OfferForm(formdata=None))


def _new_page(form: OfferForm) -> str:
    return render_template("offers/edit.html", offer=None, form=form, words=words)


@bp.post("/team/offers/new")
@allow(Permission.KEEP_OFFERS)
@submits(OfferForm, page=_new_page)
def create(form: OfferForm, session: Session) -> Answer:
    """Make a draft of it, and publish it at once if she said so."""
    by, now = current_actor(), utcnow()
    made = rules.create(session, plan=form.plan(), wording=form.wording(), by=by, now=now)
    return _saved(session, made.id, made.code)


@bp.get("/team/offers/<code:code>")
@allow(Permission.KEEP_OFFERS)
def one(code: str) -> str:
    """One offer: how it stands, what to do next, its code and its words in each language."""
    return _one_page(ButtonForm(formdata=None), code)


def _one_page(form: ButtonForm, code: str) -> str:
    offer = offer_of_code(code)
    return render_template(
        "offers/team_one.html",
        offer=offer,
        form=form,
        words=words,
        facts=words.facts(offer),
        gaps=rules.gaps(offer),
        flagged=queries.flagged(offer, now=utcnow()),
        short_link=short_link(offer),
        qr=qr.svg(code_address(offer)),
        texts=[(language, offer.text(code)) for code, language in LANGUAGES.items() if code != FALLBACK],
        danish=offer.text(FALLBACK),
        done=request.args.get("done"),
    )


@bp.get("/team/offers/<code:code>/edit")
@allow(Permission.KEEP_OFFERS)
def edit(code: str) -> str:
    """The screen of an offer, filled with what it is."""
    return _edit_page(OfferForm(offer_of_code(code), formdata=None), code)


def _edit_page(form: OfferForm, code: str) -> str:
    return render_template("offers/edit.html", offer=offer_of_code(code), form=form, words=words)


def _edit_form(code: str) -> OfferForm:
    return OfferForm(offer_of_code(code))


@bp.post("/team/offers/<code:code>/edit")
@allow(Permission.KEEP_OFFERS)
@submits(_edit_form, page=_edit_page)
def save(form: OfferForm, session: Session, code: str) -> Answer:
    """Save the screen over an offer, and publish a draft if she said so: all of it or, where refused, nothing."""
    offer_id = offer_of_code(code).id
    rules.save(
        session,
        offer_id=offer_id,
        plan=form.plan(),
        wording=form.wording(),
        small=form.small.data,
        seen=form.version.data,
        by=current_actor(),
        now=utcnow(),
    )
    return _saved(session, offer_id, code)


@bp.post("/team/offers/<code:code>/publish")
@allow(Permission.KEEP_OFFERS)
@submits(ButtonForm, page=_one_page)
def publish(form: ButtonForm, session: Session, code: str) -> Answer:
    """Show a draft, or what was closed, to residents."""
    rules.publish(session, offer_id=offer_of_code(code).id, by=current_actor(), now=utcnow())
    return redirect(url_for(".one", code=code, done="published"), 303)


@bp.post("/team/offers/<code:code>/confirm")
@allow(Permission.KEEP_OFFERS)
@submits(ButtonForm, page=_one_page)
def confirm(form: ButtonForm, session: Session, code: str) -> Answer:
    """It is still so: one tap, from the list (``?then=list``) or from its page."""
    rules.confirm(session, offer_id=offer_of_code(code).id, by=current_actor(), now=utcnow())
    if request.args.get("then") == "list":
        return redirect(url_for(".everything", done=code), 303)
    return redirect(url_for(".one", code=code, done="confirmed"), 303)


@bp.post("/team/offers/<code:code>/close")
@allow(Permission.KEEP_OFFERS)
@submits(ButtonForm, page=_one_page)
def close(form: ButtonForm, session: Session, code: str) -> Answer:
    """Take an offer away; one tap brings it back."""
    rules.close(session, offer_id=offer_of_code(code).id, by=current_actor(), now=utcnow())
    return redirect(url_for(".one", code=code, done="closed"), 303)


def _saved(session: Session, offer_id: int, code: str) -> Answer:
    """Publish what was saved, if she said so, and go to its page."""
    done = "saved"
    if request.form.get("then") == "publish":
        done = "published"
        rules.publish(session, offer_id=offer_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".one", code=code, done=done), 303)


def _list_page(form: ButtonForm) -> str:
    now = utcnow()
    found = queries.everything(db.session())
    asked = [offer for offer in found if queries.flagged(offer, now=now)]
    asked.sort(key=lambda offer: offer.confirmed_on)
    code = request.args.get("done", "").upper()
    return render_template(
        "offers/team_list.html",
        form=form,
        flagged=asked,
        drafts=[offer for offer in found if offer.status is Status.DRAFT],
        public=[offer for offer in found if offer.public and offer not in asked],
        closed=[offer for offer in found if offer.status is Status.CANCELLED],
        done=next((offer for offer in found if offer.code == code and offer.public), None),
        words=words,
    )
