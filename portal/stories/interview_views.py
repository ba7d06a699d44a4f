"""Interviews: the guide on paper, noting what was answered, and making a story of an answer."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import TEAM_LANGUAGES, current_language, to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.stories import interviews as rules
from portal.stories import queries
from portal.stories.forms import InterviewForm, noted
from portal.stories.guide import InterviewKind
from portal.stories.pages import bp, interview_of, read_interview


@bp.get("/team/interviews")
@allow(Permission.REPORT)
def interviews() -> str:
    """The guides, and all talks, newest first."""
    found = queries.interviews(db.session())
    return render_template(
        "stories/interviews.html",
        found=found,
        talks=InterviewKind,
        answers_of=rules.answers_of,
        done=request.args.get("done"),
    )


@bp.get("/team/interviews/guide/<talk>")
@allow(Permission.REPORT)
def guide(talk: str) -> str:
    """A guide to print, with the languages to choose from above it (``?lang=``) and room to write by hand."""
    asked = request.args.get("lang", "")
    lang = asked if asked in TEAM_LANGUAGES else current_language().code
    tools = Markup(render_template("stories/guide_tools.html", talk=_talk(talk), chosen=lang))
    with force_locale(lang):
        return render_template("stories/guide.html", talk=_talk(talk), tools=tools)


@bp.get("/team/interviews/new/<talk>")
@allow(Permission.REPORT)
def new_interview(talk: str) -> str:
    """The form for what was answered."""
    of = _talk(talk)
    begin = {"speaker": of.speakers[0], "day": to_local(utcnow()).date(), "lang": current_language().code}
    return _new_page(InterviewForm.of(of, formdata=None, data=begin), talk)


def _new_form(talk: str) -> InterviewForm:
    return InterviewForm.of(_talk(talk))


def _new_page(form: InterviewForm, talk: str) -> str:
    return render_template("stories/interview_edit.html", form=form, interview=None)


@bp.post("/team/interviews/new/<talk>")
@allow(Permission.REPORT)
@submits(_new_form, page=_new_page)
def note_interview(form: InterviewForm, session: Session, talk: str) -> Answer:
    noted = rules.note_down(session, answered=form.answered(), by=current_actor(), now=utcnow())
    return redirect(url_for(".interview", interview_id=noted.id), 303)


@bp.get("/team/interviews/<id:interview_id>")
@allow(Permission.REPORT)
def interview(interview_id: int) -> str:
    """What was answered; each answer can become a story. That it was read is kept."""
    found = read_interview(interview_id)
    return render_template(
        "stories/interview.html",
        interview=found,
        questions=InterviewKind.by_speaker(found.speaker).questions,
        answers=rules.answers_of(found),
    )


@bp.get("/team/interviews/<id:interview_id>/edit")
@allow(Permission.REPORT)
def edit_interview(interview_id: int) -> str:
    """The form of one that is there, which shows the answers, too."""
    found = read_interview(interview_id)
    form = InterviewForm.of(InterviewKind.by_speaker(found.speaker), formdata=None, data=noted(found))
    return _page(form, interview_id)


def _form(interview_id: int) -> InterviewForm:
    return InterviewForm.of(InterviewKind.by_speaker(interview_of(interview_id).speaker))


def _page(form: InterviewForm, interview_id: int) -> str:
    return render_template("stories/interview_edit.html", form=form, interview=interview_of(interview_id))


@bp.post("/team/interviews/<id:interview_id>/edit")
@allow(Permission.REPORT)
@submits(_form, page=_page)
def change_interview(form: InterviewForm, session: Session, interview_id: int) -> Answer:
    answered = form.answered()
    rules.change(session, interview_id=interview_id, answered=answered, by=current_actor(), now=utcnow())
    return redirect(url_for(".interview", interview_id=interview_id), 303)


@bp.get("/team/interviews/<id:interview_id>/delete")
@allow(Permission.REPORT)
def ask_to_delete(interview_id: int) -> str:
    return render_template("stories/interview_delete.html", interview=interview_of(interview_id))


@bp.post("/team/interviews/<id:interview_id>/delete")
@allow(Permission.REPORT)
def delete(interview_id: int) -> Answer:
    interview_of(interview_id)
    with transaction() as session:
        rules.delete(session, interview_id=interview_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".interviews", done="deleted"), 303)


def _talk(talk: str) -> InterviewKind:
    if talk not in {str(one) for one in InterviewKind}:
        abort(404)
    return InterviewKind(talk)
