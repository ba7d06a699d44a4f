"""Enquiries: who asked for a mother, for what, and what became of it."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Any, Final

from sqlalchemy import select

from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.reports.counting.scope import Scope, table
from portal.reports.figure_types import Counts

_OUTCOMES: Final = {
    EnquiryState.NOBODY_FOUND: "nobody",
    EnquiryState.WITHDRAWN: "withdrawn",
    #: Closed without a yes: she was helped on, could not be reached, or did not want it after all.
    EnquiryState.CLOSED: "closed",
}


def count(scope: Scope) -> Counts:
    """Everything about the enquiries that came in the period."""
    found = read(scope)
    outcomes = [outcome(row) for row in found]
    days = [days for row in found if (days := days_to_yes(row)) is not None]
    return Counts(
        {
            "enquiries": len(found),
            "enquiries_professionals": sum(asked_by(row.asker) == "professionals" for row in found),
            "enquiries_answered": outcomes.count("answered"),
            "enquiries_nobody": outcomes.count("nobody"),
            "days_to_yes": median(days) if days else None,
        },
        {
            "enquiries_asker": table((row.asker, 1) for row in found),
            "enquiries_from": table((asked_by(row.asker), 1) for row in found),
            "enquiries_theme": table((row.theme or "", 1) for row in found),
            "enquiries_language": table((row.spoken, 1) for row in found),
            "enquiries_outcome": table((key, 1) for key in outcomes),
            "enquiries_area": table((scope.area(row.area_id), 1) for row in found),
        },
    )


def read(scope: Scope) -> Sequence[Any]:
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


def outcome(row: Any) -> str:
    """What has become of an enquiry until today."""
    return "answered" if row.accepted_at is not None else _OUTCOMES.get(row.state, "open")


def days_to_yes(row: Any) -> float | None:
    """How many days it took until a mother said yes; None where none has."""
    return (row.accepted_at - row.received_at) / timedelta(days=1) if row.accepted_at is not None else None
