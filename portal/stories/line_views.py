"""A mother's own line for the report, on her own phone."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.stories import lines as rules
from portal.stories import queries
from portal.stories.forms import LineForm, own_line
from portal.stories.models import MotherLine

bp = Blueprint("lines", __name__)


@bp.get("/team/line")
@allow(Permission.OWN_LINE)
def mine() -> str:
    """Her line as it stands in the report, and the form to write or change it."""
    member = current_member()
    return _page(LineForm(member, formdata=None, data=own_line(_mine(), member)))


@bp.post("/team/line")
@allow(Permission.OWN_LINE)
def write() -> BaseResponse | tuple[str, int]:
    """Keep it; what she said before is gone."""
    form = LineForm(current_member())
    if form.validate():
        said = {"text": form.text.data, "lang": form.lang.data, "named": form.named.data}
        try:
            with transaction() as session:
                rules.write(session, **said, by=current_actor(), now=utcnow())
            return redirect(url_for(".mine", done="saved"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(form), 422


@bp.get("/team/line/take-back")
@allow(Permission.OWN_LINE)
def ask_to_take_back() -> str:
    """Ask once."""
    return render_template("stories/line_take_back.html", line=_mine() or abort(404))


@bp.post("/team/line/take-back")
@allow(Permission.OWN_LINE)
def take_back() -> BaseResponse:
    """It is gone."""
    with transaction() as session:
        rules.take_back(session, by=current_actor(), now=utcnow())
    return redirect(url_for(".mine", done="taken_back"), 303)


def _mine() -> MotherLine | None:
    return queries.line_of(db.session(), current_member().id)


def _page(form: LineForm) -> str:
    return render_template("stories/line.html", form=form, line=_mine(), done=request.args.get("done"))
