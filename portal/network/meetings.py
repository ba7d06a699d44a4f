"""Everything the page of one meeting shows to one member, looked up at once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member
from portal.accounts.queries import names_of
from portal.contacts.journal_queries import OpenTalkWish, how_many_would_talk, talk_wishes_open
from portal.core.actors import Role
from portal.core.i18n import FALLBACK, to_local
from portal.events.models import Event, Status
from portal.network import rules
from portal.network.models import AgendaPoint, MeetingReply, Minutes, MinutesSeen


@dataclass(frozen=True)
class Point:
    """A point of the agenda; ``mine``: the reader may take it back."""

    id: int
    text: str
    who: str
    mine: bool


@dataclass(frozen=True)
class Replies:
    """Who comes, who cannot, and which active mothers have not said, each by name."""

    coming: list[Member]
    not_coming: list[Member]
    silent: list[Member]


@dataclass(frozen=True)
class MeetingState:
    """What a member is shown of a meeting."""

    event: Event
    hosts: list[str]
    hosting: bool
    #: What she has said herself; None where she has not.
    coming: bool | None
    address: bool
    begun: bool
    over: bool
    points: list[Point]
    #: How many mothers would like to talk about something.
    talkers: int
    minutes: Minutes | None
    #: Whether she has opened the minutes before.
    seen: bool
    #: The languages in which there are minutes.
    said_in: frozenset[str]

    @property
    def cancelled(self) -> bool:
        return self.event.status is Status.CANCELLED

    @property
    def open(self) -> bool:
        """Whether one may still say that one comes, and add to the agenda."""
        return self.event.status is Status.PUBLISHED and not self.over


def state_of(session: Session, *, event: Event, member: Member, now: datetime) -> MeetingState:
    """A meeting as a member sees it."""
    hosts = [part for part in event.mothers if part.hosting]
    reply = session.scalar(
        select(MeetingReply).where(MeetingReply.event_id == event.id, MeetingReply.member_id == member.id)
    )
    hosting = any(part.member_id == member.id for part in hosts)
    coming = reply.coming if reply else None
    minutes = {one.lang: one for one in session.scalars(select(Minutes).where(Minutes.event_id == event.id))}
    return MeetingState(
        event=event,
        hosts=sorted((part.member.name for part in hosts), key=str.casefold),
        hosting=hosting,
        coming=coming,
        address=rules.may_see_address(event, role=member.role, hosts=hosting, coming=coming is True),
        begun=now >= event.starts_at,
        over=now >= event.ends_at,
        points=_points(session, event, member),
        talkers=how_many_would_talk(session),
        minutes=minutes.get(member.lang) or minutes.get(FALLBACK),
        seen=bool(session.scalar(select(_seen_by(event, member)))),
        said_in=frozenset(minutes),
    )


def replies(session: Session, *, event: Event) -> Replies:
    """Who has said what: for the coordinator and the host."""
    said = {
        row.member_id: row.coming
        for row in session.scalars(select(MeetingReply).where(MeetingReply.event_id == event.id))
    }
    everyone = _mothers(session)
    day = event.starts_local.date()
    return Replies(
        coming=[one for one in everyone if said.get(one.id) is True],
        not_coming=[one for one in everyone if said.get(one.id) is False],
        silent=[one for one in everyone if one.id not in said and _here(one, day)],
    )


def talk_wishes(session: Session, *, now: datetime) -> list[OpenTalkWish]:
    """Who would like to talk about something, and since which day: for the coordinator alone."""
    today = to_local(now).date()
    return [wish for wish in talk_wishes_open(session) if wish.wished_on <= today]


def not_read_up(session: Session, *, event: Event, now: datetime) -> list[Member]:
    """The active mothers who were not there and have not opened the minutes yet: for the coordinator."""
    there = {part.member_id for part in event.mothers if part.took_part}
    seen = set(session.scalars(select(MinutesSeen.member_id).where(MinutesSeen.event_id == event.id)))
    today = to_local(now).date()
    return [one for one in _mothers(session) if one.id not in there | seen and _here(one, today)]


def _seen_by(event: Event, member: Member) -> ColumnElement[bool]:
    return exists().where(MinutesSeen.event_id == event.id, MinutesSeen.member_id == member.id)


def _points(session: Session, event: Event, member: Member) -> list[Point]:
    rows = session.scalars(
        select(AgendaPoint).where(AgendaPoint.event_id == event.id).order_by(AgendaPoint.id)
    ).all()
    names = names_of({row.member_id for row in rows})
    return [
        Point(
            id=row.id,
            text=row.text,
            who=names.get(row.member_id, ""),
            mine=row.member_id == member.id or member.role is Role.COORDINATOR,
        )
        for row in rows
    ]


def _mothers(session: Session) -> list[Member]:
    query = select(Member).where(Member.role == Role.MOTHER).options(selectinload(Member.periods))
    return sorted(session.scalars(query), key=lambda member: (member.name.casefold(), member.id))


def _here(member: Member, day: date) -> bool:
    return member.disabled_at is None and member.active_on(day)
