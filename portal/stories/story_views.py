"""Writing a story, changing it, and taking it back."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import current_language
from portal.core.submit import submits
from portal.core.text import whole_number
from portal.core.web import Answer
from portal.stories import rules
from portal.stories.forms import StoryForm, written
from portal.stories.guide import InterviewKind
from portal.stories.interviews import answers_of
from portal.stories.models import Interview, Shape, Story, StoryPart
from portal.stories.pages import HANDED_ON, bp, read_interview, story_of, year_asked


@bp.get("/team/stories/new/<shape>")
@allow(Permission.REPORT)
def new(shape: str) -> str:
    """The form of a story; from an interview it begins with an answer, and the tick is to be made anew."""
    return _new_page(StoryForm(_shape(shape), formdata=None, data=_beginning()), shape)


def _new_form(shape: str) -> StoryForm:
    return StoryForm(_shape(shape))


def _new_page(form: StoryForm, shape: str) -> str:
    kept = {key: request.args[key] for key in ("part", "year", "interview", "question") if key in request.args}
    return render_template("stories/new.html", form=form, shape=_shape(shape), shapes=Shape, kept=kept)


@bp.post("/team/stories/new/<shape>")
@allow(Permission.REPORT)
@submits(_new_form, page=_new_page)
def write(form: StoryForm, session: Session, shape: str) -> Answer:
    words = form.words()
    story = rules.write(session, shape=_shape(shape), words=words, by=current_actor(), now=utcnow())
    return redirect(url_for(".picked", year=story.day.year, done="saved", _anchor=f"story-{story.id}"), 303)


@bp.get("/team/stories/<id:story_id>")
@allow(Permission.REPORT)
def one(story_id: int) -> str:
    """One story: its form, as long as nobody outside holds its words."""
    story = story_of(story_id)
    return _page(StoryForm(story.shape, formdata=None, data=written(story)), story_id)


def _form(story_id: int) -> StoryForm:
    return StoryForm(story_of(story_id).shape)


def _page(form: StoryForm, story_id: int) -> str:
    story = story_of(story_id)
    fixed = story.event_id is not None or HANDED_ON.provided(db.session(), story.id)
    return render_template("stories/one.html", form=form, story=story, fixed=fixed)


@bp.post("/team/stories/<id:story_id>")
@allow(Permission.REPORT)
@submits(_form, page=_page)
def change(form: StoryForm, session: Session, story_id: int) -> Answer:
    rules.change(
        session,
        story_id=story_id,
        words=form.words(),
        handed_on=HANDED_ON.provided(session, story_id),
        by=current_actor(),
        now=utcnow(),
    )
    year = form.day.data.year
    return redirect(url_for(".picked", year=year, done="saved", _anchor=f"story-{story_id}"), 303)


@bp.get("/team/stories/<id:story_id>/take-back")
@allow(Permission.REPORT)
def ask_to_take_back(story_id: int) -> str:
    return _ask(ButtonForm(formdata=None), story_id)


def _ask(form: ButtonForm, story_id: int) -> str:
    return render_template("stories/take_back.html", form=form, story=story_of(story_id))


@bp.post("/team/stories/<id:story_id>/take-back")
@allow(Permission.REPORT)
@submits(ButtonForm, page=_ask, check=story_of)
def take_back(form: ButtonForm, session: Session, story_id: int) -> Answer:
    rules.take_back(session, story_id=story_id, by=current_actor(), now=utcnow())
    year = session.get_one(Story, story_id).on.year
    return redirect(url_for(".picked", year=year, done="taken_back"), 303)


def _shape(shape: str) -> Shape:
    if shape not in {str(one) for one in Shape}:
        abort(404)
    return Shape(shape)


def _beginning() -> dict[str, Any]:
    """What a new story begins with, by what its address asks for."""
    part = request.args.get("part")
    found = {
        "part": StoryPart(part) if part in {str(one) for one in StoryPart} else StoryPart.BRIDGES,
        "day": year_asked(utcnow()).day,
        "lang": current_language().code,
    }
    number = whole_number(request.args.get("interview", ""))
    if number is not None:
        interview = db.session.get(Interview, number)
        text = answers_of(interview).get(request.args.get("question", "")) if interview else None
        if interview is not None and text:
            interview = read_interview(interview.id)
            found |= {"text": text, "speaker": interview.speaker, "day": interview.day, "lang": interview.lang}
            if part is None and InterviewKind.by_speaker(interview.speaker) is InterviewKind.MOTHERS:
                found["part"] = StoryPart.MOTHERS
    return found
