"""The coordinator's pages of a course: making it, its evenings, inviting, completing, closing."""

from typing import Any

from flask import redirect, render_template, request, url_for

from portal.accounts import members, sessions
from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.core import audit, qr
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm, TeamForm
from portal.core.i18n import to_local
from portal.core.web import Answer
from portal.course import attendance, courses, interest, queries, standing
from portal.course.forms import CourseForm, EveningsForm, TermsForm
from portal.course.models import Course, CourseParticipant
from portal.course.pages import bp, row


@bp.get("/team/course/new")
@allow(Permission.RUN_COURSE)
def new() -> Answer:
    """The form of a new course."""
    return render_template("course/new.html", form=CourseForm(formdata=None))


@bp.post("/team/course/new")
@allow(Permission.RUN_COURSE)
def create() -> Answer:
    """Plan a course; its evenings come next."""
    form = CourseForm()
    if not form.validate():
        return render_template("course/new.html", form=form), 422
    becoming, terms = form.becoming.data, form.terms()
    with transaction() as session:
        made = courses.create(session, becoming=becoming, terms=terms, by=current_actor(), now=utcnow())
        course_id = made.id
    return _back(course_id, "created")


@bp.get("/team/course/<id:course_id>")
@allow(Permission.RUN_COURSE)
def one(course_id: int) -> Answer:
    """A course: who takes part and how far each has come, who is asked, its evenings, its terms."""
    audit.record_reading("course.read", row(Course, course_id), by=current_actor())
    return _page(course_id)


@bp.post("/team/course/<id:course_id>/terms")
@allow(Permission.RUN_COURSE)
def change(course_id: int) -> Answer:
    """Change seats, share, and whether everybody is told."""
    row(Course, course_id)
    form = TermsForm()
    if form.validate():
        terms = form.terms()
        return _do(course_id, "saved", courses.change, form, course_id=course_id, terms=terms)
    return _page(course_id, form, status=422)


@bp.post("/team/course/<id:course_id>/evenings")
@allow(Permission.RUN_COURSE)
def make_evenings(course_id: int) -> Answer:
    """Make all evenings of a course that has none."""
    row(Course, course_id)
    form = EveningsForm()
    if form.validate():
        evenings = form.evenings()
        return _do(course_id, "evenings", courses.plan_evenings, form, course_id=course_id, evenings=evenings)
    return _page(course_id, form, status=422)


@bp.post("/team/course/<id:course_id>/invite")
@allow(Permission.RUN_COURSE)
def invite(course_id: int) -> Answer:
    """Invite the next on the list, as many as there are free seats."""
    row(Course, course_id)
    return _do(course_id, "invited", interest.invite_next, ButtonForm(), course_id=course_id)


@bp.post("/team/course/<id:course_id>/close")
@allow(Permission.RUN_COURSE)
def close(course_id: int) -> Answer:
    """Close a course."""
    row(Course, course_id)
    return _do(course_id, "closed", courses.close, ButtonForm(), course_id=course_id)


@bp.post("/team/course/people/<id:participant_id>/complete")
@allow(Permission.RUN_COURSE)
def complete(participant_id: int) -> Answer:
    """She has completed the course, before it is over."""
    course_id = row(CourseParticipant, participant_id).course_id
    return _do(course_id, "completed", attendance.complete, ButtonForm(), participant_id=participant_id)


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
        return _page(course_id, form, status=422)
    address = sessions.link_address(token)
    return render_template(
        "accounts/invite.html",
        member=row(Member, member_id),
        recovery=False,
        address=address,
        qr=qr.svg(address),
        until=to_local(now + sessions.LINK_LIFE),
    )


def _do(back_to: int, done: str, rule: Any, form: TeamForm, **words: Any) -> Answer:
    try:
        with transaction() as session:
            rule(session, by=current_actor(), now=utcnow(), **words)
        return _back(back_to, done)
    except RuleBroken as broken:
        form.refuse(broken.message, broken.field)
        return _page(back_to, form, status=422)


def _back(course_id: int, done: str) -> Answer:
    return redirect(url_for(".one", course_id=course_id, done=done), 303)


def _page(course_id: int, form: TeamForm | None = None, *, status: int = 200) -> tuple[str, int]:
    now, session, course = utcnow(), db.session(), row(Course, course_id)
    evenings = standing.evenings_of(session, course)
    people = standing.standings(session, course, now)
    html = render_template(
        "course/course.html",
        course=course,
        form=form or ButtonForm(formdata=None),
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
    return html, status
