"""The places where posters hang: the list with its form, and one place."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.areas import all_areas
from portal.core.db import db, once_per_transaction, utcnow
from portal.core.forms import ButtonForm
from portal.core.submit import submits
from portal.core.web import Answer
from portal.posters import queries, rules
from portal.posters.forms import PlacementForm
from portal.posters.models import Placement
from portal.posters.views import bp


@once_per_transaction
def _placement(placement_id: int) -> Placement:
    found = db.session.get(Placement, placement_id)
    if found is None:
        abort(404)
    return found


def _page(form: PlacementForm | ButtonForm, placement_id: int) -> str:
    one = _placement(placement_id)
    if not isinstance(form, PlacementForm):
        form = PlacementForm(one, formdata=None).showing(form)
    return render_template("posters/placement.html", one=one, form=form)


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


@bp.get("/team/placements")
@allow(Permission.PLAN_EVENTS)
def placements() -> str:
    """Every place, those in use first, and a form for one more."""
    return _list_page(PlacementForm(formdata=None))


@bp.post("/team/placements")
@allow(Permission.PLAN_EVENTS)
@submits(PlacementForm, page=_list_page)
def add_placement(form: PlacementForm, session: Session) -> Answer:
    """Add a place; its code is made from its name."""
    made = rules.add(session, name=form.name.data, area_id=form.area.data, by=current_actor(), now=utcnow())
    return redirect(url_for(".placements", added=made.code), 303)


@bp.get("/team/placements/<id:placement_id>")
@allow(Permission.PLAN_EVENTS)
def placement(placement_id: int) -> str:
    """One place: its name, its code, and whether posters hang there."""
    return _page(ButtonForm(formdata=None), placement_id)


@bp.post("/team/placements/<id:placement_id>")
@allow(Permission.PLAN_EVENTS)
@submits(PlacementForm, page=_page, check=_placement)
def change_placement(form: PlacementForm, session: Session, placement_id: int) -> Answer:
    """Give a place another name or area."""
    said = {"name": form.name.data, "area_id": form.area.data}
    rules.change(session, placement_id=placement_id, **said, by=current_actor(), now=utcnow())
    return redirect(url_for(".placements"), 303)


@bp.post("/team/placements/<id:placement_id>/retire")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_page, check=_placement)
def retire_placement(_form: ButtonForm, session: Session, placement_id: int) -> Answer:
    """No posters hang there any more."""
    rules.retire(session, placement_id=placement_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".placements"), 303)


@bp.post("/team/placements/<id:placement_id>/back")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_page, check=_placement)
def bring_back_placement(_form: ButtonForm, session: Session, placement_id: int) -> Answer:
    rules.bring_back(session, placement_id=placement_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".placements"), 303)
