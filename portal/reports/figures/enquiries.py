"""Enquiries: who asked for a mother, for what, and what became of it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from statistics import median
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.core.i18n import to_local
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.reports.drill_down import way_to
from portal.reports.figure_types import (
    Behind,
    BehindRows,
    Counted,
    Figure,
    Numbers,
    Rows,
    Section,
    Table,
    Unit,
)
from portal.reports.minimum_contributors import FEW, FEW_TENDER, AtLeast, MeanOf, RowOf
from portal.reports.scope import Pairs, Scope, once

_OUTCOMES: Final = {
    EnquiryState.NOBODY_FOUND: "nobody",
    EnquiryState.WITHDRAWN: "withdrawn",
    #: Closed without a yes: she was helped on, could not be reached, or did not want it after all.
    EnquiryState.CLOSED: "closed",
}


@once
def _enquiries(scope: Scope) -> Sequence[Any]:
    """The enquiries of the period as they came in: the choices, and nothing that tells who anybody is."""
    columns = (
        Enquiry.id, Enquiry.asker, Enquiry.theme, Enquiry.spoken, Enquiry.area_id, Enquiry.state,
        Enquiry.received_at, Enquiry.accepted_at,
    )  # fmt: skip
    query = select(*columns).where(*scope.within(Enquiry.received_at))
    return scope.session.execute(query.order_by(Enquiry.received_at, Enquiry.id)).all()


def asked_by(asker: Asker) -> str:
    """Whether somebody asked for another, by trade or as a volunteer, or a woman for herself."""
    return "herself" if asker is Asker.HERSELF else "professionals"


def _outcome(row: Any) -> str:
    """What has become of an enquiry until today."""
    return "answered" if row.accepted_at is not None else _OUTCOMES.get(row.state, "open")


def _days_to_yes(row: Any) -> float | None:
    return (row.accepted_at - row.received_at) / timedelta(days=1) if row.accepted_at is not None else None


def _days_until_yes(scope: Scope) -> float | None:
    days = [days for row in _enquiries(scope) if (days := _days_to_yes(row)) is not None]
    return median(days) if days else None


def _rows(chosen: Callable[[Any], bool] = lambda _row: True) -> BehindRows:
    """Some of the enquiries as they came in, with where each stands."""
    return lambda scope: [
        Behind(
            str(row.asker.label),
            way_to("matching.one", enquiry_id=row.id),
            to_local(row.received_at).date(),
            _days_to_yes(row),
            Unit.DAYS,
            str(row.state.label),
        )
        for row in _enquiries(scope)
        if chosen(row)
    ]


def _some(chosen: Callable[[Any], bool]) -> Counted[int]:
    return Counted(lambda scope: sum(map(chosen, _enquiries(scope))), _rows(chosen))


def _by(key: Callable[[Any], str]) -> Counted[Pairs]:
    return Counted(lambda scope: [(key(row), 1) for row in _enquiries(scope)], _rows())


def _is_answered(row: Any) -> bool:
    return row.accepted_at is not None


ENQUIRIES: Final = Section(
    "enquiries",
    _("Who asked for a mother"),
    _("Professionals and neighbours turn to us when they meet a woman who needs an outstretched hand."),
    Numbers(
        Figure(
            "enquiries",
            _("Enquiries"),
            _("Times somebody asked us for a mother in the period."),
            Counted(lambda scope: len(_enquiries(scope)), _rows()),
            AtLeast(FEW),
        ),
        Figure(
            "enquiries_professionals",
            _("Enquiries from professionals"),
            _(
                "Times a professional, a caretaker or a volunteer of an association "
                "asked for a mother for somebody."
            ),
            _some(lambda row: asked_by(row.asker) == "professionals"),
            RowOf("enquiries_from", "professionals"),
        ),
        Figure(
            "enquiries_answered",
            _("A mother said yes"),
            _("Enquiries of the period to which a mother said yes."),
            _some(_is_answered),
            RowOf("enquiries_outcome", "answered"),
        ),
        Figure(
            "enquiries_nobody",
            _("Nobody found"),
            _("Enquiries of the period for which we found no mother."),
            _some(lambda row: _outcome(row) == "nobody"),
            RowOf("enquiries_outcome", "nobody"),
        ),
        Figure(
            "days_to_yes",
            _("Days until a yes"),
            _("Half of the enquiries with a yes had it sooner than this, and half later (the median)."),
            Counted(_days_until_yes, _rows(_is_answered)),
            MeanOf("enquiries_answered"),
            unit=Unit.MEAN,
        ),
    ),
    Table(
        "enquiries_asker",
        Rows.ASKER,
        _("Enquiries"),
        _("Enquiries of the period, by who asked."),
        _by(lambda row: row.asker),
        AtLeast(FEW, of="enquiries"),
        title=_("Who asked"),
    ),
    Table(
        "enquiries_from",
        Rows.FROM,
        _("Enquiries"),
        _("Enquiries of the period, for somebody else or for herself."),
        _by(lambda row: asked_by(row.asker)),
        AtLeast(FEW, of="enquiries"),
        title=_("For whom"),
    ),
    Table(
        "enquiries_theme",
        Rows.HELP,
        _("Enquiries"),
        _("Enquiries of the period, by what they were about."),
        _by(lambda row: row.theme or ""),
        AtLeast(FEW_TENDER, of="enquiries"),
        title=_("What they asked for"),
    ),
    Table(
        "enquiries_language",
        Rows.LANGUAGE,
        _("Enquiries"),
        _("Enquiries of the period, by the language that was asked for."),
        _by(lambda row: row.spoken),
        AtLeast(FEW_TENDER, of="enquiries"),
        title=_("Which language they asked for"),
    ),
    Table(
        "enquiries_outcome",
        Rows.OUTCOME,
        _("Enquiries"),
        _("Enquiries of the period, by what became of them until today."),
        _by(_outcome),
        AtLeast(FEW, of="enquiries"),
        title=_("What became of it"),
    ),
)
#: On the pages of the areas.
ENQUIRIES_AREA: Final = Table(
    "enquiries_area",
    Rows.AREA,
    _("Enquiries"),
    _("Enquiries of the period, by area."),
    Counted(lambda scope: [(scope.area(row.area_id), 1) for row in _enquiries(scope)], _rows()),
    AtLeast(FEW, of="enquiries"),
)
