"""Who has not been seen for a while: so that she is asked kindly, never ranked.

"Seen" is a meeting (there, or answered), an event (took part, hosts it, counted at the door, signed up a guest), a
conversation (its day alone), or a contact noted. Only days are looked at: never how often, nor about whom.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts import periods
from portal.accounts.models import Member
from portal.attendance.models import AttendanceOp
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.i18n import to_instant, to_local
from portal.events.models import Event, EventMother, Status
from portal.network.models import MeetingReply
from portal.signups.models import SignUp

A_WHILE: Final = timedelta(days=120)
#: Whoever was written to waits so long at the end of the list.
WRITTEN_TO: Final = timedelta(days=30)


#: What of an event counts as being seen.
_SEEN_AT: Final = (Event.status == Status.PUBLISHED, or_(EventMother.took_part, EventMother.hosting))


class Quiet(NamedTuple):
    """A mother who has not been seen for a while; ``last`` is None where she never was."""

    member: Member
    last: date | None
    written_to: bool


def quiet(session: Session, now: datetime) -> list[Quiet]:
    """Active mothers not seen for 120 days, the longest ago first; who was written to lately comes after them.

    Whoever began or came back lately has been here, whatever she has done since.
    """
    today = periods.today(now)
    query = select(Member).where(Member.role == Role.MOTHER, Member.disabled_at.is_(None))
    mothers = session.scalars(query.options(selectinload(Member.periods)).order_by(Member.name, Member.id)).all()
    active = [member for member in mothers if member.active_on(today)]
    here = _seen_since(session, today - A_WHILE, now)
    seen = _last_seen(session, [member.id for member in active if member.id not in here])
    found = []
    for member in active:
        if member.id in here:
            continue
        began = max(period.from_day for period in member.periods if period.from_day <= today)
        last = seen.get(member.id)
        if max(began, last or began) > today - A_WHILE:
            continue
        written = member.written_to_on is not None and member.written_to_on > today - WRITTEN_TO
        found.append((Quiet(member, last, written), began))
    return [one for one, _began in sorted(found, key=lambda pair: (pair[0].written_to, pair[0].last or pair[1]))]


def written_to(session: Session, *, member_id: int, by: Actor, now: datetime) -> None:
    """The coordinator has written to her; she is asked no more for a month."""
    member = session.get_one(Member, member_id, with_for_update=True)
    member.written_to_on = periods.today(now)
    audit.record(session, "network.written_to", member, by=by, now=now)


def _seen_since(session: Session, day: date, now: datetime) -> set[int]:
    """The mothers who were certainly seen after a day: each is looked up by her latest row, not counted.

    Events to come are left to ``_last_seen``.
    """
    midnight = datetime.combine(day + timedelta(days=1), time())
    since = to_instant(midnight)
    at_events = (
        select(EventMother.member_id)
        .join(Event, Event.id == EventMother.event_id)
        .where(*_SEEN_AT, Event.starts_local >= midnight, Event.starts_local <= to_local(now))
    )
    seen = or_(
        exists().where(AttendanceOp.member_id == Member.id, AttendanceOp.received_at >= since),
        exists().where(SignUp.invited_by_id == Member.id, SignUp.created_at >= since),
        exists().where(Conversation.mother_id == Member.id, Conversation.day > day),
        exists().where(Contact.mother_id == Member.id, Contact.created_at >= since),
        exists().where(MeetingReply.member_id == Member.id, MeetingReply.replied_at >= since),
        Member.id.in_(at_events),
    )
    return set(session.scalars(select(Member.id).where(Member.role == Role.MOTHER, seen)))


def _last_seen(session: Session, members: Sequence[int]) -> dict[int, date]:
    """The last day each of these mothers was seen on."""
    at_events = (
        select(EventMother.member_id, func.max(Event.starts_local))
        .join(Event, Event.id == EventMother.event_id)
        .where(*_SEEN_AT)
    )
    queries: tuple[tuple[Any, Any], ...] = (
        (at_events, EventMother.member_id),
        (select(MeetingReply.member_id, func.max(MeetingReply.replied_at)), MeetingReply.member_id),
        (select(AttendanceOp.member_id, func.max(AttendanceOp.received_at)), AttendanceOp.member_id),
        (select(SignUp.invited_by_id, func.max(SignUp.created_at)), SignUp.invited_by_id),
        (select(Conversation.mother_id, func.max(Conversation.day)), Conversation.mother_id),
        (select(Contact.mother_id, func.max(Contact.created_at)), Contact.mother_id),
    )
    last: dict[int, date] = {}
    for query, member in queries:
        for row in session.execute(query.where(member.in_(members)).group_by(member)):
            day = _day(row[1])
            last[row[0]] = max(last.get(row[0], day), day)
    return last


def _day(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (to_local(moment) if moment.tzinfo else moment).date()
