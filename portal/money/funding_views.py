"""What a funder gives for a year: noting, correcting and taking away."""

from flask import abort, redirect, render_template, url_for

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.money import funders as rules
from portal.money.forms import AmountForm, FundingForm
from portal.money.funder_views import funder_of, funder_page
from portal.money.models import Funding
from portal.money.pages import Answer, bp


@bp.post("/team/money/funders/<id:funder_id>/years")
@allow(Permission.REPORT)
def give(funder_id: int) -> Answer:
    """Note what a funder gives for a year."""
    one, form = funder_of(funder_id), FundingForm()
    if form.validate():
        given = {"year": form.year.data, "amount_ore": form.amount.data}
        try:
            with transaction() as session:
                rules.give(session, funder_id=funder_id, by=current_actor(), now=utcnow(), **given)
            return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
            one = funder_of(funder_id)
    return funder_page(one, giving=form), 422


@bp.get("/team/money/funders/<id:funder_id>/<id:funding_id>")
@allow(Permission.REPORT)
def funding(funder_id: int, funding_id: int) -> str:
    """The amount of one year."""
    one = _funding(funder_id, funding_id)
    form = AmountForm(data={"amount": one.amount_ore}, formdata=None)
    return render_template("money/funding.html", one=one, form=form)


@bp.post("/team/money/funders/<id:funder_id>/<id:funding_id>")
@allow(Permission.REPORT)
def change_funding(funder_id: int, funding_id: int) -> Answer:
    """Correct it."""
    one, form = _funding(funder_id, funding_id), AmountForm()
    if not form.validate():
        return render_template("money/funding.html", one=one, form=form), 422
    with transaction() as session:
        rules.change_amount(
            session, funding_id=funding_id, amount_ore=form.amount.data, by=current_actor(), now=utcnow()
        )
    return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)


@bp.get("/team/money/funders/<id:funder_id>/<id:funding_id>/remove")
@allow(Permission.REPORT)
def ask_to_remove_funding(funder_id: int, funding_id: int) -> str:
    """Ask once before the amount of a year goes."""
    return render_template("money/funding_remove.html", one=_funding(funder_id, funding_id))


@bp.post("/team/money/funders/<id:funder_id>/<id:funding_id>/remove")
@allow(Permission.REPORT)
def remove_funding(funder_id: int, funding_id: int) -> Answer:
    """It was not given after all."""
    _funding(funder_id, funding_id)
    with transaction() as session:
        rules.take_away(session, funding_id=funding_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".funder", funder_id=funder_id, done="removed"), 303)


def _funding(funder_id: int, funding_id: int) -> Funding:
    found = db.session.get(Funding, funding_id)
    if found is None or found.funder_id != funder_id:
        abort(404)
    return found
