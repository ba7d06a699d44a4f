"""Funders: adding one, its page, and whether it still gives."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.money import funders as rules
from portal.money.forms import FunderForm, FundingForm
from portal.money.models import Funder
from portal.money.pages import Answer, bp


@bp.get("/team/money/funders/new")
@allow(Permission.REPORT)
def new_funder() -> str:
    """The form for somebody who gives us money."""
    return render_template("money/funder_new.html", form=FunderForm(formdata=None))


@bp.post("/team/money/funders/new")
@allow(Permission.REPORT)
def add_funder() -> Answer:
    """Add a funder, and go on to what it gives."""
    form = FunderForm()
    if form.validate():
        try:
            with transaction() as session:
                number = rules.add(
                    session, name=form.name.data, area_ids=form.area_ids, by=current_actor(), now=utcnow()
                ).id
            return redirect(url_for(".funder", funder_id=number, done="added"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return render_template("money/funder_new.html", form=form), 422


@bp.get("/team/money/funders/<id:funder_id>")
@allow(Permission.REPORT)
def funder(funder_id: int) -> str:
    """One funder: what it is called, for which areas it gives, and what it gave each year."""
    return funder_page(funder_of(funder_id))


@bp.post("/team/money/funders/<id:funder_id>")
@allow(Permission.REPORT)
def change_funder(funder_id: int) -> Answer:
    """Another name, or other areas."""
    one, form = funder_of(funder_id), FunderForm()
    if form.validate():
        return _do(funder_id, rules.change, form=form, name=form.name.data, area_ids=form.area_ids)
    return funder_page(one, form=form), 422


@bp.post("/team/money/funders/<id:funder_id>/retire")
@allow(Permission.REPORT)
def retire_funder(funder_id: int) -> Answer:
    """It gives no more."""
    return _do(funder_id, rules.retire)


@bp.post("/team/money/funders/<id:funder_id>/back")
@allow(Permission.REPORT)
def bring_back_funder(funder_id: int) -> Answer:
    """It gives again."""
    return _do(funder_id, rules.bring_back)


def funder_of(funder_id: int) -> Funder:
    """A funder; 404 where there is none."""
    found = db.session.get(Funder, funder_id)
    if found is None:
        abort(404)
    return found


def funder_page(one: Funder, *, form: FunderForm | None = None, giving: FundingForm | None = None) -> str:
    """The page of a funder, with what was wrong in one of its two forms."""
    return render_template(
        "money/funder.html",
        one=one,
        form=form or FunderForm(one, formdata=None),
        giving=giving or FundingForm(formdata=None),
        done=request.args.get("done"),
    )


def _do(
    funder_id: int, rule: Callable[..., None], *, form: FunderForm | None = None, **more: Any
) -> BaseResponse | tuple[str, int]:
    funder_of(funder_id)
    try:
        with transaction() as session:
            rule(session, funder_id=funder_id, by=current_actor(), now=utcnow(), **more)
        return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)
    except RuleBroken as broken:
        form = form or FunderForm(funder_of(funder_id), formdata=None)
        form.refuse(broken.message, broken.field)
    return funder_page(funder_of(funder_id), form=form), 422
