"""The hands an event needs: how many are wanted for each task, and how many have said yes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import SPOKEN
from portal.events.models import Event, Status
from portal.helping.models import EventTask, TaskKind, TaskTake

MOST_HANDS = 30


@dataclass(frozen=True)
class TaskSlot:
    """What a task is: its kind and, to interpret, the language."""

    kind: TaskKind
    lang: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}_{self.lang}" if self.lang else str(self.kind)


@dataclass(frozen=True)
class Hands:
    """How many hands a task wants, how many said yes to us, how many took it on the page, and when it is."""

    wanted: int = 0
    taken: int = 0
    at_local: time | None = None
    held: int = 0
    task_id: int = 0

    @property
    def open(self) -> int:
        """How many are still looked for."""
        return max(0, self.wanted - self.taken - self.held)


def held(session: Session, task_ids: Iterable[int]) -> dict[int, int]:
    """How many parties hold each of these tasks, with one query."""
    takes = select(TaskTake.task_id, func.count()).where(
        TaskTake.task_id.in_(list(task_ids)), TaskTake.cancelled_at.is_(None)
    )
    return {task_id: int(count) for task_id, count in session.execute(takes.group_by(TaskTake.task_id))}


def hands_of(session: Session, event_id: int) -> dict[TaskSlot, Hands]:
    """Every task of an event in the order of the kinds: each kind there is, and interpreting once per language."""
    rows = session.scalars(select(EventTask).where(EventTask.event_id == event_id)).all()
    takes = held(session, [row.id for row in rows])
    found = {TaskSlot(kind): Hands() for kind in TaskKind if kind is not TaskKind.INTERPRETING}
    for row in rows:
        hands = Hands(row.wanted, row.taken, row.at_local, takes.get(row.id, 0), row.id)
        if row.kind is not TaskKind.INTERPRETING or hands.wanted or hands.taken or hands.held:
            found[TaskSlot(row.kind, row.lang)] = hands
    order = list(TaskKind)
    return dict(sorted(found.items(), key=lambda one: (order.index(one[0].kind), one[0].lang)))


def save(session: Session, *, event_id: int, hands: Mapping[TaskSlot, Hands], by: Actor, now: datetime) -> None:
    """Write how many hands an event needs and has, and when, until it is over. Who took one keeps it."""
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    if event.status is Status.CANCELLED:
        raise RuleBroken(_("This event is cancelled, so it needs no hands."))
    if now >= event.ends_at:
        raise RuleBroken(_("This event is over, so it needs no hands any more."))
    tasks = session.scalars(select(EventTask).where(EventTask.event_id == event_id))
    rows = {TaskSlot(row.kind, row.lang): row for row in tasks}
    before = {slot: _said(row) for slot, row in rows.items()}
    for slot, count in hands.items():
        if not (0 <= count.wanted <= MOST_HANDS and 0 <= count.taken <= MOST_HANDS):
            raise RuleBroken(_("Write a number from %(least)s to %(most)s.", least=0, most=MOST_HANDS))
        if slot.lang and (slot.kind is not TaskKind.INTERPRETING or slot.lang not in SPOKEN):
            raise RuleBroken(_("Choose among these."), "new_lang")
        if slot not in rows:
            if not (count.wanted or count.taken):
                continue
            rows[slot] = EventTask(event_id=event_id, kind=slot.kind, lang=slot.lang)
            session.add(rows[slot])
        rows[slot].wanted, rows[slot].taken, rows[slot].at_local = count.wanted, count.taken, count.at_local
    if event.status is Status.PUBLISHED and before != {slot: _said(row) for slot, row in rows.items()}:
        event.version += 1  # readers see what is missing
    session.flush()
    audit.record(session, "helping.tasks", event, by=by, now=now)


def _said(row: EventTask) -> tuple[int, int, time | None]:
    return row.wanted, row.taken, row.at_local
