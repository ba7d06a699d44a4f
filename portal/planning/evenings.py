"""What the coordinator needs to know of an evening, before it and when it is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from sqlalchemy import ColumnExpressionArgument, func, or_, select
from sqlalchemy.orm import selectinload

from portal.accounts.models import Member
from portal.attendance import queries as attendance
from portal.attendance.tally import Tally
from portal.core.db import db
from portal.core.i18n import FALLBACK, LANGUAGES, Language, format_day
from portal.events import invitation
from portal.events.models import Event, EventMother
from portal.messages.models import OutboxMessage
from portal.signups.models import SignUp, State


@dataclass(frozen=True)
class Thanks:
    """A few words to copy, for those who read one language."""

    language: Language
    names: list[str]
    words: str


def calls_open(event: Event) -> int:
    """How many parties of an event should still hear from us."""
    still_open = select(func.count()).where(OutboxMessage.event_id == event.id, OutboxMessage.closed_at.is_(None))
    return db.session.scalars(still_open).one()


def hosts(event: Event) -> list[Member]:
    """The mothers who host it, by name."""
    return _members(event, EventMother.hosting)


def _members(event: Event, wanted: ColumnExpressionArgument[bool]) -> list[Member]:
    parts = db.session.scalars(
        select(EventMother)
        .where(EventMother.event_id == event.id, wanted)
        .options(selectinload(EventMother.member))
    )
    return sorted((part.member for part in parts), key=lambda member: (member.name.casefold(), member.id))


def no_shows(event: Event, counted: Tally) -> Sequence[SignUp]:
    """The parties that had a seat and were not counted; nobody where nothing was counted one by one."""
    if counted.counted == 0:
        return []
    return [
        signup
        for signup in attendance.parties(event)
        if signup.state is State.SEATED and signup.ticket.number not in counted.parties
    ]


def thanks(event: Event, counted: Tally) -> list[Thanks]:
    """The same thanks in each language that the hosts and those who took part read, with how many we were."""
    readers: dict[str, list[str]] = {}
    for member in _members(event, or_(EventMother.hosting, EventMother.took_part)):
        readers.setdefault(member.lang if member.lang in LANGUAGES else FALLBACK, []).append(member.name)
    return [
        Thanks(language, readers[language.code], _thanks(event, counted, language.code))
        for language in LANGUAGES.values()
        if language.code in readers
    ]


def _thanks(event: Event, counted: Tally, lang: str) -> str:
    with force_locale(lang):
        words = [
            _(
                "Thank you for %(title)s, %(day)s!",
                title=invitation.title(event, lang),
                day=format_day(event.starts_local),
            )
        ]
        if counted.estimated:
            words.append(_n("We were about %(num)s.", "We were about %(num)s.", counted.here))
        elif counted.here:
            words.append(_n("We were %(num)s.", "We were %(num)s.", counted.here))
        words.append(_("Without you it would not have happened."))
    return " ".join(words)
