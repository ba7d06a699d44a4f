"""A mother's own line: what it has given her to be one of us, in a sentence. Hers to change and to take back."""

from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.stories import queries
from portal.stories.models import MotherLine

#: A sentence, and no more.
LONGEST: Final = 200


def write(session: Session, *, text: str, lang: str, named: bool, by: Actor, now: datetime) -> None:
    """Say it, or say it otherwise: what she said before is blanked."""
    member = _hold(session, by)
    if not text:
        raise RuleBroken(_("Write a sentence, or take your line back."), "text")
    if len(text) > LONGEST:
        raise RuleBroken(_("This is too long. Use at most %(num)s characters.", num=LONGEST), "text")
    said = queries.line_of(session, member.id)
    if said is not None and (said.text, said.lang, said.named) == (text, lang, named):
        return
    _blank(session, member.id)
    line = MotherLine(member_id=member.id, text=text, lang=lang, named=named, created_at=now)
    session.add(line)
    audit.record(session, "lines.write", member, by=by, now=now)


def take_back(session: Session, *, by: Actor, now: datetime) -> None:
    """Take it back; twice is the same as once."""
    member = _hold(session, by)
    if queries.line_of(session, member.id) is not None:
        _blank(session, member.id)
        audit.record(session, "lines.take_back", member, by=by, now=now)


def _hold(session: Session, by: Actor) -> Member:
    """Hold her own row, so that of two lines sent at once one is blanked."""
    assert by.member_id is not None  # OWN_LINE is given to mothers only
    return session.get_one(Member, by.member_id, with_for_update=True)


def _blank(session: Session, member_id: int) -> None:
    hers = update(MotherLine).where(MotherLine.member_id == member_id, MotherLine.text.is_not(None))
    session.execute(hers.values(text=None))
