"""Making an event like another one: everything but its date and its people. The tasks it needs come along, too."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, inspect, literal, select
from sqlalchemy.orm import Session

from portal.core.actors import Actor
from portal.events import rules
from portal.events.models import Event, EventText
from portal.events.rules import FACTS, EventPlan
from portal.helping.models import EventTask


def plan_of(event: Event, day: date | None = None, *, with_hosts: bool = False) -> EventPlan:
    """An event as a plan, on another ``day`` where one is given: the same clock times, Danish time."""
    starts = datetime.combine(day, event.starts_local.time()) if day else event.starts_local
    shift = starts - event.starts_local
    facts: dict[str, Any] = {one.name: _own(getattr(event, one.name)) for one in FACTS}
    return EventPlan(
        starts_local=starts,
        ends_local=event.ends_local + shift,
        closes_local=event.closes_local + shift if event.closes_local else None,
        hosts=frozenset(part.member_id for part in event.mothers if part.hosting) if with_hosts else frozenset(),
        **facts,
    )


def copy_event(
    session: Session, *, event: Event, day: date, by: Actor, now: datetime, with_hosts: bool = False
) -> Event:
    """A draft like ``event`` on another day, with its words in every language and the state they are in.

    Not copied: dates, codes, sign-ups, counts, who has taken a task, and (unless ``with_hosts``) who hosts it.
    Raises RuleBroken where a time does not exist on that day, or the day is too far away.
    """
    copy = rules.create(session, plan=plan_of(event, day, with_hosts=with_hosts), by=by, now=now)
    copy.texts = [copy_of(text) for text in event.texts]
    session.flush()
    _copy_tasks(session, event, copy)
    return copy


def _copy_tasks(session: Session, event: Event, copy: Event) -> None:
    """The hands that are wanted, and when; nobody has said yes yet."""
    task = EventTask
    same = select(literal(copy.id), task.kind, task.lang, task.wanted, literal(0), task.at_local)
    wanted = same.where(task.event_id == event.id, task.wanted > 0)
    columns = ["event_id", "kind", "lang", "wanted", "taken", "at_local"]
    session.execute(insert(task).from_select(columns, wanted))


def copy_of(text: EventText) -> EventText:
    """The same words once more; who wrote them, and when, stays with them."""
    names = {str(column.key) for column in inspect(EventText).columns} - {"id", "event_id"}
    return EventText(**{name: getattr(text, name) for name in names})


def _own(value: Any) -> Any:
    """A list of its own, so that two events never share one."""
    return list(value) if isinstance(value, list) else value
