"""Bridges: how often a mother told a contact of an offer, and what came of it."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.events.kinds import Category
from portal.offers.models import Offer
from portal.reports.apart import may_be_told
from portal.reports.figure_types import Figure, GridLayout, Numbers, Rows, Section, StoriesLayout, Table
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


def _by(column: str) -> Callable[[Scope], Pairs | None]:
    """Introductions by one of their columns, where they may be told apart."""

    def pairs(scope: Scope) -> Pairs | None:
        if not _told_apart(scope):
            return None
        return [(str(getattr(row, column)), row.times) for row in _introductions(scope)]

    return pairs


BRIDGES: Final = Section(
    "bridges",
    _("Bridges"),
    _("The mothers lead women who are on their own to what the town has to offer."),
    Numbers(
        Figure(
            "introductions",
            _("Introductions to an offer"),
            _("Times a mother told a contact of an offer of the municipality or an association."),
            AtLeast(FEW),
            count=lambda scope: sum(row.times for row in _introductions(scope)),
        ),
        Figure(
            "introductions_took_part",
            _("Took part in an offer"),
            _("Introductions of the period after which the mother noted that the woman took part."),
            RowOf("introductions_result", "yes"),
            count=_took_part,
        ),
    ),
    GridLayout(
        _("What the offers were about"),
        Table(
            "introductions_theme",
            Rows.THEME,
            _("Introductions"),
            _("Introductions, by what the offer was about."),
            AtLeast(FEW_TENDER, of="introductions"),
            count=_by("theme"),
        ),
    ),
    GridLayout(
        _("Which offers"),
        Table(
            "introductions_offer",
            Rows.OFFER,
            _("Introductions"),
            _("Introductions, by offer."),
            count=_by("offer_id"),
        ),
    ),
    GridLayout(
        _("Did she take part?"),
        Table(
            "introductions_result",
            Rows.TOOK_PART,
            _("Introductions"),
            _("Introductions, by whether the woman took part until today."),
            AtLeast(FEW, of="introductions"),
            count=_by("took_part"),
        ),
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
            OPEN,
            count=gatherings.number(_INFORMS),
            behind=gatherings.rows(chosen=_INFORMS),
        ),
        "introductions",
    ),
    StoriesLayout(StoryPart.INFORMATION),
)
