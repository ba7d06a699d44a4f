"""What everybody sees: whether a course is planned, the form of interest, and her own place by her link."""

from typing import Final

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.core import limits
from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.db import db, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.course import interest, queries
from portal.course.forms import InterestForm, PlaceButton
from portal.course.interest import InterestAnswer
from portal.course.links import interest_of_token, token_of
from portal.course.models import Course, CourseInterest
from portal.course.pages import bp
from portal.course.standing import evenings_of

#: So many may join the list from one network address in an hour: a community house shares one.
MOST_PER_HOUR: Final = 30


@bp.get("/<lang:lang>/course")
@public
def about(lang: str) -> Answer:
    """Whether a course is planned, and the form of who would like to take one."""
    return _about_page(InterestForm(formdata=None), lang)


def _about_page(form: InterestForm, lang: str) -> Response:
    html = render_template("course/about.html", form=form, told=queries.told(utcnow()))
    return Response(html, headers={"Cache-Control": "private, no-store"})


@bp.post("/<lang:lang>/course")
@public
@submits(InterestForm, page=_about_page)
def join_list(form: InterestForm, session: Session, lang: str) -> Answer:
    """Put her on the list, and show her place on it. Pressed twice she is on it once."""
    _refuse_a_flood(session)
    wish, token = form.wish(), form.token.data
    put = interest.join_list(session, wish=wish, lang=lang, form_token=token, by=GUEST, now=utcnow())
    return redirect(url_for(".place", place=token_of(put), done="listed"), 303)


def _refuse_a_flood(session: Session) -> None:
    who = request.remote_addr or ""
    if not limits.take(session, action="course", who=who, limit=MOST_PER_HOUR, seconds=3600, now=utcnow()):
        raise RuleBroken(_("Many have written from here just now. Please wait a while, or call us."))


@bp.get("/k/<place>")
@public
def place(place: str) -> Answer:
    """Her place on the list: where she stands, and what she can say. Looking at it changes nothing."""
    return _place_page(PlaceButton(formdata=None), place)


def _hers(token: str) -> CourseInterest:
    hers = interest_of_token(db.session(), token)
    if hers is None:
        abort(404)
    g.lang = _wanted() or hers.lang
    return hers


def _wanted() -> str | None:
    lang = request.args.get("lang")
    return lang if lang in LANGUAGES else None


def _place_page(form: PlaceButton, place: str) -> Response:
    hers = _hers(place)
    course = db.session.get(Course, hers.course_id) if hers.course_id else None
    html = render_template(
        "course/place.html",
        hers=hers,
        course=course,
        evenings=evenings_of(db.session(), course) if course else [],
        told=queries.told(utcnow()),
        place=token_of(hers),
        form=form,
        done=request.args.get("done"),
    )
    return Response(html, headers={"Cache-Control": "private, no-store"})


@bp.post("/k/<place>")
@public
@submits(PlaceButton, page=_place_page)
def say(form: PlaceButton, session: Session, place: str) -> Answer:
    """Yes, not this time, or off the list."""
    interest_id, said = _hers(place).id, InterestAnswer(form.said.data)
    came = interest.answer(session, interest_id=interest_id, said=said, by=GUEST, now=utcnow())
    return redirect(url_for(".place", place=place, done=str(came), lang=_wanted()), 303)
