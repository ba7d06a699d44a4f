"""The coordinator's list: everybody in order, the totals, and one person with her message and her answer."""

from datetime import timedelta

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.course import interest, queries
from portal.course.forms import AnswerForm
from portal.course.interest import ANSWERS, InterestAnswer
from portal.course.models import Becoming, Course, CourseInterest, InterestState
from portal.course.pages import bp, letter_of, row
from portal.course.standing import evenings_of_each


@bp.get("/team/course")
@allow(Permission.RUN_COURSE)
def overview() -> Answer:
    """The courses, what waits, and the list for each in order, with its totals."""
    audit.record_reading("course.read_list", "course_interest:all", by=current_actor())
    now = utcnow()
    lists = {becoming: queries.the_list(becoming) for becoming in Becoming}
    courses = queries.courses(asked=request.args.get("page", ""))
    return render_template(
        "course/overview.html",
        lists=lists,
        totals={becoming: queries.totals(people) for becoming, people in lists.items()},
        courses=courses,
        evenings=evenings_of_each(db.session(), courses.rows),
        waiting=queries.waiting_for_coordinator(db.session(), now),
        local=to_local,
    )


@bp.get("/team/course/interest/<id:interest_id>")
@allow(Permission.RUN_COURSE)
def person(interest_id: int) -> Answer:
    """Somebody on the list: how to reach her, what to write to her, what she answered."""
    audit.record_reading("course.read_person", _interest(interest_id), by=current_actor())
    return _person_page(AnswerForm(formdata=None), interest_id)


def _interest(interest_id: int) -> CourseInterest:
    return row(CourseInterest, interest_id)


def _person_page(form: AnswerForm, interest_id: int) -> str:
    who = _interest(interest_id)
    course = db.session.get(Course, who.course_id) if who.course_id else None
    return render_template(
        "course/person.html",
        who=who,
        course=course,
        letter=letter_of(who) if who.name and who.state is not InterestState.WITHDRAWN else None,
        can_say=ANSWERS[who.state],
        form=form,
        done=request.args.get("done"),
        local=to_local,
        week=timedelta(days=7),
        now=utcnow(),
    )


@bp.post("/team/course/interest/<id:interest_id>")
@allow(Permission.RUN_COURSE)
@submits(AnswerForm, page=_person_page, check=_interest)
def note_answer(form: AnswerForm, session: Session, interest_id: int) -> Answer:
    """Note what she told the coordinator, or take an invitation back."""
    by, now, said, done = current_actor(), utcnow(), form.said.data, "taken_back"
    if said == "take_back":
        interest.take_back(session, interest_id=interest_id, by=by, now=now)
    else:
        done = str(interest.answer(session, interest_id=interest_id, said=InterestAnswer(said), by=by, now=now))
    return redirect(url_for(".person", interest_id=interest_id, done=done), 303)
