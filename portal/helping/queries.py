"""Reading helping hands: what is still missing and where, who has taken what, and what is in the food."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.core.i18n import to_local
from portal.core.paging import Page, page
from portal.events.availability import Availability
from portal.events.facts import Audience
from portal.events.models import Event, Status
from portal.events.queries import BY_START, LONGEST, availabilities
from portal.helping.models import Contains, EventTask, Helper, TaskKind, TaskTake
from portal.helping.tasks import Hands, TaskSlot, held
from portal.signups import task_seats
from portal.signups.models import SignUp, State

#: The coordinator hears so long ahead that an event lacks hands.
SOON: Final = timedelta(days=7)
#: Residents see so many events that need hands at a time.
PAGE: Final = 30


@dataclass(frozen=True)
class Missing:
    """A task that still needs hands."""

    task_id: int
    slot: TaskSlot
    hands: Hands


@dataclass(frozen=True)
class Needs:
    """An event and what it still needs, in the order of the kinds."""

    event: Event
    missing: list[Missing]
    state: Availability


@dataclass(frozen=True)
class OnTicket:
    """What a ticket says of tasks: what she brings, what she may take, and whether she would keep her seat."""

    held: Sequence[TaskTake]
    open: list[Missing]
    keeps_seat: bool


def missing(session: Session, event_ids: Iterable[int]) -> dict[int, list[Missing]]:
    """What each of these events still needs, by its id, with two queries; nothing for one that needs no more."""
    wanted = select(EventTask).where(EventTask.event_id.in_(list(event_ids)), EventTask.wanted > EventTask.taken)
    rows = session.scalars(wanted).all()
    takes = held(session, [row.id for row in rows]) if rows else {}
    order = list(TaskKind)
    found: dict[int, list[Missing]] = {}
    for row in sorted(rows, key=lambda row: (order.index(row.kind), row.lang)):
        hands = Hands(row.wanted, row.taken, row.at_local, takes.get(row.id, 0), row.id)
        if hands.open:
            found.setdefault(row.event_id, []).append(Missing(row.id, TaskSlot(row.kind, row.lang), hands))
    return found


def needing(session: Session, now: datetime, *, asked: str = "") -> Page[Needs]:
    """The page that ``?page=`` asks for of the events that residents may come to and that still need hands."""
    some = exists().where(EventTask.event_id == Event.id, EventTask.wanted > EventTask.taken)
    query = (
        select(Event)
        .where(Event.status == Status.PUBLISHED, Event.audience != Audience.MOTHERS)
        .where(Event.starts_local > to_local(now), some)
        .options(selectinload(Event.texts), selectinload(Event.area))
    )
    coming = page(session, query, BY_START, size=PAGE, asked=asked)
    found, states = missing(session, [event.id for event in coming.rows]), availabilities(coming.rows, now=now)
    needs = [
        Needs(event, found[event.id], states[event.id])
        for event in coming.rows
        if event.id in found and states[event.id].can_sign_up
    ]
    return Page(needs, coming.back, coming.on)


def open_hands(session: Session, now: datetime) -> list[Needs]:
    """For the coordinator: published events of the next seven days that lack hands, soonest first."""
    local = to_local(now)
    coming = session.scalars(
        select(Event)
        .where(Event.status == Status.PUBLISHED, Event.starts_local > local - LONGEST)
        .where(Event.ends_local > local, Event.starts_local <= local + SOON)
        .options(selectinload(Event.texts), selectinload(Event.area))
        .order_by(Event.starts_local, Event.id)
    ).all()
    found, states = missing(session, [event.id for event in coming]), availabilities(coming, now=now)
    return [Needs(event, found[event.id], states[event.id]) for event in coming if event.id in found]


def takes_of(session: Session, event_id: int) -> dict[int, list[TaskTake]]:
    """Who holds each task of an event, by the task's id, the first first."""
    rows = session.scalars(
        select(TaskTake)
        .join(TaskTake.task)
        .where(EventTask.event_id == event_id, TaskTake.cancelled_at.is_(None))
        .options(joinedload(TaskTake.signup).joinedload(SignUp.ticket))
        .order_by(TaskTake.created_at, TaskTake.id)
    )
    found: dict[int, list[TaskTake]] = {}
    for row in rows:
        found.setdefault(row.task_id, []).append(row)
    return found


def in_the_food(takes: dict[int, list[TaskTake]]) -> list[tuple[Contains, int]]:
    """For the kitchen: in how many of the things that are brought there is each of these, without any name."""
    counts = Counter(value for held_by in takes.values() for one in held_by for value in one.contains)
    return [(one, counts[one]) for one in Contains if counts[one]]


def on_ticket(session: Session, signup: SignUp, *, taken: int, now: datetime) -> OnTicket:
    """What the ticket of a party says; ``taken`` are the seats of its event that are taken."""
    event = signup.event
    mine = session.scalars(
        select(TaskTake)
        .where(TaskTake.signup_id == signup.id, TaskTake.cancelled_at.is_(None))
        .options(joinedload(TaskTake.task))
        .order_by(TaskTake.created_at, TaskTake.id)
    ).all()
    may_take = (
        signup.state is not State.CANCELLED
        and event.status is Status.PUBLISHED
        and event.audience is not Audience.MOTHERS
        and now < event.starts_at
    )
    hers = {one.task_id for one in mine}
    still = missing(session, [event.id]).get(event.id, []) if may_take else []
    keeps = len(mine) > 1 or task_seats.keeps_seat(session, signup, seats=event.seats, taken=taken)
    return OnTicket(mine, [one for one in still if one.task_id not in hers], keeps)


def helpers(session: Session) -> Sequence[Helper]:
    """Everyone who may be asked again: who was not asked for longest first."""
    rows = session.scalars(select(Helper).order_by(Helper.created_at, Helper.id)).all()

    def turn(one: Helper) -> tuple[bool, date, int]:
        return one.asked_on is not None, one.asked_on or to_local(one.created_at).date(), one.id

    return sorted(rows, key=turn)
