"""Bridges: how often a mother told a contact of an offer, and what came of it."""

from sqlalchemy import func, select

from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.offers.models import Offer
from portal.reports.counting.apart import may_be_told
from portal.reports.counting.scope import Scope, between, table
from portal.reports.figure_types import Counts


def count(scope: Scope, *, least: int) -> Counts:
    """Everything about introductions; told apart for the group as ``apart.py`` says."""
    columns = (Introduction.offer_id, Offer.theme, Introduction.took_part)
    found = scope.session.execute(
        select(*columns, func.count().label("times"))
        .join(Conversation, Conversation.id == Introduction.conversation_id)
        .join(Offer, Offer.id == Introduction.offer_id)
        .where(between(Conversation.day, scope.period))
        .group_by(*columns)
    ).all()
    mothers = select(Conversation.mother_id).join(Introduction, Introduction.conversation_id == Conversation.id)
    told_apart = may_be_told(scope, mothers, Conversation.day, least=least)
    took_part = sum(row.times for row in found if row.took_part is TookPart.YES)
    counts = Counts(
        {
            "introductions": sum(row.times for row in found),
            "introductions_took_part": took_part if told_apart else None,
        }
    )
    counts.take_if(
        told_apart,
        {
            "introductions_theme": table((row.theme, row.times) for row in found),
            "introductions_offer": table((str(row.offer_id), row.times) for row in found),
            "introductions_result": table((row.took_part, row.times) for row in found),
        },
    )
    return counts
