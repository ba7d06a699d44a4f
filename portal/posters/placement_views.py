"""The places where posters hang: the list with its form, and one place."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.areas import all_areas
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.posters import queries, rules
from portal.posters.forms import PlacementForm
from portal.posters.models import Placement
from portal.posters.views import bp

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/team/placements")
@allow(Permission.PLAN_EVENTS)
def placements() -> str:
    """Every place, those in use first, and a form for one more."""
    return _list_page(PlacementForm(formdata=None))


@bp.post("/team/placements")
@allow(Permission.PLAN_EVENTS)
def add_placement() -> Answer:
    """Add a place; its code is made from its name."""
    form = PlacementForm()
    if form.validate():
        name, area_id = form.name.data, form.area.data
        try:
            with transaction() as session:
                made = rules.add(session, name=name, area_id=area_id, by=current_actor(), now=utcnow())
                code = made.code
            return redirect(url_for(".placements", added=code), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _list_page(form), 422


@bp.get("/team/placements/<id:placement_id>")
@allow(Permission.PLAN_EVENTS)
def placement(placement_id: int) -> str:
    """One place: its name, its code, and whether posters hang there."""
    one = _placement(placement_id)
    return render_template("posters/placement.html", one=one, form=PlacementForm(one, formdata=None))


@bp.post("/team/placements/<id:placement_id>")
@allow(Permission.PLAN_EVENTS)
def change_placement(placement_id: int) -> Answer:
    """Give a place another name or area."""
    one, form = _placement(placement_id), PlacementForm()
    if form.validate():
        return _do(placement_id, rules.change, form=form, name=form.name.data, area_id=form.area.data)
    return render_template("posters/placement.html", one=one, form=form), 422


@bp.post("/team/placements/<id:placement_id>/retire")
@allow(Permission.PLAN_EVENTS)
def retire_placement(placement_id: int) -> Answer:
    """No posters hang there any more."""
    return _do(placement_id, rules.retire)


@bp.post("/team/placements/<id:placement_id>/back")
@allow(Permission.PLAN_EVENTS)
def bring_back_placement(placement_id: int) -> Answer:
    return _do(placement_id, rules.bring_back)


def _do(
    placement_id: int, rule: Callable[..., None], *, form: PlacementForm | None = None, **more: Any
) -> BaseResponse | tuple[str, int]:
    one = _placement(placement_id)
    try:
        with transaction() as session:
            rule(session, placement_id=placement_id, by=current_actor(), now=utcnow(), **more)
        return redirect(url_for(".placements"), 303)
    except RuleBroken as broken:
        form = form or PlacementForm(one, formdata=None)
        form.refuse(broken.message, broken.field)
    return render_template("posters/placement.html", one=_placement(placement_id), form=form), 422


def _placement(placement_id: int) -> Placement:
    found = db.session.get(Placement, placement_id)
    if found is None:
        abort(404)
    return found


def _list_page(form: PlacementForm) -> str:
    everyone = queries.placements()
    return render_template(
        "posters/placements.html",
        form=form,
        used=[one for one in everyone if one.retired_at is None],
        retired=[one for one in everyone if one.retired_at is not None],
        areas={area.id: area.name for area in all_areas()},
        added=next((one for one in everyone if one.code == request.args.get("added")), None),
    )
