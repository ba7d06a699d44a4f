"""The coordinator's offers: all of them with those to look at first, one with what can be done, and its screen."""

from typing import Any

from flask import redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.web import Answer
from portal.events.models import Status
from portal.offers import queries, rules, words
from portal.offers.forms import Button, OfferForm
from portal.offers.models import Offer
from portal.offers.pages import bp, code_address, offer_of_code, short_link


@bp.get("/team/offers")
@allow(Permission.KEEP_OFFERS)
def everything() -> str:
    """Every offer: those nobody has looked at for long on top, then drafts, what residents see, what is closed."""
    return _list_page(Button(formdata=None))


@bp.get("/team/offers/new")
@allow(Permission.KEEP_OFFERS)
def new() -> str:
    """An empty screen."""
    return _edit_page(None, OfferForm(formdata=None))


@bp.post("/team/offers/new")
@allow(Permission.KEEP_OFFERS)
def create() -> Answer:
    """Make a draft of it, and publish it at once if she said so."""
    form = OfferForm()
    if form.validate():
        by, now, plan, wording = current_actor(), utcnow(), form.plan(), form.wording()
        try:
            with transaction() as session:
                made = rules.create(session, plan=plan, wording=wording, by=by, now=now)
                code = made.code
                _publish_too(session, made.id)
            return redirect(url_for(".one", code=code, done=_done()), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _edit_page(None, form), 422


@bp.get("/team/offers/<code:code>")
@allow(Permission.KEEP_OFFERS)
def one(code: str) -> str:
    """One offer: how it stands, what to do next, its code and its words in each language."""
    return _one_page(offer_of_code(code), Button(formdata=None))


@bp.get("/team/offers/<code:code>/edit")
@allow(Permission.KEEP_OFFERS)
def edit(code: str) -> str:
    """The screen of an offer, filled with what it is."""
    offer = offer_of_code(code)
    return _edit_page(offer, OfferForm(offer, formdata=None))


@bp.post("/team/offers/<code:code>/edit")
@allow(Permission.KEEP_OFFERS)
def save(code: str) -> Answer:
    """Save the screen over an offer, and publish a draft if she said so: all of it or, where refused, nothing."""
    offer = offer_of_code(code)
    form = OfferForm(offer)
    if form.validate():
        by, now, plan, wording, offer_id = current_actor(), utcnow(), form.plan(), form.wording(), offer.id
        try:
            with transaction() as session:
                rules.save(
                    session,
                    offer_id=offer_id,
                    plan=plan,
                    wording=wording,
                    small=form.small.data,
                    seen=form.seen,
                    by=by,
                    now=now,
                )
                _publish_too(session, offer_id)
            return redirect(url_for(".one", code=code, done=_done()), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _edit_page(offer_of_code(code), form), 422


@bp.post("/team/offers/<code:code>/publish")
@allow(Permission.KEEP_OFFERS)
def publish(code: str) -> Answer:
    """Show a draft, or what was closed, to residents."""
    return _do(rules.publish, code, "published")


@bp.post("/team/offers/<code:code>/confirm")
@allow(Permission.KEEP_OFFERS)
def confirm(code: str) -> Answer:
    """It is still so: one tap, from the list (``?then=list``) or from its page."""
    return _do(rules.confirm, code, "confirmed")


@bp.post("/team/offers/<code:code>/close")
@allow(Permission.KEEP_OFFERS)
def close(code: str) -> Answer:
    """Take an offer away; one tap brings it back."""
    return _do(rules.close, code, "closed")


def _do(rule: Any, code: str, done: str) -> Answer:
    """Do one deed to an offer; refused, its page says why."""
    offer_id = offer_of_code(code).id
    try:
        with transaction() as session:
            rule(session, offer_id=offer_id, by=current_actor(), now=utcnow())
    except RuleBroken as broken:
        form = Button(formdata=None)
        form.refuse(broken.message, None)
        return _one_page(offer_of_code(code), form), 422
    if request.args.get("then") == "list":
        return redirect(url_for(".everything", done=code), 303)
    return redirect(url_for(".one", code=code, done=done), 303)


def _publish_too(session: Any, offer_id: int) -> None:
    if request.form.get("then") == "publish":
        rules.publish(session, offer_id=offer_id, by=current_actor(), now=utcnow())


def _done() -> str:
    return "published" if request.form.get("then") == "publish" else "saved"


def _list_page(form: Button) -> str:
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


def _one_page(offer: Offer, form: Button) -> str:
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


def _edit_page(offer: Offer | None, form: OfferForm) -> str:
    return render_template("offers/edit.html", offer=offer, form=form, words=words)
