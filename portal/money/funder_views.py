"""Funders: adding one, its page, and whether it still gives."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, once_per_transaction, transaction, utcnow
from portal.core.forms import TeamForm
from portal.core.submit import submits
from portal.core.web import Answer
from portal.money import funders as rules
from portal.money.forms import FunderForm, FundingForm
from portal.money.models import Funder
from portal.money.pages import bp


@bp.get("/team/money/funders/new")
@allow(Permission.REPORT)
def new_funder() -> str:
    """The form for somebody who gives us money."""
    return _new_page(FunderForm(formdata=None))


def _new_page(form: FunderForm) -> str:
    return render_template("money/funder_new.html", form=form)


@bp.post("/team/money/funders/new")
@allow(Permission.REPORT)
@submits(FunderForm, page=_new_page)
def add_funder(form: FunderForm, session: Session) -> Answer:
    """Add a funder, and go on to what it gives."""
    funder = rules.add(session, name=form.name.data, area_ids=form.area_ids, by=current_actor(), now=utcnow())
    return redirect(url_for(".funder", funder_id=funder.id, done="added"), 303)


@bp.get("/team/money/funders/<id:funder_id>")
@allow(Permission.REPORT)
def funder(funder_id: int) -> str:
    """One funder: what it is called, for which areas it gives, and what it gave each year."""
    return funder_page(None, funder_id)


@once_per_transaction
def funder_of(funder_id: int) -> Funder:
    """A funder; 404 where there is none."""
    found = db.session.get(Funder, funder_id)
    if found is None:
        abort(404)
    return found


def funder_page(form: TeamForm | None, funder_id: int) -> str:
    """The page of a funder, with what was wrong in one of its two forms."""
    one = funder_of(funder_id)
    return render_template(
        "money/funder.html",
        one=one,
        form=form if isinstance(form, FunderForm) else FunderForm(one, formdata=None),
        giving=form if isinstance(form, FundingForm) else FundingForm(formdata=None),
        done=request.args.get("done"),
    )


@bp.post("/team/money/funders/<id:funder_id>")
@allow(Permission.REPORT)
@submits(FunderForm, page=funder_page, check=funder_of)
def change_funder(form: FunderForm, session: Session, funder_id: int) -> Answer:
    rules.change(
        session,
        funder_id=funder_id,
        name=form.name.data,
        area_ids=form.area_ids,
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)


@bp.post("/team/money/funders/<id:funder_id>/retire")
@allow(Permission.REPORT)
def retire_funder(funder_id: int) -> Answer:
    funder_of(funder_id)
    with transaction() as session:
        rules.retire(session, funder_id=funder_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)


@bp.post("/team/money/funders/<id:funder_id>/back")
@allow(Permission.REPORT)
def bring_back_funder(funder_id: int) -> Answer:
    funder_of(funder_id)
    with transaction() as session:
        rules.bring_back(session, funder_id=funder_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)
