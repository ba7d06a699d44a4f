"""The rules of a network meeting: hosting it, coming or not, its agenda, and what was to be talked about.

Every function takes the open write transaction's session, the actor and ``now``, and commits nothing.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.contacts.journal_models import TalkWish
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.network.models import AgendaPoint, HostWish, MeetingReply
from portal.signups.rules import lock_event

#: An agenda with more points is no evening's.
MOST_POINTS: Final = 40


def is_meeting(event: Event) -> bool:
    """Whether an event is a network meeting: of that kind, and for the mothers alone."""
    return event.kind is Kind.NETWORK_MEETING and event.audience is Audience.MOTHERS


def may_see_address(event: Event, *, role: Role | None, hosts: bool, coming: bool) -> bool:
    """Who is told where a meeting is: everyone of us, but of a home only who needs it.

    The coordinator and the host know it; a mother is told when she says that she comes, and no longer when
    she takes that back or the meeting is cancelled.
    """
    if not event.at_home or hosts or role is Role.COORDINATOR:
        return True
    return coming and event.status is Status.PUBLISHED


def wish_to_host(session: Session, *, by: Actor, now: datetime) -> None:
    """She would like to host a meeting some time. Said twice it is said once, since the first time."""
    member = session.get_one(Member, by.member_id, with_for_update=True)
    if _open_wish(session, member.id) is None:
        session.add(HostWish(member_id=member.id, wished_at=now))
        audit.record(session, "network.host_wish", member, by=by, now=now)


def take_wish_back(session: Session, *, by: Actor, now: datetime) -> None:
    """She would rather not host for now; nothing is asked."""
    member = session.get_one(Member, by.member_id, with_for_update=True)
    wish = _open_wish(session, member.id)
    if wish is not None:
        wish.closed_at = now
        audit.record(session, "network.host_wish_back", member, by=by, now=now)


def close_wishes_of_hosts(session: Session, *, event: Event, now: datetime) -> None:
    """Whoever has hosted has had her wish; a wish made since then stays."""
    hosts = [part.member_id for part in event.mothers if part.hosting]
    fulfilled = select(HostWish).where(
        HostWish.member_id.in_(hosts), HostWish.closed_at.is_(None), HostWish.wished_at <= event.starts_at
    )
    for wish in session.scalars(fulfilled):
        wish.closed_at = now


def reply(session: Session, *, event_id: int, coming: bool, by: Actor, now: datetime) -> None:
    """She comes, or she cannot. She may change it until the meeting is over; one who rests may come, too.

    The event is held, so that two taps at the same moment are one reply.
    """
    event = lock_event(session, event_id)
    if event.status is not Status.PUBLISHED:
        raise RuleBroken(_("This meeting is cancelled."))
    if now >= event.ends_at:
        raise RuleBroken(_("This meeting is over."))
    row = session.scalar(
        select(MeetingReply).where(MeetingReply.event_id == event_id, MeetingReply.member_id == by.member_id)
    )
    if row is None:
        session.add(MeetingReply(event_id=event_id, member_id=by.member_id, coming=coming, replied_at=now))
    elif row.coming is not coming:
        row.coming, row.replied_at = coming, now


def add_point(session: Session, *, event_id: int, text: str, by: Actor, now: datetime) -> None:
    """Put a point on the agenda, until the meeting is over. The same words by the same member are one point."""
    event = lock_event(session, event_id)
    if event.status is Status.CANCELLED or now >= event.ends_at:
        raise RuleBroken(_("This meeting is over or cancelled, so its agenda stays as it is."), "text")
    points = session.scalars(select(AgendaPoint).where(AgendaPoint.event_id == event_id)).all()
    if any(point.member_id == by.member_id and point.text == text for point in points):
        return
    if len(points) >= MOST_POINTS:
        raise RuleBroken(_("The agenda is full. Keep it for the next meeting."), "text")
    session.add(AgendaPoint(event_id=event_id, member_id=by.member_id, text=text, created_at=now))


def take_point_back(session: Session, *, event_id: int, point_id: int, by: Actor, now: datetime) -> None:
    """Take a point away: a mother her own, the coordinator any. One that is gone already changes nothing."""
    event = lock_event(session, event_id)
    point = session.get(AgendaPoint, point_id)
    if point is None or point.event_id != event_id:
        return
    if point.member_id != by.member_id and by.role is not Role.COORDINATOR:
        raise RuleBroken(_("Only she who wrote it can take it back."))
    session.delete(point)
    audit.record(session, "network.take_point", event, by=by, now=now)


def talked(session: Session, *, event_id: int, wish_ids: Collection[int], by: Actor, now: datetime) -> None:
    """It was talked about at this meeting what these mothers wished to talk about. Wishes of later days wait."""
    event = lock_event(session, event_id)
    refuse_before(event, now)
    wishes = select(TalkWish).where(
        TalkWish.id.in_(wish_ids), TalkWish.closed_at.is_(None), TalkWish.wished_on <= to_local(now).date()
    )
    for wish in session.scalars(wishes.with_for_update()):
        wish.closed_at, wish.event_id = now, event_id
        mother = session.get_one(Member, wish.mother_id)
        audit.record(session, "network.talked", mother, by=by, now=now)


def refuse_before(event: Event, now: datetime) -> None:
    """Refuse what can only be said of a meeting that has begun."""
    if event.status is not Status.PUBLISHED or now < event.starts_at:
        raise RuleBroken(_("This meeting has not begun."))


def _open_wish(session: Session, member_id: int) -> HostWish | None:
    return session.scalars(
        select(HostWish).where(HostWish.member_id == member_id, HostWish.closed_at.is_(None))
    ).first()
