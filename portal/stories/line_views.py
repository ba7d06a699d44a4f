"""A mother's own line for the report, on her own phone."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.submit import submits
from portal.core.web import Answer
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


def _form() -> LineForm:
    return LineForm(current_member())


def _mine() -> MotherLine | None:
    return queries.line_of(db.session(), current_member().id)


def _page(form: LineForm) -> str:
    return render_template("stories/line.html", form=form, line=_mine(), done=request.args.get("done"))


@bp.post("/team/line")
@allow(Permission.OWN_LINE)
@submits(_form, page=_page)
def write(form: LineForm, session: Session) -> Answer:
    """Keep it; what she said before is gone."""
    said = {"text": form.text.data, "lang": form.lang.data, "named": form.named.data}
    rules.write(session, **said, by=current_actor(), now=utcnow())
    return redirect(url_for(".mine", done="saved"), 303)


@bp.get("/team/line/take-back")
@allow(Permission.OWN_LINE)
def ask_to_take_back() -> str:
    return render_template("stories/line_take_back.html", line=_mine() or abort(404))


@bp.post("/team/line/take-back")
@allow(Permission.OWN_LINE)
def take_back() -> Answer:
    with transaction() as session:
        rules.take_back(session, by=current_actor(), now=utcnow())
    return redirect(url_for(".mine", done="taken_back"), 303)
