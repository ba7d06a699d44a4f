"""The women: with whom mothers were in touch, whom they helped, and what their conversations were about.

Nothing is read of a contact but that she is there, and where she lives. One who was handed over is one woman: she
is known by the first contact of the chain.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Text, cast, extract, func, or_, select
from sqlalchemy.orm import Session

from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core.areas import Area
from portal.core.periods import Period
from portal.reports.counting.apart import may_be_told
from portal.reports.counting.scope import Scope, between, table
from portal.reports.figure_types import Counts


class Chains:
    def __init__(self, session: Session) -> None:
        handed_over = select(Contact.id, Contact.from_contact_id).where(Contact.from_contact_id.is_not(None))
        self._from = {row.id: row.from_contact_id for row in session.execute(handed_over)}

    def first(self, contact_id: int) -> int:
        """The contact she was before any hand-over."""
        while contact_id in self._from:
            contact_id = self._from[contact_id]
        return contact_id


def count(scope: Scope, *, least: int) -> Counts:
    """Everything about contacts and conversations; told apart for the group as ``apart.py`` says."""
    chains = Chains(scope.session)
    counts = _in_touch(scope, chains)
    counts.take(_new(scope, least))
    counts.take(_conversations(scope, chains, least))
    return counts


def _in_touch(scope: Scope, chains: Chains) -> Counts:
    open_then = Contact.closed_at >= scope.period.starts_at
    if scope.period.first <= scope.until:
        open_then = or_(Contact.closed_at.is_(None), open_then)
    found = scope.session.execute(
        select(Contact.id, Contact.mother_id).where(Contact.since <= scope.until, open_then)
    )
    pairs = {(row.mother_id, chains.first(row.id)) for row in found}
    return Counts(
        {"women_in_touch": len({woman for _mother, woman in pairs})},
        {"mothers_in_touch": table((str(mother), 1) for mother, _woman in pairs)},
    )


def _new(scope: Scope, least: int) -> Counts:
    met = Contact.from_contact_id.is_(None)
    found = scope.session.execute(
        select(Contact.met, Contact.area_id, func.count().label("women"))
        .where(between(Contact.since, scope.period), met)
        .group_by(Contact.met, Contact.area_id)
    ).all()
    counts = Counts({"contacts_new": sum(row.women for row in found)})
    counts.take_if(
        may_be_told(scope, select(Contact.mother_id).where(met), Contact.since, least=least),
        {
            "contacts_met": table((row.met, row.women) for row in found),
            "contacts_area": table((scope.area(row.area_id), row.women) for row in found),
        },
    )
    return counts


def _conversations(scope: Scope, chains: Chains, least: int) -> Counts:
    talks = _talks(scope.session, scope.period)
    pairs = {(row.mother_id, chains.first(row.contact_id)) for row in talks}
    quarters = sum(row.quarters or 0 for row in talks)
    counts = Counts(
        {
            "women_helped": len({woman for _mother, woman in pairs}),
            "conversations": sum(row.times for row in talks),
            "conversation_hours": quarters / 4 if quarters else None,
        },
        {
            "mothers_helped": table((str(mother), 1) for mother, _woman in pairs),
            "mothers_conversations": table((str(row.mother_id), row.times) for row in talks),
            "conversations_month": table(_months(scope)),
        },
    )
    counts.take_if(
        may_be_told(scope, select(Conversation.mother_id), Conversation.day, least=least),
        {
            "women_area": table((area, 1) for area in _areas(talks, chains).values()),
            "conversations_help": table(_helps(scope)),
        },
    )
    return counts


def _talks(session: Session, period: Period) -> Sequence[Any]:
    """How often each mother talked with each contact, and how long in all."""
    query = (
        select(
            Conversation.mother_id,
            Conversation.contact_id,
            Area.slug,
            func.count().label("times"),
            func.sum(Conversation.quarters).label("quarters"),
        )
        .join(Contact, Contact.id == Conversation.contact_id)
        .outerjoin(Area, Area.id == Contact.area_id)
        .where(between(Conversation.day, period))
        .group_by(Conversation.mother_id, Conversation.contact_id, Area.slug)
    )
    return session.execute(query).all()


def _areas(talks: Sequence[Any], chains: Chains) -> dict[int, str]:
    """The area of each woman who was helped, by her first contact: as the mother knows it who helped her last."""
    in_order = sorted(talks, key=lambda row: row.contact_id)
    return {chains.first(row.contact_id): row.slug or "" for row in in_order}


def _helps(scope: Scope) -> Iterable[tuple[str, int]]:
    """The kinds of help of one conversation stand in one value: equal values are counted by the database."""
    helps = cast(Conversation.helps, Text).label("helps")
    query = select(helps, func.count()).where(between(Conversation.day, scope.period)).group_by(helps)
    return [(kind, times) for kinds, times in scope.session.execute(query) for kind in set(json.loads(kinds))]


def _months(scope: Scope) -> Iterable[tuple[str, int]]:
    year, month = (extract(part, Conversation.day).label(part) for part in ("year", "month"))
    query = select(year, month, func.count()).where(between(Conversation.day, scope.period)).group_by(year, month)
    return [(f"{int(row[0])}-{int(row[1]):02}", row[2]) for row in scope.session.execute(query)]
