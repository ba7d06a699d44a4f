"""Door passes: another phone may count at one event until six next morning, and sees nothing else."""

from collections.abc import Sequence
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts import sessions
from portal.accounts.link_views import DoorPassPage
from portal.accounts.models import PhoneSession
from portal.core import audit
from portal.core.actors import Actor
from portal.core.db import db
from portal.core.errors import RuleBroken
from portal.events import invitation
from portal.events.availability import open_for_counting
from portal.events.models import Event


def give(session: Session, *, event_id: int, by: Actor, now: datetime) -> str:
    """The token of a one-time link that makes another phone a door pass. Only while the list is open."""
    if not open_for_counting(session.get_one(Event, event_id), now):
        raise RuleBroken(_("You can give a door pass from one day before the event until two days after it."))
    audit.record(session, "attendance.give_pass", f"event:{event_id}", by=by, now=now)
    return sessions.make_link(session, event_id=event_id, now=now)


def door_of(event_id: int, lang: str) -> DoorPassPage:
    """The door of an event (``accounts.link_views.DOOR_OF``)."""
    event = db.session.get_one(Event, event_id)
    return DoorPassPage(invitation.title(event, lang), url_for("attendance.door", code=event.code))


def end(session: Session, *, event_id: int, phone_id: int, by: Actor, now: datetime) -> None:
    """End a door pass of this event. Ending it again, or one that is not there, changes nothing."""
    phone = session.get(PhoneSession, phone_id)
    if phone is None or phone.event_id != event_id:
        return
    sessions.end(session, phone=phone, now=now)
    audit.record(session, "attendance.end_pass", f"session:{phone_id}", by=by, now=now)


def living(session: Session, *, event_id: int, now: datetime) -> Sequence[PhoneSession]:
    """The door passes of an event that work now, oldest first."""
    query = select(PhoneSession).where(
        PhoneSession.event_id == event_id, PhoneSession.ended_at.is_(None), PhoneSession.expires_at > now
    )
    return session.scalars(query.order_by(PhoneSession.created_at, PhoneSession.id)).all()
