"""Interviews: the guide on paper, noting what was answered, and making a story of an answer."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import force_locale
from markupsafe import Markup

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES, current_language, to_local
from portal.core.web import Answer
from portal.stories import interviews as rules
from portal.stories import queries
from portal.stories.forms import InterviewForm, noted
from portal.stories.guide import Talk
from portal.stories.models import Interview
from portal.stories.pages import bp, interview_of, read_interview


@bp.get("/team/interviews")
@allow(Permission.REPORT)
def interviews() -> str:
    """The guides, and all talks, newest first."""
    found = queries.interviews(db.session())
    return render_template(
        "stories/interviews.html",
        found=found,
        talks=Talk,
        answers_of=rules.answers_of,
        done=request.args.get("done"),
    )


@bp.get("/team/interviews/guide/<talk>")
@allow(Permission.REPORT)
def guide(talk: str) -> str:
    """A guide to print, with the languages to choose from above it (``?lang=``) and room to write by hand."""
    asked = request.args.get("lang", "")
    lang = asked if asked in LANGUAGES else current_language().code
    tools = Markup(render_template("stories/guide_tools.html", talk=_talk(talk), chosen=lang))
    with force_locale(lang):
        return render_template("stories/guide.html", talk=_talk(talk), tools=tools)


@bp.get("/team/interviews/new/<talk>")
@allow(Permission.REPORT)
def new_interview(talk: str) -> str:
    """The form for what was answered."""
    of = _talk(talk)
    begin = {"speaker": of.speakers[0], "day": to_local(utcnow()).date(), "lang": current_language().code}
    return _edit(InterviewForm.of(of, formdata=None, data=begin), None)


@bp.post("/team/interviews/new/<talk>")
@allow(Permission.REPORT)
def note_interview(talk: str) -> Answer:
    """Note it."""
    form = InterviewForm.of(_talk(talk))
    if form.validate():
        try:
            with transaction() as session:
                answered = form.answered()
                interview = rules.note_down(session, answered=answered, by=current_actor(), now=utcnow())
                interview_id = interview.id
            return redirect(url_for(".interview", interview_id=interview_id), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _edit(form, None), 422


@bp.get("/team/interviews/<id:interview_id>")
@allow(Permission.REPORT)
def interview(interview_id: int) -> str:
    """What was answered; each answer can become a story. That it was read is kept."""
    found = read_interview(interview_id)
    return render_template(
        "stories/interview.html",
        interview=found,
        questions=Talk.by_speaker(found.speaker).questions,
        answers=rules.answers_of(found),
    )


@bp.get("/team/interviews/<id:interview_id>/edit")
@allow(Permission.REPORT)
def edit_interview(interview_id: int) -> str:
    """The form of one that is there, which shows the answers, too."""
    found = read_interview(interview_id)
    form = InterviewForm.of(Talk.by_speaker(found.speaker), formdata=None, data=noted(found))
    return _edit(form, found)


@bp.post("/team/interviews/<id:interview_id>/edit")
@allow(Permission.REPORT)
def change_interview(interview_id: int) -> Answer:
    """Correct it."""
    form = InterviewForm.of(Talk.by_speaker(interview_of(interview_id).speaker))
    if form.validate():
        try:
            with transaction() as session:
                rules.change(
                    session,
                    interview_id=interview_id,
                    answered=form.answered(),
                    by=current_actor(),
                    now=utcnow(),
                )
            return redirect(url_for(".interview", interview_id=interview_id), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _edit(form, interview_of(interview_id)), 422


@bp.get("/team/interviews/<id:interview_id>/delete")
@allow(Permission.REPORT)
def ask_to_delete(interview_id: int) -> str:
    """Ask once."""
    return render_template("stories/interview_delete.html", interview=interview_of(interview_id))


@bp.post("/team/interviews/<id:interview_id>/delete")
@allow(Permission.REPORT)
def delete(interview_id: int) -> Answer:
    """Delete it."""
    interview_of(interview_id)
    with transaction() as session:
        rules.delete(session, interview_id=interview_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".interviews", done="deleted"), 303)


def _talk(talk: str) -> Talk:
    if talk not in {str(one) for one in Talk}:
        abort(404)
    return Talk(talk)


def _edit(form: InterviewForm, interview: Interview | None) -> str:
    return render_template("stories/interview_edit.html", form=form, interview=interview)
