"""The women: with whom mothers were in touch, whom they helped, and what their conversations were about.

Nothing is read of a contact but that she is there, and where she lives. One who was handed over is one woman: she
is known by the first contact of the chain.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import Text, cast, extract, func, or_, select

from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core.areas import Area
from portal.reports.apart import may_be_told
from portal.reports.drill_down import by_mother
from portal.reports.figure_types import (
    Behind,
    Chart,
    Counted,
    Figure,
    GridLayout,
    Numbers,
    Rows,
    Section,
    StoriesLayout,
    Table,
    Unit,
)
from portal.reports.figures.social import FIRST_TIME, NEW_IN_DENMARK
from portal.reports.minimum_contributors import FEW, FEW_TENDER, AtLeast
from portal.reports.scope import Pairs, Scope, between, once, table
from portal.stories.models import StoryPart

#: The id of a mother, and the id of the first contact with a woman.
_WomenOfMothers = set[tuple[int, int]]
_MET: Final = Contact.from_contact_id.is_(None)


@once
def _chain(scope: Scope) -> dict[int, Any]:
    """The contact that each one was handed over from, by their ids."""
    handed_over = select(Contact.id, Contact.from_contact_id).where(Contact.from_contact_id.is_not(None))
    return {row.id: row.from_contact_id for row in scope.session.execute(handed_over)}


def _first(scope: Scope, contact_id: int) -> int:
    """The contact she was before any hand-over."""
    chain = _chain(scope)
    while contact_id in chain:
        contact_id = chain[contact_id]
    return contact_id


@once
def _in_touch(scope: Scope) -> _WomenOfMothers:
    open_then = Contact.closed_at >= scope.period.starts_at
    if scope.period.first <= scope.until:
        open_then = or_(Contact.closed_at.is_(None), open_then)
    found = scope.session.execute(
        select(Contact.id, Contact.mother_id).where(Contact.since <= scope.until, open_then)
    )
    return {(row.mother_id, _first(scope, row.id)) for row in found}


@once
def _new(scope: Scope) -> Sequence[Any]:
    """How many contacts were new, by how they met their mother and where they live."""
    return scope.session.execute(
        select(Contact.met, Contact.area_id, func.count().label("women"))
        .where(between(Contact.since, scope.period), _MET)
        .group_by(Contact.met, Contact.area_id)
    ).all()


@once
def _talks(scope: Scope) -> Sequence[Any]:
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
        .where(between(Conversation.day, scope.period))
        .group_by(Conversation.mother_id, Conversation.contact_id, Area.slug)
    )
    return scope.session.execute(query).all()


def _helped(scope: Scope) -> _WomenOfMothers:
    return {(row.mother_id, _first(scope, row.contact_id)) for row in _talks(scope)}


def women_helped(scope: Scope) -> int:
    return _women(_helped(scope))


def _women(pairs: _WomenOfMothers) -> int:
    return len({woman for _mother, woman in pairs})


def areas_of_helped(scope: Scope) -> dict[int, str]:
    """The area of each woman who was helped, by her first contact: as the mother knows it who helped her last."""
    in_order = sorted(_talks(scope), key=lambda row: row.contact_id)
    return {_first(scope, row.contact_id): row.slug or "" for row in in_order}


def hours_of_conversation(scope: Scope) -> float | None:
    """The length of the conversations of the period, where it was noted."""
    quarters = sum(row.quarters or 0 for row in _talks(scope))
    return quarters / 4 if quarters else None


def _helps(scope: Scope) -> Pairs:
    """The kinds of help of one conversation stand in one value: equal values are counted by the database."""
    helps = cast(Conversation.helps, Text).label("helps")
    query = select(helps, func.count()).where(between(Conversation.day, scope.period)).group_by(helps)
    return [(kind, times) for kinds, times in scope.session.execute(query) for kind in set(json.loads(kinds))]


def _months(scope: Scope) -> Pairs:
    year, month = (extract(part, Conversation.day).label(part) for part in ("year", "month"))
    query = select(year, month, func.count()).where(between(Conversation.day, scope.period)).group_by(year, month)
    return [(f"{int(row[0])}-{int(row[1]):02}", row[2]) for row in scope.session.execute(query)]


@once
def _new_told_apart(scope: Scope) -> bool:
    return may_be_told(scope, select(Contact.mother_id).where(_MET), Contact.since)


@once
def _talks_told_apart(scope: Scope) -> bool:
    return may_be_told(scope, select(Conversation.mother_id), Conversation.day)


def _noted(count: Callable[[Scope], Pairs]) -> Counted[Pairs]:
    """How many each mother noted: that is counted and no more."""

    def behind(scope: Scope) -> list[Behind]:
        return by_mother(scope, {int(key): times or 0 for key, times in table(count(scope)).items()})

    return Counted(count, behind)


NETWORKS: Final = Section(
    "networks",
    _("New networks"),
    _("Women who knew few people get to know others, at a table or in a conversation."),
    Numbers(
        Figure(
            "women_in_touch",
            _("Women in touch with a mother"),
            _("Women whom a mother was in touch with at some time in the period. Each woman counts once."),
            Counted(lambda scope: _women(_in_touch(scope))),
        ),
        Figure(
            "contacts_new",
            _("New contacts"),
            _("Women whom a mother met in the period and noted as a contact. Handed over, she counts once."),
            Counted(lambda scope: sum(row.women for row in _new(scope))),
            AtLeast(FEW),
        ),
        FIRST_TIME,
        NEW_IN_DENMARK,
    ),
    Table(
        "contacts_met",
        Rows.MET,
        _("New contacts"),
        _("New contacts, by how they met their mother."),
        Counted(lambda scope: [(row.met, row.women) for row in _new(scope)] if _new_told_apart(scope) else None),
        AtLeast(FEW, of="contacts_new"),
        title=_("How new contacts met their mother"),
    ),
    StoriesLayout(StoryPart.NETWORKS),
)
INDIVIDUAL: Final = Section(
    "individual",
    _("Individual contacts"),
    _("A conversation, a letter explained, somebody along at a meeting."),
    Numbers(
        Figure(
            "conversations",
            _("Conversations"),
            _("Times a mother helped or talked with a contact, as she noted them herself."),
            Counted(lambda scope: sum(row.times for row in _talks(scope))),
            AtLeast(FEW),
        ),
        Figure(
            "conversation_hours",
            _("Hours of conversation"),
            _("The length of the conversations, where it was noted."),
            Counted(hours_of_conversation),
            unit=Unit.HOURS,
        ),
        Figure(
            "women_helped",
            _("Women helped"),
            _("Women with whom a mother had at least one conversation in the period. Each woman counts once."),
            Counted(women_helped),
            AtLeast(FEW),
        ),
    ),
    Table(
        "conversations_help",
        Rows.HELP,
        _("Times"),
        _("What the conversations were about. One that was about two things counts in both."),
        Counted(lambda scope: _helps(scope) if _talks_told_apart(scope) else None),
        AtLeast(FEW_TENDER),
        title=_("What the conversations were about"),
    ),
    GridLayout(
        _("Conversations month by month"),
        Table(
            "conversations_month", Rows.MONTH, _("Conversations"), _("Conversations, by month."), Counted(_months)
        ),
        chart=Chart.MONTHS,
    ),
    GridLayout(
        _("Each mother"),
        Table(
            "mothers_in_touch",
            Rows.MOTHER,
            _("In touch"),
            _("Women each mother was in touch with at some time in the period."),
            _noted(lambda scope: [(str(mother), 1) for mother, _woman in _in_touch(scope)]),
        ),
        Table(
            "mothers_helped",
            Rows.MOTHER,
            _("Helped"),
            _("Women with whom each mother had at least one conversation in the period."),
            _noted(lambda scope: [(str(mother), 1) for mother, _woman in _helped(scope)]),
        ),
        Table(
            "mothers_conversations",
            Rows.MOTHER,
            _("Conversations"),
            _("Conversations each mother noted in the period."),
            _noted(lambda scope: [(str(row.mother_id), row.times) for row in _talks(scope)]),
        ),
        chart=Chart.NONE,
    ),
    StoriesLayout(StoryPart.INDIVIDUAL),
)
#: On the pages of the areas.
WOMEN_AREA: Final = Table(
    "women_area",
    Rows.AREA,
    _("Women helped"),
    _("Women helped in the period, by the area they live in."),
    Counted(
        lambda scope: [(area, 1) for area in areas_of_helped(scope).values()] if _talks_told_apart(scope) else None
    ),
    AtLeast(FEW, of="women_helped"),
)
CONTACTS_AREA: Final = Table(
    "contacts_area",
    Rows.AREA,
    _("New contacts"),
    _("New contacts, by the area they live in."),
    Counted(
        lambda scope: (
            [(scope.area(row.area_id), row.women) for row in _new(scope)] if _new_told_apart(scope) else None
        )
    ),
    AtLeast(FEW, of="contacts_new"),
)
