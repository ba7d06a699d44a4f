"""Who has not been seen for a while: so that she is asked kindly, never ranked.

"Seen" is a meeting (there, or answered), an event (took part, hosts it, counted at the door, signed up a guest), a
conversation (its day alone), or a contact noted. Only days are looked at: never how often, nor about whom.
"""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal import audit
from portal.accounts import periods
from portal.accounts.actors import Actor
from portal.accounts.models import Member, Role
from portal.attendance.models import AttendanceOp
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.events.models import Event, EventMother, Status
from portal.i18n import to_local
from portal.network.models import MeetingReply
from portal.signups.models import SignUp

A_WHILE: Final = timedelta(days=120)
#: Whoever was written to waits so long at the end of the list.
WRITTEN_TO: Final = timedelta(days=30)


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
    seen = _last_seen(session)
    found = []
    for member in mothers:
        if not member.active_on(today):
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
    audit.record(
        session, actor=by.name_for_audit, action="network.written_to", subject=f"member:{member_id}", now=now
    )


def _last_seen(session: Session) -> dict[int, date]:
    """The last day each mother was seen on."""
    at_events = (
        select(EventMother.member_id, func.max(Event.starts_local))
        .join(Event, Event.id == EventMother.event_id)
        .where(Event.status == Status.PUBLISHED, or_(EventMother.took_part, EventMother.hosting))
    )
    queries = (
        at_events.group_by(EventMother.member_id),
        select(MeetingReply.member_id, func.max(MeetingReply.replied_at)).group_by(MeetingReply.member_id),
        select(AttendanceOp.member_id, func.max(AttendanceOp.received_at)).group_by(AttendanceOp.member_id),
        select(SignUp.invited_by_id, func.max(SignUp.created_at)).group_by(SignUp.invited_by_id),
        select(Conversation.mother_id, func.max(Conversation.day)).group_by(Conversation.mother_id),
        select(Contact.mother_id, func.max(Contact.created_at)).group_by(Contact.mother_id),
    )
    last: dict[int, date] = {}
    for query in queries:
        for row in session.execute(query):
            if row[0] is not None:
                day = _day(row[1])
                last[row[0]] = max(last.get(row[0], day), day)
    return last


def _day(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    return (to_local(moment) if moment.tzinfo else moment).date()
