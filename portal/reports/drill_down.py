"""The rows behind a figure: what the group's own report opens to, as far as the coordinator may see it.

A contact, a conversation and an introduction are the mother's alone, and so is the record she made of herself:
behind those there is nothing to open but how many each mother noted.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Hat, Member
from portal.core.features import Feature, switched_off
from portal.core.i18n import language_name, to_local
from portal.core.periods import Period
from portal.course.models import CourseInterest
from portal.money.queries import funding_in
from portal.reports.counting import enquiries, mothers, network, women
from portal.reports.counting.scope import Scope, scope_of
from portal.reports.event_drill_down import Behind, of_events, way_to
from portal.reports.figure_types import Unit

#: Figures of what is written in the group's books here, or nowhere.
_OF_MONEY: Final = frozenset({"funding", "funding_funder", "expenses", "expenses_event", "cost_per_participant"})


def behind(session: Session, key: str, period: Period, *, now: datetime) -> list[Behind] | None:
    """The rows behind a figure or a table, in order; None where nobody but the mother may see them."""
    if key in _OF_MONEY and Feature.MONEY in switched_off(session):
        return []
    scope = scope_of(session, period, now)
    rows = _ROWS.get(key)
    return rows(scope) if rows else of_events(scope, key)


def _mothers(
    chosen: Callable[[mothers.Mothers], list[Any]], about: Callable[[Any], Iterable[str]] = lambda _one: ()
) -> Callable[[Scope], list[Behind]]:
    """Some of the mothers by name, with a few words about each."""

    def rows(scope: Scope) -> list[Behind]:
        found = chosen(mothers.read(scope))
        return [Behind(one.name, _page(one.id), about=", ".join(about(one))) for one in found]

    return rows


def _trained(scope: Scope) -> list[Behind]:
    return [Behind(one.name, _page(one.id), one.trained_on) for one in mothers.read(scope).trained]


def _noted(key: str) -> Callable[[Scope], list[Behind]]:
    """How many each mother noted: that is counted and no more."""

    def rows(scope: Scope) -> list[Behind]:
        counted = women.count(scope, least=0).tables[key]
        return _by_mother(scope, {int(number): times or 0 for number, times in counted.items()})

    return rows


def _meeting_mothers(scope: Scope) -> list[Behind]:
    return _by_mother(scope, network.came_to(scope))


def _by_mother(scope: Scope, numbers: dict[int, int]) -> list[Behind]:
    found = scope.session.execute(select(Member.id, Member.name).order_by(Member.name, Member.id))
    return [Behind(row.name, _page(row.id), number=numbers[row.id]) for row in found if row.id in numbers]


def _page(member_id: int) -> str:
    return way_to("members.one", member_id=member_id)


def _enquiries(chosen: Callable[[Any], bool] = lambda _row: True) -> Callable[[Scope], list[Behind]]:
    """Some of the enquiries as they came in, with where each stands."""

    def rows(scope: Scope) -> list[Behind]:
        return [
            Behind(
                str(row.asker.label),
                way_to("matching.one", enquiry_id=row.id),
                to_local(row.received_at).date(),
                enquiries.days_to_yes(row),
                Unit.DAYS,
                str(row.state.label),
            )
            for row in enquiries.read(scope)
            if chosen(row)
        ]

    return rows


def _interest(scope: Scope) -> list[Behind]:
    """Everybody who joined the list, without a name: that stands on the list."""
    query = select(CourseInterest.becoming, CourseInterest.state, CourseInterest.created_at)
    found = scope.session.execute(
        query.where(*scope.within(CourseInterest.created_at)).order_by(CourseInterest.id)
    )
    return [
        Behind(
            str(row.becoming.label),
            way_to("course.overview"),
            to_local(row.created_at).date(),
            about=str(row.state.label),
        )
        for row in found
    ]


def _completed(scope: Scope) -> list[Behind]:
    """The courses, each with how many completed it."""
    return [
        Behind(_("The course"), way_to("course.one", course_id=course_id), number=number)
        for course_id, number in sorted(network.completed(scope).items())
    ]


def _funders(scope: Scope) -> list[Behind]:
    return [
        Behind(funder.name, way_to("money.funder", funder_id=funder.id), None, amount, Unit.MONEY)
        for funder, amount in funding_in(scope.session, scope.period).items()
    ]


_ROWS: Final[dict[str, Callable[[Scope], list[Behind] | None]]] = {
    "mothers_active": _mothers(lambda found: found.active),
    "mothers_language": _mothers(
        lambda found: found.active, lambda one: [language_name(code) for code in one.languages]
    ),
    "mothers_hat": _mothers(
        lambda found: [one for one in found.active if one.hats],
        lambda one: [str(Hat(hat).label) for hat in one.hats],
    ),
    "mothers_resting": _mothers(lambda found: found.resting),
    "mothers_trained": _trained,
    "mothers_in_touch": _noted("mothers_in_touch"),
    "mothers_helped": _noted("mothers_helped"),
    "mothers_conversations": _noted("mothers_conversations"),
    "meeting_mothers": _meeting_mothers,
    **dict.fromkeys(
        (
            "enquiries",
            "enquiries_asker",
            "enquiries_from",
            "enquiries_theme",
            "enquiries_language",
            "enquiries_outcome",
            "enquiries_area",
        ),
        _enquiries(),
    ),
    "enquiries_professionals": _enquiries(lambda row: enquiries.asked_by(row.asker) == "professionals"),
    "enquiries_answered": _enquiries(lambda row: enquiries.outcome(row) == "answered"),
    "enquiries_nobody": _enquiries(lambda row: enquiries.outcome(row) == "nobody"),
    "days_to_yes": _enquiries(lambda row: row.accepted_at is not None),
    "course_interest": _interest,
    "course_completed": _completed,
    **dict.fromkeys(("funding", "funding_funder"), _funders),
}
