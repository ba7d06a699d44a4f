"""What sign-ups ask about tasks: the functions of the protocol ``signups.task_seats.Tasks``."""

from datetime import datetime

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.core.db import db
from portal.core.features import Feature, is_on
from portal.events.availability import Availability
from portal.events.facts import Bring
from portal.events.models import Event
from portal.helping import queries, words
from portal.helping.models import TaskTake
from portal.helping.taking import last_change, moment
from portal.signups.models import SignUp

__all__ = ["give_all_back", "hand_over", "last_change", "on_invitation", "on_ticket"]


def give_all_back(session: Session, signup: SignUp, *, now: datetime) -> None:
    mine = (TaskTake.signup_id == signup.id, TaskTake.cancelled_at.is_(None))
    session.execute(update(TaskTake).where(*mine).values(cancelled_at=moment(session, signup.event_id, now=now)))


def hand_over(session: Session, *, left: SignUp, kept: SignUp, now: datetime) -> None:
    """A task that ``kept`` gave back before is taken again, with what ``left`` told of it."""
    known = {row.task_id: row for row in _takes(session, kept)}
    for old in (row for row in _takes(session, left) if row.cancelled_at is None):
        take = known.get(old.task_id) or TaskTake(task_id=old.task_id, signup_id=kept.id)
        if take.id is None or take.cancelled_at is not None:
            take.created_at, take.cancelled_at = moment(session, kept.event_id, now=now), None
            take.what, take.contains = old.what, list(old.contains)
            session.add(take)
            session.flush()


def on_invitation(event: Event, state: Availability) -> Markup:
    """How many of what are missing, or at least where a guest sees what to bring; on a full invitation, too."""
    if not is_on(Feature.HELP) or not state.can_sign_up:
        return Markup()
    missing = queries.missing(db.session(), [event.id]).get(event.id, [])
    if not missing and Bring.A_DISH not in event.bring:
        return Markup()
    said = [words.so_many(one.slot, one.hands.open) for one in missing]
    return Markup(render_template("helping/on_invitation.html", event=event, missing=said))


def on_ticket(signup: SignUp, *, token: str, taken: int, now: datetime) -> Markup:
    if not is_on(Feature.HELP):
        return Markup()
    html = render_template(
        "helping/on_ticket.html",
        signup=signup,
        event=signup.event,
        hands=queries.on_ticket(db.session(), signup, taken=taken, now=now),
        task_words=words,
        token=token,
        begun=now >= signup.event.starts_at,
    )
    return Markup(html)


def _takes(session: Session, signup: SignUp) -> list[TaskTake]:
    rows = select(TaskTake).where(TaskTake.signup_id == signup.id).order_by(TaskTake.id)
    return list(session.scalars(rows.execution_options(populate_existing=True)))
