"""What stands in the report of a year, part by part: picking, putting aside, and examples from what was done."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.submit import submits
from portal.core.web import Answer
from portal.stories import queries, rules
from portal.stories.forms import ExamplesForm
from portal.stories.models import StoryPart
from portal.stories.pages import Year, bp, story_of, year_asked


@bp.get("/team/stories")
@allow(Permission.REPORT)
def picked() -> str:
    """Everything of a year, also what is put aside."""
    year = year_asked(utcnow())
    session = db.session()
    years = {year.today.year, year.number, *queries.years(session)}
    return render_template(
        "stories/picked.html",
        year=year,
        years=sorted(years, reverse=True),
        parts=StoryPart,
        found=queries.everything_in(session, year.period),
        lines=queries.lines(session),
        with_examples=queries.CATEGORIES,
        done=request.args.get("done"),
    )


@bp.post("/team/stories/<id:story_id>/aside")
@allow(Permission.REPORT)
def put_aside(story_id: int) -> BaseResponse:
    return _pick(story_id, rules.put_aside)


@bp.post("/team/stories/<id:story_id>/back")
@allow(Permission.REPORT)
def bring_back(story_id: int) -> BaseResponse:
    """Let it stand in the report again."""
    return _pick(story_id, rules.bring_back)


@bp.get("/team/stories/examples/<part>")
@allow(Permission.REPORT)
def examples(part: str) -> str:
    """What was done in a year, with a tick at each event that stands as an example."""
    of, year = _part(part), year_asked(utcnow())
    form = ExamplesForm(_events(of, year), formdata=None)
    live = db.session.scalars(queries.points_of_events(of))
    form.events.data = [str(story.event_id) for story in live if story.put_aside_at is None]
    return _examples_page(form, part)


def _examples_form(part: str) -> ExamplesForm:
    return ExamplesForm(_events(_part(part), year_asked(utcnow())))


def _examples_page(form: ExamplesForm, part: str) -> str:
    of, year = _part(part), year_asked(utcnow())
    return render_template("stories/examples.html", form=form, events=_events(of, year), part=of, year=year)


@bp.post("/team/stories/examples/<part>")
@allow(Permission.REPORT)
@submits(_examples_form, page=_examples_page)
def pick(form: ExamplesForm, session: Session, part: str) -> Answer:
    of, now = _part(part), utcnow()
    year = year_asked(now)
    offered = queries.examples(session, of, year.period, now)
    rules.pick_events(session, part=of, offered=offered, chosen=form.ids, by=current_actor(), now=now)
    return redirect(url_for(".picked", year=year.number, done="picked", _anchor=of), 303)


def _pick(story_id: int, rule: Any) -> BaseResponse:
    story = story_of(story_id)
    back = url_for(".picked", year=story.on.year, _anchor=f"story-{story_id}")
    try:
        with transaction() as session:
            rule(session, story_id=story_id, by=current_actor(), now=utcnow())
    except RuleBroken:  # it was taken back meanwhile, as the list shows
        pass
    return redirect(back, 303)


def _part(part: str) -> StoryPart:
    if part not in queries.CATEGORIES:
        abort(404)
    return StoryPart(part)


def _events(part: StoryPart, year: Year) -> dict[int, Any]:
    found = queries.examples(db.session(), part, year.period, utcnow())
    return {event.id: event for event in found}
