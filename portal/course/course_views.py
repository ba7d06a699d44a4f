"""The coordinator's pages of a course: making it, its evenings, inviting, completing, closing."""

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts import members
from portal.accounts.guard import current_actor
from portal.accounts.member_views import qr_page
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm, TeamForm
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.course import attendance, courses, interest, queries, standing
from portal.course.forms import CourseForm, EveningsForm, TermsForm
from portal.course.models import Course, CourseParticipant
from portal.course.pages import bp, row


@bp.get("/team/course/new")
@allow(Permission.RUN_COURSE)
def new() -> Answer:
    """The form of a new course."""
    return _new_page(CourseForm(formdata=None))


def _new_page(form: CourseForm) -> str:
    return render_template("course/new.html", form=form)


@bp.post("/team/course/new")
@allow(Permission.RUN_COURSE)
@submits(CourseForm, page=_new_page)
def create(form: CourseForm, session: Session) -> Answer:
    """Plan a course; its evenings come next."""
    becoming, terms = form.becoming.data, form.terms()
    made = courses.create(session, becoming=becoming, terms=terms, by=current_actor(), now=utcnow())
    return _back(made.id, "created")


@bp.get("/team/course/<id:course_id>")
@allow(Permission.RUN_COURSE)
def one(course_id: int) -> Answer:
    """A course: who takes part and how far each has come, who is asked, its evenings, its terms."""
    audit.record_reading("course.read", row(Course, course_id), by=current_actor())
    return _page(ButtonForm(formdata=None), course_id)


def _page(form: TeamForm, course_id: int) -> str:
    now, session, course = utcnow(), db.session(), row(Course, course_id)
    evenings = standing.evenings_of(session, course)
    people = standing.standings(session, course, now)
    return render_template(
        "course/course.html",
        course=course,
        form=form,
        terms=form if isinstance(form, TermsForm) else TermsForm.of(course),
        dates=form if isinstance(form, EveningsForm) else EveningsForm(formdata=None),
        evenings=evenings,
        counts=queries.counts_of(evenings),
        people=people,
        names=queries.names_of(people),
        asked=queries.asked(course_id),
        to_offer=interest.seats_to_offer(session, course, now) if course.closed_at is None else 0,
        free=interest.seats_free(session, course),
        over=standing.over(course, evenings, now),
        today=to_local(now).date(),
        now=now,
        local=to_local,
        answer_within=interest.ANSWER_WITHIN,
        done=request.args.get("done"),
    )


def _course(course_id: int) -> Course:
    return row(Course, course_id)


@bp.post("/team/course/<id:course_id>/terms")
@allow(Permission.RUN_COURSE)
@submits(TermsForm, page=_page, check=_course)
def change(form: TermsForm, session: Session, course_id: int) -> Answer:
    """Change seats, share, and whether everybody is told."""
    courses.change(session, course_id=course_id, terms=form.terms(), by=current_actor(), now=utcnow())
    return _back(course_id, "saved")


@bp.post("/team/course/<id:course_id>/evenings")
@allow(Permission.RUN_COURSE)
@submits(EveningsForm, page=_page, check=_course)
def make_evenings(form: EveningsForm, session: Session, course_id: int) -> Answer:
    """Make all evenings of a course that has none."""
    evenings = form.evenings()
    courses.plan_evenings(session, course_id=course_id, evenings=evenings, by=current_actor(), now=utcnow())
    return _back(course_id, "evenings")


@bp.post("/team/course/<id:course_id>/invite")
@allow(Permission.RUN_COURSE)
@submits(ButtonForm, page=_page, check=_course)
def invite(form: ButtonForm, session: Session, course_id: int) -> Answer:
    """Invite the next on the list, as many as there are free seats."""
    interest.invite_next(session, course_id=course_id, by=current_actor(), now=utcnow())
    return _back(course_id, "invited")


@bp.post("/team/course/<id:course_id>/close")
@allow(Permission.RUN_COURSE)
@submits(ButtonForm, page=_page, check=_course)
def close(form: ButtonForm, session: Session, course_id: int) -> Answer:
    courses.close(session, course_id=course_id, by=current_actor(), now=utcnow())
    return _back(course_id, "closed")


def _page_of_participant(form: ButtonForm, participant_id: int) -> str:
    return _page(form, row(CourseParticipant, participant_id).course_id)


@bp.post("/team/course/people/<id:participant_id>/complete")
@allow(Permission.RUN_COURSE)
@submits(ButtonForm, page=_page_of_participant)
def complete(form: ButtonForm, session: Session, participant_id: int) -> Answer:
    """She has completed the course, before it is over."""
    course_id = row(CourseParticipant, participant_id).course_id
    attendance.complete(session, participant_id=participant_id, by=current_actor(), now=utcnow())
    return _back(course_id, "completed")


@bp.post("/team/course/people/<id:participant_id>/account")
@allow(Permission.MANAGE_MEMBERS)
def give_account(participant_id: int) -> Answer:
    """Open her account, and show the QR that makes her phone known: one tap. Pressed again it is a new QR."""
    course_id = row(CourseParticipant, participant_id).course_id
    now, by = utcnow(), current_actor()
    try:
        with transaction() as session:
            member_id = attendance.give_account(session, participant_id=participant_id, by=by, now=now)
            token = members.invite(session, member_id=member_id, by=by, now=now)
    except RuleBroken as broken:
        form = ButtonForm()
        form.refuse(broken.message, None)
        return _page(form, course_id), 422
    return qr_page(token, member_id, now)


def _back(course_id: int, done: str) -> Answer:
    return redirect(url_for(".one", course_id=course_id, done=done), 303)
