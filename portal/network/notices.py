"""The rules of notices: news from the coordinator, until its last day. Danish is always there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, to_local
from portal.events.models import Event, Status
from portal.network.models import Notice, NoticeSeen, NoticeText
from portal.offers.models import Offer
from portal.wording.rules import may_translate

#: News that is good for longer is no news.
LONGEST: Final = timedelta(days=365)


@dataclass(frozen=True)
class News:
    """A notice as the coordinator's form gives it: its Danish words, its last day, what it is about."""

    title: str
    body: str
    until: date
    event_id: int | None = None
    offer_id: int | None = None


def write(session: Session, *, news: News, by: Actor, now: datetime) -> Notice:
    """Tell the mothers something, from now until its last day."""
    notice = Notice(created_at=now)
    _fill(session, notice, news, by, now)
    session.add(notice)
    audit.record(session, "notices.write", notice, by=by, now=now)
    return notice


def change(session: Session, *, notice_id: int, news: News, seen: str, by: Actor, now: datetime) -> None:
    """Change a notice, its last day too. One that was withdrawn is shown again by it.

    ``seen`` is the stamp of the Danish words the writer began with; other words than those are refused once.
    """
    notice = _held(session, notice_id)
    _refuse_other(notice, FALLBACK, seen)
    _fill(session, notice, news, by, now)
    notice.withdrawn_at = None
    audit.record(session, "notices.change", notice, by=by, now=now)


def withdraw(session: Session, *, notice_id: int, by: Actor, now: datetime) -> None:
    """Show a notice no longer; it goes into the archive. Twice is the same as once."""
    notice = _held(session, notice_id)
    if notice.withdrawn_at is None:
        notice.withdrawn_at = now
        audit.record(session, "notices.withdraw", notice, by=by, now=now)


def say(
    session: Session, *, notice_id: int, lang: str, title: str, body: str, seen: str, by: Actor, now: datetime
) -> None:
    """Say a notice in another language that one speaks; without a title its words there are taken away."""
    notice = _held(session, notice_id)
    if not may_translate(session.get_one(Member, by.member_id), lang):
        raise RuleBroken(_("This is not one of the languages that you speak. You can change them on your page."))
    _refuse_other(notice, lang, seen)
    if body and not title:
        raise RuleBroken(_("Write a title."), "title")
    _put(notice, lang, title, body, by=by, now=now)
    audit.record(session, "notices.say", notice, by=by, now=now)


def see(session: Session, *, notice_id: int, member_id: int, now: datetime) -> None:
    """A mother has opened a notice; the first time counts."""
    _held(session, notice_id)
    found = select(NoticeSeen).where(NoticeSeen.notice_id == notice_id, NoticeSeen.member_id == member_id)
    if session.scalar(found) is None:
        session.add(NoticeSeen(notice_id=notice_id, member_id=member_id))


def in_force(notice: Notice, now: datetime) -> bool:
    """Whether a notice is shown: up to and with its last day, unless it was withdrawn."""
    return notice.withdrawn_at is None and to_local(now).date() <= notice.until


def older(notice: Notice, text: NoticeText) -> bool:
    """Whether the Danish words have changed since these were said; saved once more, they say the same."""
    danish = notice.text(FALLBACK)
    return danish is not None and text.updated_at < danish.updated_at


def stamp(text: NoticeText | None) -> str:
    """Tells one saved version from the next; empty where there is none."""
    return text.updated_at.isoformat() if text else ""


def _fill(session: Session, notice: Notice, news: News, by: Actor, now: datetime) -> None:
    today = to_local(now).date()
    if not today <= news.until <= today + LONGEST:
        raise RuleBroken(_("Choose a last day from today on, within a year."), "until")
    if news.event_id is not None and news.event_id != notice.event_id:
        event = session.get(Event, news.event_id)
        if event is None or event.status is not Status.PUBLISHED:
            raise RuleBroken(_("Choose among these."), "event")
    if news.offer_id is not None and news.offer_id != notice.offer_id:
        offer = session.get(Offer, news.offer_id)
        if offer is None or not offer.public:
            raise RuleBroken(_("Choose among these."), "offer")
    notice.until, notice.event_id, notice.offer_id = news.until, news.event_id, news.offer_id
    _put(notice, FALLBACK, news.title, news.body, by=by, now=now)


def _put(notice: Notice, lang: str, title: str, body: str, *, by: Actor, now: datetime) -> None:
    text = notice.text(lang)
    if text is None and title:
        notice.texts.append(NoticeText(lang=lang, title=title, body=body, updated_at=now))
    elif text is not None and not title:
        notice.texts.remove(text)
    elif text is not None and ((text.title, text.body) != (title, body) or older(notice, text)):
        text.title, text.body, text.updated_at = title, body, now


def _refuse_other(notice: Notice, lang: str, seen: str) -> None:
    if stamp(notice.text(lang)) != seen:
        raise RuleBroken(
            _("Somebody else has changed this text meanwhile. Yours is still here: press Save again to keep it.")
        )


def _held(session: Session, notice_id: int) -> Notice:
    return session.get_one(Notice, notice_id, with_for_update=True, populate_existing=True)
