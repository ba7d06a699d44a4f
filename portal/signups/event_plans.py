"""Saving the coordinator's form over an event that exists: everything in one step, told and counted once."""

from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.events import rules as events
from portal.events.models import Event, Status
from portal.events.rules import EventPlan
from portal.signups import event_changes
from portal.signups.rules import lock_event
from portal.signups.what_changed import WhenAndWhere


def save(session: Session, *, event_id: int, plan: EventPlan, seen: int, by: Actor, now: datetime) -> None:
    """Change an event as planned. Sign-ups stay; another time is told to everyone, other seats go to the queue.

    ``seen`` is the version the form began with: where somebody else saved meanwhile, it is refused once. A
    closing that was left as it was shifts with the start. The version grows by one, however much changed.
    """
    event = lock_event(session, event_id)
    if event.version != seen:
        raise RuleBroken(
            _("Somebody else has changed this event meanwhile. What you wrote is still here: press Save again.")
        )
    plan = _with_closing(plan, event)
    events.check(plan, event=event, now=now)
    before = (event.starts_local, event.ends_local, event.closes_local, event.seats)
    told, announced = WhenAndWhere.of(event), event.moved_from_place or _place(event)
    changed = events.write_facts(session, event=event, plan=plan)
    if event.status is Status.PUBLISHED:
        event.moved_from_place = announced if announced != _place(event) else None
    event_changes.move(
        session,
        event_id=event_id,
        starts_local=plan.starts_local,
        ends_local=plan.ends_local,
        by=by,
        now=now,
        before=told,
    )
    event.closes_local = plan.closes_local
    event_changes.set_seats(session, event_id=event_id, seats=plan.seats, by=by, now=now)
    if changed or before != (event.starts_local, event.ends_local, event.closes_local, event.seats):
        event.version = seen + 1
        audit.record(session, "events.edit", event, by=by, now=now)


def _place(event: Event) -> str | None:
    """The place as everybody may read it; None for a home."""
    return None if event.at_home else ", ".join(filter(None, (event.place_name, event.address)))


def _with_closing(plan: EventPlan, event: Event) -> EventPlan:
    shift = plan.starts_local - event.starts_local
    if plan.closes_local is None or plan.closes_local != event.closes_local or not shift:
        return plan
    return replace(plan, closes_local=plan.closes_local + shift)
