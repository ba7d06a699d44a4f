"""Bridges: how often a mother told a contact of an offer, and what came of it."""

from sqlalchemy import func, select

from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.offers.models import Offer
from portal.reports.counting.scope import Scope, between, table
from portal.reports.figures import Counts


def count(scope: Scope, *, least: int) -> Counts:
    """Everything about introductions; told apart for the group where ``least`` mothers noted any."""
    columns = (Conversation.mother_id, Introduction.offer_id, Offer.theme, Introduction.took_part)
    found = scope.session.execute(
        select(*columns, func.count().label("times"))
        .join(Conversation, Conversation.id == Introduction.conversation_id)
        .join(Offer, Offer.id == Introduction.offer_id)
        .where(between(Conversation.day, scope.period))
        .group_by(*columns)
    ).all()
    told_apart = len({row.mother_id for row in found}) >= least
    shown = found if told_apart else []
    took_part = sum(row.times for row in shown if row.took_part is TookPart.YES)
    return Counts(
        {
            "introductions": sum(row.times for row in found),
            "introductions_took_part": took_part if told_apart or not found else None,
        },
        {
            "introductions_theme": table((row.theme, row.times) for row in shown),
            "introductions_offer": table((str(row.offer_id), row.times) for row in shown),
            "introductions_result": table((row.took_part, row.times) for row in shown),
        },
    )
