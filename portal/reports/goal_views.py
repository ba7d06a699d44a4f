"""Goals for a year: what the group wants to reach, and how far it has come."""

from flask import Blueprint, abort, redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.core.web import Answer
from portal.money.pages import asked_year
from portal.reports import goals as rules
from portal.reports.counting import count
from portal.reports.figures import FIGURES
from portal.reports.goal_forms import GoalForm, TargetForm
from portal.reports.goals import Progress
from portal.reports.models import Goal

bp = Blueprint("goals", __name__)


@bp.get("/team/report/goals")
@allow(Permission.REPORT)
def goals() -> str:
    """The goals of a year (``?year=``, this one unless said), each with how far we have come."""
    return _page(asked_year())


@bp.post("/team/report/goals")
@allow(Permission.REPORT)
def set_goal() -> Answer:
    """Set one more."""
    form = GoalForm(asked_year())
    if not form.validate():
        return _page(asked_year() if form.year.errors else form.year.data, form), 422
    year, aim = form.year.data, {"figure": form.figure.data, "target": form.target.data}
    try:
        with transaction() as session:
            rules.set_goal(session, year=year, by=current_actor(), now=utcnow(), **aim)
        return redirect(url_for(".goals", year=year, done="saved"), 303)
    except RuleBroken as broken:
        form.refuse(broken.message, broken.field)
    return _page(year, form), 422


@bp.get("/team/report/goals/<id:goal_id>")
@allow(Permission.REPORT)
def goal(goal_id: int) -> str:
    """One goal."""
    one = _goal(goal_id)
    form = TargetForm(data={"target": one.target}, formdata=None)
    return render_template("reports/goal.html", one=one, figure=FIGURES[one.figure], form=form)


@bp.post("/team/report/goals/<id:goal_id>")
@allow(Permission.REPORT)
def change_goal(goal_id: int) -> Answer:
    """Aim at another number."""
    one, form = _goal(goal_id), TargetForm()
    if not form.validate():
        return render_template("reports/goal.html", one=one, figure=FIGURES[one.figure], form=form), 422
    year = one.year
    with transaction() as session:
        rules.change(session, goal_id=goal_id, target=form.target.data, by=current_actor(), now=utcnow())
    return redirect(url_for(".goals", year=year, done="saved"), 303)


@bp.get("/team/report/goals/<id:goal_id>/remove")
@allow(Permission.REPORT)
def ask_to_remove_goal(goal_id: int) -> str:
    """Ask once before a goal goes."""
    return render_template("reports/goal_remove.html", one=Progress(_goal(goal_id), None))


@bp.post("/team/report/goals/<id:goal_id>/remove")
@allow(Permission.REPORT)
def remove_goal(goal_id: int) -> Answer:
    """It is no goal any more."""
    year = _goal(goal_id).year
    with transaction() as session:
        rules.remove(session, goal_id=goal_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".goals", year=year, done="removed"), 303)


def _goal(goal_id: int) -> Goal:
    found = db.session.get(Goal, goal_id)
    if found is None:
        abort(404)
    return found


def _page(year: int, form: GoalForm | None = None) -> str:
    session, now = db.session(), utcnow()
    found = rules.progress(session, year, count(session, Period.of(year), now=now))
    taken = {one.goal.figure for one in found}
    return render_template(
        "reports/goals.html",
        year=year,
        years=sorted(
            {*rules.years_known(session), to_local(now).year, to_local(now).year + 1, year}, reverse=True
        ),
        goals=found,
        form=form or GoalForm(year, taken, formdata=None),
        done=request.args.get("done"),
    )
