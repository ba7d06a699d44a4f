"""Who was there on an evening: one tap per person on a phone, one more to take it back."""

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.course import attendance, queries, standing
from portal.course.forms import ThereForm
from portal.course.models import Course, CourseParticipant
from portal.course.pages import bp, row
from portal.events.models import Event


@bp.get("/team/course/<id:course_id>/evenings/<id:evening_id>")
@allow(Permission.RUN_COURSE)
def evening(course_id: int, evening_id: int) -> Answer:
    audit.record_reading("course.read_evening", _evening_of(course_id, evening_id), by=current_actor())
    return _page(ThereForm(formdata=None), course_id, evening_id)


def _evening_of(course_id: int, evening_id: int) -> Event:
    course, event = row(Course, course_id), row(Event, evening_id)
    if course.series_id is None or event.series_id != course.series_id:
        abort(404)
    return event


def _page(form: ThereForm, course_id: int, evening_id: int) -> str:
    session, now = db.session(), utcnow()
    course, event = row(Course, course_id), _evening_of(course_id, evening_id)
    there, day = queries.there_on(evening_id), event.starts_local.date()
    people = [
        one
        for one in standing.standings(session, course, now)
        if one.participant.id in there or one.participant.left_on is None or one.participant.left_on >= day
    ]
    evenings = standing.evenings_of(session, course)
    return render_template(
        "course/evening.html",
        course=course,
        event=event,
        evenings=[one for one in evenings if one.starts_local.date() <= to_local(now).date()],
        number=1 + next((n for n, one in enumerate(evenings) if one.id == evening_id), 0),
        people=people,
        names=queries.names_of(people),
        there=there,
        is_open=course.closed_at is None and event in evenings and day <= to_local(now).date(),
        form=form,
    )


def _page_after(form: ThereForm, course_id: int, evening_id: int, participant_id: int) -> str:
    return _page(form, course_id, evening_id)


def _takes_part(course_id: int, evening_id: int, participant_id: int) -> None:
    _evening_of(course_id, evening_id)
    if row(CourseParticipant, participant_id).course_id != course_id:
        abort(404)


@bp.post("/team/course/<id:course_id>/evenings/<id:evening_id>/<id:participant_id>")
@allow(Permission.RUN_COURSE)
@submits(ThereForm, page=_page_after, check=_takes_part)
def note_there(form: ThereForm, session: Session, course_id: int, evening_id: int, participant_id: int) -> Answer:
    """She was there, or was not after all."""
    attendance.note_there(
        session,
        participant_id=participant_id,
        event_id=evening_id,
        there=form.there.data == "yes",
        by=current_actor(),
        now=utcnow(),
    )
    here = url_for(".evening", course_id=course_id, evening_id=evening_id, _anchor=f"party-{participant_id}")
    return redirect(here, 303)
