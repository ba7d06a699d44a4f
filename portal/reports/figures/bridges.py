"""Bridges: how often a mother told a contact of an offer, and what came of it."""

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.events.kinds import Category
from portal.offers.models import Offer
from portal.reports.apart import may_be_told
from portal.reports.figure_types import Counted, Figure, Numbers, Rows, Section, StoriesLayout, Table
from portal.reports.figures import gatherings
from portal.reports.minimum_contributors import FEW, FEW_TENDER, OPEN, AtLeast, RowOf
from portal.reports.scope import Pairs, Scope, between, once
from portal.stories.models import StoryPart

_INFORMS: Final = gatherings.is_a(Category.INFORMATION)


@once
def _introductions(scope: Scope) -> Sequence[Any]:
    """How often each offer was told of with each result."""
    columns = (Introduction.offer_id, Offer.theme, Introduction.took_part)
    return scope.session.execute(
        select(*columns, func.count().label("times"))
        .join(Conversation, Conversation.id == Introduction.conversation_id)
        .join(Offer, Offer.id == Introduction.offer_id)
        .where(between(Conversation.day, scope.period))
        .group_by(*columns)
    ).all()


@once
def _told_apart(scope: Scope) -> bool:
    mothers = select(Conversation.mother_id).join(Introduction, Introduction.conversation_id == Conversation.id)
    return may_be_told(scope, mothers, Conversation.day)


def _took_part(scope: Scope) -> int | None:
    if not _told_apart(scope):
        return None
    return sum(row.times for row in _introductions(scope) if row.took_part is TookPart.YES)


def _by(column: str) -> Counted[Pairs | None]:
    """Introductions by one of their columns, where they may be told apart."""

    def pairs(scope: Scope) -> Pairs | None:
        if not _told_apart(scope):
            return None
        return [(str(getattr(row, column)), row.times) for row in _introductions(scope)]

    return Counted(pairs)


BRIDGES: Final = Section(
    "bridges",
    _("Bridges"),
    _("The mothers lead women who are on their own to what the town has to offer."),
    Numbers(
        Figure(
            "introductions",
            _("Introductions to an offer"),
            _("Times a mother told a contact of an offer of the municipality or an association."),
            Counted(lambda scope: sum(row.times for row in _introductions(scope))),
            AtLeast(FEW),
        ),
        Figure(
            "introductions_took_part",
            _("Took part in an offer"),
            _("Introductions of the period after which the mother noted that the woman took part."),
            Counted(_took_part),
            RowOf("introductions_result", "yes"),
        ),
    ),
    Table(
        "introductions_theme",
        Rows.THEME,
        _("Introductions"),
        _("Introductions, by what the offer was about."),
        _by("theme"),
        AtLeast(FEW_TENDER, of="introductions"),
        title=_("What the offers were about"),
    ),
    Table(
        "introductions_offer",
        Rows.OFFER,
        _("Introductions"),
        _("Introductions, by offer."),
        _by("offer_id"),
        title=_("Which offers"),
    ),
    Table(
        "introductions_result",
        Rows.TOOK_PART,
        _("Introductions"),
        _("Introductions, by whether the woman took part until today."),
        _by("took_part"),
        AtLeast(FEW, of="introductions"),
        title=_("Did she take part?"),
    ),
    StoriesLayout(StoryPart.BRIDGES),
)
INFORMATION: Final = Section(
    "information",
    _("Information on offers"),
    _("Women hear of the town's offers, at our events and from the mothers."),
    Numbers(
        Figure(
            "events_information",
            _("Events with information"),
            _("Our own and supported events that were about offers, health or rights, and that were held."),
            gatherings.some(_INFORMS),
            OPEN,
        ),
        "introductions",
    ),
    StoriesLayout(StoryPart.INFORMATION),
)
