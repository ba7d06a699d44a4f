"""The hands an event needs: how many are wanted for each task, and how many have said yes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import audit
from portal.accounts.actors import Actor
from portal.errors import RuleBroken
from portal.events.models import Event, Status
from portal.helping.models import EventTask, TaskKind

MOST_HANDS = 30


@dataclass(frozen=True)
class Hands:
    """How many hands a task wants, and how many it has."""

    wanted: int = 0
    taken: int = 0

    @property
    def open(self) -> int:
        """How many are still looked for."""
        return max(0, self.wanted - self.taken)


def hands_of(session: Session, event_id: int) -> dict[TaskKind, Hands]:
    """Every kind of task, in its order, with the hands of an event."""
    rows = session.scalars(select(EventTask).where(EventTask.event_id == event_id))
    known = {row.kind: Hands(row.wanted, row.taken) for row in rows}
    return {kind: known.get(kind, Hands()) for kind in TaskKind}


def save(session: Session, *, event_id: int, hands: Mapping[TaskKind, Hands], by: Actor, now: datetime) -> None:
    """Write how many hands an event needs and has, until it is over."""
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    if event.status is Status.CANCELLED:
        raise RuleBroken(_("This event is cancelled, so it needs no hands."))
    if now >= event.ends_at:
        raise RuleBroken(_("This event is over, so it needs no hands any more."))
    rows = {row.kind: row for row in session.scalars(select(EventTask).where(EventTask.event_id == event_id))}
    for kind, count in hands.items():
        if not (0 <= count.wanted <= MOST_HANDS and 0 <= count.taken <= MOST_HANDS):
            raise RuleBroken(_("Write a number from %(least)s to %(most)s.", least=0, most=MOST_HANDS))
        if kind not in rows:
            if count == Hands():
                continue
            rows[kind] = EventTask(event_id=event_id, kind=kind)
            session.add(rows[kind])
        rows[kind].wanted, rows[kind].taken = count.wanted, count.taken
    audit.record(session, actor=by.name_for_audit, action="helping.tasks", subject=f"event:{event.id}", now=now)
