"""The rules of planning: what an event must be, when it may be published, and its texts.

Every function takes the open write transaction's session, the actor and ``now``, and commits nothing. What a
change of time or seats does to the list is decided in ``signups``.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.db import Base
from portal.core.errors import RuleBroken
from portal.core.i18n import exists_locally, to_instant, to_local
from portal.events.codes import new_code
from portal.events.fact_columns import facts_of
from portal.events.facts import Audience, Children, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Partner, Status

FIRST_YEAR: Final = 2000
YEARS_AHEAD: Final = 5
#: An end before the start means the next day, as long as the event is no longer than this.
LONGEST_NIGHT: Final = timedelta(hours=12)


@dataclass(frozen=True)
class EventPlan:
    """An event as the coordinator's form gives it, after parsing and before any rule has decided.

    It has a field for each fact that ``Event`` declares, under the same name.
    """

    kind: Kind
    starts_local: datetime
    ends_local: datetime
    closes_local: datetime | None = None
    audience: Audience = Audience.EVERYONE
    organiser_id: int | None = None
    #: The name of a partner we have not met before; it wins over ``organiser_id``.
    new_partner: str = ""
    place_name: str = ""
    address: str = ""
    landmark: str = ""
    area_id: int | None = None
    at_home: bool = False
    seats: int | None = None
    cost_dkk: int = 0
    children: Children = Children.WELCOME
    step_free: StepFree = StepFree.NOT_KNOWN
    food: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    interpreter: list[str] = field(default_factory=list)
    bring: list[str] = field(default_factory=list)
    no_photos: bool = False
    met_at_door: bool = False
    #: The mothers who host it.
    hosts: frozenset[int] = frozenset()


#: The facts of an event; ``EventPlan`` holds each under the same name.
FACTS: Final = facts_of(Event)


def create(session: Session, *, plan: EventPlan, by: Actor, now: datetime) -> Event:
    """Make a draft: nobody but the coordinator sees it until it is published."""
    check(plan, event=None, now=now)
    event = Event(
        code=new_code(session),
        starts_local=plan.starts_local,
        ends_local=plan.ends_local,
        closes_local=plan.closes_local,
        seats=plan.seats,
        created_at=now,
        created_by_id=by.member_id,
    )
    write_facts(session, event=event, plan=plan)
    session.add(event)
    audit.record(session, "events.create", event, by=by, now=now)
    return event


def check(plan: EventPlan, *, event: Event | None, now: datetime) -> None:
    """Refuse a plan that could not happen, beside the field to change.

    An end before the start means the next day (``end_of``). A published event keeps a place and, once it has
    begun, its start; it moves only to a time that is still to come; it never disappears from the public list.
    A network meeting is never for anybody but the mothers, and once published nor is what it is turned into.
    """
    if not FIRST_YEAR <= plan.starts_local.year <= to_local(now).year + YEARS_AHEAD:
        raise RuleBroken(_("Look at the year once more."), "day")
    for name, local in (
        ("start", plan.starts_local),
        ("end", plan.ends_local),
        ("closes_time", plan.closes_local),
    ):
        if local is not None and not exists_locally(local):
            raise RuleBroken(
                _("The clocks go forward that night, so this time does not exist. Choose another one."), name
            )
    if plan.ends_local - plan.starts_local > LONGEST_NIGHT and plan.ends_local.date() > plan.starts_local.date():
        raise RuleBroken(_("The end is before the start. Look at both once more."), "end")
    if to_instant(plan.ends_local) <= to_instant(plan.starts_local):
        raise RuleBroken(_("The end must come after the start."), "end")
    if plan.closes_local is not None and plan.closes_local > plan.starts_local:
        raise RuleBroken(_("The list must close before the event starts."), "closes_day")
    if plan.kind is Kind.NETWORK_MEETING and plan.audience is not Audience.MOTHERS:
        raise RuleBroken(_("A network meeting is for the mothers alone."), "audience")
    if event is not None and event.status is Status.CANCELLED:
        raise RuleBroken(_("A cancelled event stays as it is. Make a new one."))
    if event is not None and event.status is Status.PUBLISHED:
        _check_published(plan, event, now)


def end_of(start: datetime, end: time) -> datetime:
    """When an event ends that starts at ``start`` and ends at the clock time ``end``: perhaps the next day."""
    same_day = datetime.combine(start.date(), end)
    return same_day if same_day >= start else same_day + timedelta(days=1)


def write_facts(session: Session, *, event: Event, plan: EventPlan) -> bool:
    """Write the facts and hosts of a plan into an event, but for its seats: those are counted (``signups``).

    Returns whether anything changed.
    """
    values = {one.name: getattr(plan, one.name) for one in FACTS if one.name != "seats"}
    if plan.new_partner:
        values["organiser_id"] = partner_named(session, plan.new_partner).id
    return _write_hosts(session, event, plan.hosts) | write_changed(event, values)


def write_changed(row: Base, values: Mapping[str, Any]) -> bool:
    """Set the columns of a row that hold something else. Returns whether there were any."""
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def gaps(event: Event, *, now: datetime) -> list[RuleBroken]:
    """Everything an event still lacks before it can be published, each with the field that fills it."""
    found = []
    if not event.place_name and not event.at_home:
        found.append(RuleBroken(_("Write a place first, or say that it is in a home."), "place_name"))
    if now >= event.starts_at:
        found.append(RuleBroken(_("The date has passed. Choose a new one first."), "day"))
    return found


def missing(event: Event, *, now: datetime) -> RuleBroken | None:
    """The first thing an event still lacks before it can be published, or None."""
    return next(iter(gaps(event, now=now)), None)


def publish(session: Session, *, event_id: int, by: Actor, now: datetime) -> None:
    """Open a draft to its readers. It needs a place (or a home) and a start that is still to come.

    From then on its code may hang on paper: it can be cancelled, never deleted. Twice is the same as once.
    """
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    if event.status is Status.PUBLISHED:
        return
    if event.status is Status.CANCELLED:
        raise RuleBroken(_("A cancelled event stays as it is. Make a new one."))
    if (lack := missing(event, now=now)) is not None:
        raise lack
    event.status, event.published_at = Status.PUBLISHED, now
    event.version += 1
    audit.record(session, "events.publish", event, by=by, now=now)


def _check_published(plan: EventPlan, event: Event, now: datetime) -> None:
    if not plan.place_name and not plan.at_home:
        raise RuleBroken(
            _("A published event keeps a place. Write it here, or say that it is in a home."), "place_name"
        )
    if event.kind is Kind.NETWORK_MEETING and not event.public and plan.audience is not Audience.MOTHERS:
        raise RuleBroken(_("A network meeting is for the mothers alone."), "audience")
    if plan.audience is Audience.MOTHERS and event.public:
        raise RuleBroken(
            _("Others can see this event already, so it cannot become one for the mothers alone."), "audience"
        )
    if plan.starts_local != event.starts_local:
        if now >= event.starts_at:
            raise RuleBroken(_("The event has begun, so its start stays as it was."), "day")
        if now >= to_instant(plan.starts_local):
            raise RuleBroken(_("This time has passed. Choose one that is still to come."), "day")
    if plan.ends_local != event.ends_local and now >= event.ends_at:
        raise RuleBroken(_("The event is over, so its time stays as it was."), "end")


def partner_named(session: Session, name: str) -> Partner:
    """The partner of a name, whatever its case; a new one where we have none."""
    known = session.scalar(select(Partner).where(func.lower(Partner.name) == name.lower()).order_by(Partner.id))
    if known is None:
        slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:33]
        known = Partner(slug=f"{slug or 'partner'}-{secrets.token_hex(3)}", name=name)
        session.add(known)
        session.flush()
    return known


def _write_hosts(session: Session, event: Event, hosts: frozenset[int]) -> bool:
    known = {part.member_id: part for part in event.mothers}
    if {member_id for member_id, part in known.items() if part.hosting} == hosts:
        return False
    found = set(session.scalars(select(Member.id).where(Member.id.in_(hosts), Member.role == Role.MOTHER)))
    if found != hosts:
        raise RuleBroken(_("Choose among these."), "hosts")
    for member_id, part in known.items():
        part.hosting = member_id in hosts
        if not part.hosting and not part.took_part:
            event.mothers.remove(part)
    for member_id in sorted(hosts - known.keys()):
        event.mothers.append(EventMother(member_id=member_id, hosting=True))
    return True
