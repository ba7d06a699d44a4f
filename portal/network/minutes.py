"""The rules of minutes: written in Danish, said in other languages by those who can, seen when they are opened."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK
from portal.network import rules
from portal.network.models import Minutes, MinutesSeen
from portal.signups.rules import lock_event
from portal.wording.rules import may_translate


def may_write(member: Member, lang: str) -> bool:
    """The coordinator writes every language; a mother those she speaks, but for the Danish one."""
    return (lang == FALLBACK and member.role is Role.COORDINATOR) or may_translate(member, lang)


def stamp(text: Minutes | None) -> str:
    """Tells one saved version from the next; empty where there is none."""
    return text.updated_at.isoformat() if text else ""


def write(session: Session, *, event_id: int, lang: str, text: str, seen: str, by: Actor, now: datetime) -> None:
    """Write or change the minutes in one language, once the meeting has begun; the Danish ones come first.

    ``seen`` is the stamp of what the writer began with: where somebody else saved meanwhile, it is refused once.
    An empty text takes a translation away; the Danish minutes stay.
    """
    event = lock_event(session, event_id)
    rules.refuse_before(event, now)
    if not may_write(session.get_one(Member, by.member_id), lang):
        raise RuleBroken(_("This is not one of the languages that you speak. You can change them on your page."))
    there = {one.lang: one for one in session.scalars(select(Minutes).where(Minutes.event_id == event_id))}
    own = there.get(lang)
    if stamp(own) != seen:
        raise RuleBroken(
            _("Somebody else has changed this text meanwhile. Yours is still here: press Save again to keep it.")
        )
    if lang == FALLBACK and not text:
        raise RuleBroken(_("Write what was said."), "text")
    if lang != FALLBACK and FALLBACK not in there:
        raise RuleBroken(_("The Danish minutes come first."), "text")
    if own is None and text:
        session.add(Minutes(event_id=event_id, lang=lang, text=text, updated_at=now))
    elif own is not None and text and own.text != text:
        own.text, own.updated_at = text, now
    elif own is not None and not text:
        session.delete(own)
    rules.close_wishes_of_hosts(session, event=event, now=now)
    audit.record(session, "network.minutes", event, by=by, now=now)


def see(session: Session, *, event_id: int, member_id: int, now: datetime) -> None:
    """A mother has opened the minutes; the first time counts."""
    lock_event(session, event_id)
    found = select(MinutesSeen).where(MinutesSeen.event_id == event_id, MinutesSeen.member_id == member_id)
    if session.scalar(found) is None:
        session.add(MinutesSeen(event_id=event_id, member_id=member_id))
