"""The calendar of the coming three months: lists that fill, a queue, an event that moved, one called off."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select

from portal.attendance.models import OpKind
from portal.core.i18n import to_local
from portal.demo.counting import DemoCounting
from portal.demo.happenings import DemoBuilder
from portal.demo.parties import moments, split
from portal.events.facts import Audience, Cancelled, Children
from portal.events.models import Event, Status
from portal.messages import rules as messages
from portal.messages.models import OutboxMessage, Outcome
from portal.signups import rules
from portal.signups.event_changes import cancel_event, move
from portal.signups.models import SignUp, Way
from portal.signups.parties import Party

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: The part of the guests that are children, where they are invited.
_CHILDREN: Final = {Audience.FAMILIES: 0.5, Audience.EVERYONE: 0.3, Audience.WOMEN: 0.2, Audience.MOTHERS: 0.0}
#: So many parties are here already on the evening the demo is first opened.
_HERE_ALREADY: Final = 5


def fill(builder: DemoBuilder, rows: list[dict[str, Any]], *, now: datetime) -> dict[str, Event]:
    """Load the calendar, counted from today or, where tonight's event would be over, tomorrow; events by slug."""
    events = {}
    today = first_day(now, time.fromisoformat(rows[0]["end"]))
    for row in rows:
        day = _day(today, row["in_days"], row["prefer_weekday"])
        known = now - timedelta(days=21)
        event = builder.event({**row, "status": "draft" if row["draft"] else "published"}, day, known=known)
        events[row["slug"]] = event
        if event.status is Status.PUBLISHED:
            _fill_list(builder, event, row, now)
        if row["in_days"] == 0:
            _count_some_in(builder, event, row, now)
    return events


def first_day(now: datetime, end: time) -> date:
    """Today, or tomorrow once an event that ends at ``end`` would be over."""
    local = to_local(now)
    return local.date() if local.time() < end else local.date() + timedelta(days=1)


def _day(today: date, in_days: int, weekday: str | None) -> date:
    """The first such weekday on or after so many days from now."""
    day = today + timedelta(days=in_days)
    return day + timedelta(days=(_WEEKDAYS.index(weekday) - day.weekday()) % 7) if weekday else day


def _fill_list(builder: DemoBuilder, event: Event, row: dict[str, Any], now: datetime) -> None:
    announced = event.starts_local, event.ends_local
    if row["moved"]:
        _announce_elsewhere(builder, event, row)
    latest = min(now, event.starts_at) - timedelta(hours=3)
    opened = event.published_at or event.created_at
    if event.audience is Audience.MOTHERS:
        _mothers_come(builder, event, row, latest)
    else:
        sizes = split(builder.random, *_people(event, row))
        times = moments(builder.random, opened, latest - timedelta(days=2), len(sizes))
        for (adults, children), at in zip(sizes, times, strict=True):
            builder.sign_up(event, adults, children, hosts=row["hosts"], now=at)
    if row["waiting"]:
        _queue_up(builder, event, row, latest)
    if row["moved"]:
        builder.place(event, row["place"])
        starts, ends = announced
        move(
            builder.session,
            event_id=event.id,
            starts_local=starts,
            ends_local=ends,
            by=builder.cast.planner(),
            now=latest,
        )
        _tell_half(builder, event, now)
    if row["cancelled"]:
        reason = Cancelled(row["cancelled"])
        cancel_event(builder.session, event_id=event.id, reason=reason, by=builder.cast.planner(), now=latest)
        _tell_half(builder, event, now)


def _people(event: Event, row: dict[str, Any]) -> tuple[int, int]:
    """How many adults and children have signed up."""
    if row["people"] is not None:
        people = row["people"]
    else:
        people = event.seats if row["fill"] == "full" else round(row["fill"] * event.seats)
    share = 0.0 if event.children is Children.ADULTS_ONLY else _CHILDREN[event.audience]
    children = round(people * share)
    return people - children, children


def _announce_elsewhere(builder: DemoBuilder, event: Event, row: dict[str, Any]) -> None:
    """Before it was moved it stood somewhere else, at another time of its day."""
    day, before = event.starts_local.date(), row["moved_from"]
    event.starts_local, event.ends_local = (
        datetime.combine(day, time.fromisoformat(before[key])) for key in ("start", "end")
    )
    builder.place(event, before["place"])


def _mothers_come(builder: DemoBuilder, event: Event, row: dict[str, Any], at: datetime) -> None:
    """A meeting of the mothers: its host puts those on the list who said yes."""
    host = row["hosts"][0]
    coming = [member for member in builder.cast.mothers.values() if member.active_on(to_local(at).date())]
    for member in coming[: row["people"]]:
        source = rules.Source(way=Way.MOTHER, lang=member.lang)
        builder.put_on_list(event, Party(name=member.name, adults=1), source, builder.cast.mother(host), at)


def _queue_up(builder: DemoBuilder, event: Event, row: dict[str, Any], latest: datetime) -> None:
    """Every seat is taken: parties wait, one gives its seats back, and the first in the queue gets them."""
    seated = builder.session.scalars(select(SignUp).where(SignUp.event_id == event.id)).all()
    leaving = builder.random.choice([signup for signup in seated if signup.size == 1])
    sizes = [(1, 0), *split(builder.random, row["waiting"] + 3, 2)[: row["waiting"]]]
    sizes += [(1, 1)] * (row["waiting"] + 1 - len(sizes))
    times = moments(builder.random, latest - timedelta(days=2), latest - timedelta(hours=1), len(sizes))
    for (adults, children), at in zip(sizes, times, strict=True):
        builder.sign_up(event, adults, children, hosts=row["hosts"], now=at)
    rules.cancel(builder.session, signup=leaving, by=builder.cast.planner(), now=latest)


def _tell_half(builder: DemoBuilder, event: Event, now: datetime) -> None:
    """The coordinator has begun to call round; the rest of the list is still to do."""
    builder.session.flush()
    told = select(OutboxMessage).where(OutboxMessage.event_id == event.id).order_by(OutboxMessage.id)
    for message in builder.session.scalars(told).all()[::2]:
        messages.close(builder.session, message=message, outcome=Outcome.TOLD, now=now)


def _count_some_in(builder: DemoBuilder, event: Event, row: dict[str, Any], now: datetime) -> None:
    """Tonight a few are here already: parties with a ticket, a walk-in, one new in Denmark."""
    door = DemoCounting(builder.session, builder.random, event, builder.cast.mothers[row["hosts"][0]].id)
    listed = select(SignUp).where(SignUp.event_id == event.id).order_by(SignUp.queue_no).limit(_HERE_ALREADY)
    since = now - timedelta(minutes=12)
    for minute, signup in enumerate(builder.session.scalars(listed)):
        door.here(signup, since + timedelta(minutes=minute))
    name, lang = builder.guests.name(event.languages)
    door.walk_in(1, 2, now - timedelta(minutes=4), name=name, lang=lang)
    for kind in (OpKind.NEW_IN_DENMARK, OpKind.FIRST_TIME, OpKind.FIRST_TIME):
        door.count(kind, now - timedelta(minutes=3))
