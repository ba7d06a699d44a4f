"""Writing a story, changing it, and taking it back."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import current_language
from portal.core.web import Answer
from portal.stories import rules
from portal.stories.forms import Button, StoryForm, written
from portal.stories.guide import Talk
from portal.stories.interviews import answers_of
from portal.stories.models import Interview, Part, Shape, Story
from portal.stories.pages import bp, HANDED_ON, read_interview, story_of, year_asked


@bp.get("/team/stories/new/<shape>")
@allow(Permission.REPORT)
def new(shape: str) -> str:
    """The form of a story; from an interview it begins with an answer, and the tick is to be made anew."""
    return _new_page(StoryForm(_shape(shape), formdata=None, data=_beginning()), _shape(shape))


@bp.post("/team/stories/new/<shape>")
@allow(Permission.REPORT)
def write(shape: str) -> Answer:
    """Keep it."""
    form = StoryForm(_shape(shape))
    if form.validate():
        try:
            with transaction() as session:
                words = form.words()
                story = rules.write(session, shape=_shape(shape), words=words, by=current_actor(), now=utcnow())
                story_id, year = story.id, story.day.year
            return redirect(url_for(".picked", year=year, done="saved", _anchor=f"story-{story_id}"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _new_page(form, _shape(shape)), 422


@bp.get("/team/stories/<id:story_id>")
@allow(Permission.REPORT)
def one(story_id: int) -> str:
    """One story: its form, as long as nobody outside holds its words."""
    story = story_of(story_id)
    return _page(StoryForm(story.shape, formdata=None, data=written(story)), story)


@bp.post("/team/stories/<id:story_id>")
@allow(Permission.REPORT)
def change(story_id: int) -> Answer:
    """Change it."""
    form = StoryForm(story_of(story_id).shape)
    if form.validate():
        try:
            with transaction() as session:
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
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(form, story_of(story_id)), 422


@bp.get("/team/stories/<id:story_id>/take-back")
@allow(Permission.REPORT)
def ask_to_take_back(story_id: int) -> str:
    """Ask once."""
    return _ask(Button(formdata=None), story_of(story_id))


@bp.post("/team/stories/<id:story_id>/take-back")
@allow(Permission.REPORT)
def take_back(story_id: int) -> Answer:
    """Its words are gone."""
    year = story_of(story_id).on.year
    form = Button()
    try:
        with transaction() as session:
            rules.take_back(session, story_id=story_id, by=current_actor(), now=utcnow())
        return redirect(url_for(".picked", year=year, done="taken_back"), 303)
    except RuleBroken as broken:
        form.refuse(broken.message, None)
    return _ask(form, story_of(story_id)), 422


def _shape(shape: str) -> Shape:
    if shape not in {str(one) for one in Shape}:
        abort(404)
    return Shape(shape)


def _beginning() -> dict[str, Any]:
    """What a new story begins with, by what its address asks for."""
    part = request.args.get("part")
    found = {
        "part": Part(part) if part in {str(one) for one in Part} else Part.BRIDGES,
        "day": year_asked(utcnow()).day,
        "lang": current_language().code,
    }
    number = request.args.get("interview", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        interview = db.session.get(Interview, int(number))
        text = answers_of(interview).get(request.args.get("question", "")) if interview else None
        if interview is not None and text:
            interview = read_interview(interview.id)
            found |= {"text": text, "speaker": interview.speaker, "day": interview.day, "lang": interview.lang}
            if part is None and Talk.by_speaker(interview.speaker) is Talk.MOTHERS:
                found["part"] = Part.MOTHERS
    return found


def _new_page(form: StoryForm, shape: Shape) -> str:
    kept = {key: request.args[key] for key in ("part", "year", "interview", "question") if key in request.args}
    return render_template("stories/new.html", form=form, shape=shape, shapes=Shape, kept=kept)


def _page(form: StoryForm, story: Story) -> str:
    fixed = story.event_id is not None or HANDED_ON.provided(db.session(), story.id)
    return render_template("stories/one.html", form=form, story=story, fixed=fixed)


def _ask(form: Button, story: Story) -> str:
    return render_template("stories/take_back.html", form=form, story=story)
