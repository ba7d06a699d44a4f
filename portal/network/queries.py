"""Reading meetings and notices: the lists, and what a first page says of them."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member
from portal.core.i18n import FALLBACK, to_local
from portal.core.paging import Order, Page, page
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Status
from portal.events.queries import LONGEST, NEWEST_FIRST
from portal.network.models import HostWish, MeetingReply, Minutes, MinutesSeen, Notice, NoticeSeen, NoticeText
from portal.network.quiet import Quiet, quiet

__all__ = [
    "NoticeFor", "Quiet", "WishToHost", "archive", "host_wishes", "meetings", "next_meeting", "notices_for",
    "past_meetings", "quiet", "text_for", "to_read_up",
]  # fmt: skip

#: What was said at a meeting is news for so long.
READ_UP: Final = timedelta(days=180)
PAGE: Final = 30


class NoticeFor(NamedTuple):
    """A notice, its words for one reader, and whether she has not opened it yet."""

    notice: Notice
    text: NoticeText
    fresh: bool


class WishToHost(NamedTuple):
    """A mother who would like to host, since when, and the meeting she is the host of already, if any."""

    member: Member
    since: datetime
    hosts: Event | None


def notices_for(session: Session, member: Member, now: datetime) -> list[NoticeFor]:
    """The notices that are shown today, the newest first, in a member's language where somebody has said them."""
    today = to_local(now).date()
    query = _notices().where(Notice.until >= today, Notice.withdrawn_at.is_(None))
    found = session.scalars(query.order_by(Notice.created_at.desc(), Notice.id.desc())).all()
    seen = set(session.scalars(select(NoticeSeen.notice_id).where(NoticeSeen.member_id == member.id)))
    return [NoticeFor(one, text_for(one, member.lang), one.id not in seen) for one in found]


def archive(session: Session, member: Member, now: datetime, *, asked: str = "") -> Page[NoticeFor]:
    """The page that ``?page=`` asks for of the notices that are shown no more, the newest first."""
    over = or_(Notice.until < to_local(now).date(), Notice.withdrawn_at.is_not(None))
    order = Order(Notice.created_at, Notice.id, newest_first=True)
    found = page(session, _notices().where(over), order, size=PAGE, asked=asked)
    rows = [NoticeFor(one, text_for(one, member.lang), False) for one in found.rows]
    return Page(rows, found.back, found.on)


def text_for(notice: Notice, lang: str) -> NoticeText:
    """A notice's words for a reader: her own language, else the Danish ones, which are always there."""
    text = notice.text(lang) or notice.text(FALLBACK)
    assert text is not None
    return text


def next_meeting(session: Session, now: datetime) -> Event | None:
    """The meeting that comes next or is going on."""
    return session.scalar(_to_come(now).where(Event.status == Status.PUBLISHED).limit(1))


def meetings(session: Session, now: datetime, *, drafts: bool = False) -> Sequence[Event]:
    """The next 30 meetings that are not over, soonest first; cancelled ones until they would be."""
    query = _to_come(now).limit(PAGE)
    return session.scalars(query if drafts else query.where(Event.status != Status.DRAFT)).all()


def past_meetings(session: Session, now: datetime, *, asked: str = "") -> Page[Event]:
    """The page that ``?page=`` asks for of the meetings that were held, the newest first."""
    local = to_local(now)
    query = _meetings().where(
        Event.status == Status.PUBLISHED, Event.starts_local <= local, Event.ends_local <= local
    )
    return page(session, query, NEWEST_FIRST, size=PAGE, asked=asked)


def has_replied(session: Session, event: Event, member: Member) -> bool:
    """Whether a mother has said that she comes to a meeting, or that she cannot."""
    hers = exists().where(MeetingReply.event_id == event.id, MeetingReply.member_id == member.id)
    return bool(session.scalar(select(hers)))


def to_read_up(session: Session, member: Member, now: datetime) -> Sequence[Event]:
    """What she missed: meetings of the last half year, since she became a mother, that she was not at and whose
    minutes she has not opened; the newest first."""
    there = exists().where(
        EventMother.event_id == Event.id, EventMother.member_id == member.id, EventMother.took_part
    )
    seen = exists().where(MinutesSeen.event_id == Event.id, MinutesSeen.member_id == member.id)
    written = exists().where(Minutes.event_id == Event.id)
    first = min((period.from_day for period in member.periods), default=to_local(member.created_at).date())
    since = max(to_local(now - READ_UP), datetime.combine(first, time.min))
    query = _meetings().where(Event.status == Status.PUBLISHED, Event.starts_local >= since)
    return session.scalars(query.where(written, ~there, ~seen).order_by(Event.starts_local.desc())).all()


def host_wishes(session: Session, now: datetime) -> list[WishToHost]:
    """Who would like to host, whoever has waited longest first, and whether she is the host of one to come."""
    hosting = {
        part.member_id: event
        for event in reversed(meetings(session, now, drafts=True))
        for part in event.mothers
        if part.hosting and event.status is not Status.CANCELLED
    }
    query = (
        select(Member, HostWish.wished_at)
        .join(HostWish, HostWish.member_id == Member.id)
        .where(HostWish.closed_at.is_(None), Member.disabled_at.is_(None))
        .order_by(HostWish.wished_at, HostWish.id)
    )
    return [WishToHost(row[0], row[1], hosting.get(row[0].id)) for row in session.execute(query)]


#: Of that kind, and for the mothers alone (``rules.is_meeting``).
IS_MEETING: Final[tuple[ColumnElement[bool], ...]] = (
    Event.kind == Kind.NETWORK_MEETING,
    Event.audience == Audience.MOTHERS,
)


def _meetings() -> Select[Event]:
    return (
        select(Event)
        .where(*IS_MEETING)
        .options(selectinload(Event.texts), selectinload(Event.area), selectinload(Event.mothers))
    )


def _to_come(now: datetime) -> Select[Event]:
    """The meetings that are not over, soonest first."""
    local = to_local(now)
    query = _meetings().where(Event.starts_local > local - LONGEST, Event.ends_local > local)
    return query.order_by(Event.starts_local, Event.id)


def _notices() -> Select[Notice]:
    return select(Notice).options(selectinload(Notice.texts))
