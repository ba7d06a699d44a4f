"""The page on which the coordinator switches parts of the portal on and off."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core import features
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.features import Feature
from portal.core.fields import SomeOf
from portal.core.forms import TeamForm

bp = Blueprint("features", __name__)


class FeaturesForm(TeamForm):
    on = SomeOf()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on.choices = [(str(feature), feature.label) for feature in Feature]


@bp.get("/team/features")
@allow(Permission.SWITCH_FEATURES)
def page() -> str:
    """Every part, with what it is for and whether it is on."""
    off = features.switched_off(db.session())
    return render_template("home/features.html", parts=list(Feature), off=off, done=request.args.get("done"))


@bp.post("/team/features")
@allow(Permission.SWITCH_FEATURES)
def save() -> BaseResponse:
    """Switch them. What is not named is off; a name that we do not have changes nothing."""
    named = set(FeaturesForm().on.data or [])
    off = {feature for feature in Feature if str(feature) not in named}
    with transaction() as session:
        features.switch(session, off=off, by=current_actor(), now=utcnow())
    features.forget(current_app)
    return redirect(url_for(".page", done="saved"), 303)
