"""What a funder gives for a year: noting, correcting and taking away."""

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, once_per_transaction, transaction, utcnow
from portal.core.submit import submits
from portal.core.web import Answer
from portal.money import funders as rules
from portal.money.forms import AmountForm, FundingForm
from portal.money.funder_views import funder_of, funder_page
from portal.money.models import Funding
from portal.money.pages import bp


@bp.post("/team/money/funders/<id:funder_id>/years")
@allow(Permission.REPORT)
@submits(FundingForm, page=funder_page, check=funder_of)
def give(form: FundingForm, session: Session, funder_id: int) -> Answer:
    """Note what a funder gives for a year."""
    given = {"year": form.year.data, "amount_ore": form.amount.data}
    rules.give(session, funder_id=funder_id, **given, by=current_actor(), now=utcnow())
    return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)


@bp.get("/team/money/funders/<id:funder_id>/<id:funding_id>")
@allow(Permission.REPORT)
def funding(funder_id: int, funding_id: int) -> str:
    amount = _funding(funder_id, funding_id).amount_ore
    return _page(AmountForm(data={"amount": amount}, formdata=None), funder_id, funding_id)


@once_per_transaction
def _funding(funder_id: int, funding_id: int) -> Funding:
    found = db.session.get(Funding, funding_id)
    if found is None or found.funder_id != funder_id:
        abort(404)
    return found


def _page(form: AmountForm, funder_id: int, funding_id: int) -> str:
    return render_template("money/funding.html", one=_funding(funder_id, funding_id), form=form)


@bp.post("/team/money/funders/<id:funder_id>/<id:funding_id>")
@allow(Permission.REPORT)
@submits(AmountForm, page=_page, check=_funding)
def change_funding(form: AmountForm, session: Session, funder_id: int, funding_id: int) -> Answer:
    amount = form.amount.data
    rules.change_amount(session, funding_id=funding_id, amount_ore=amount, by=current_actor(), now=utcnow())
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
