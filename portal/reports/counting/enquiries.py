"""Enquiries: who asked for a mother, for what, and what became of it."""

from datetime import datetime, timedelta
from statistics import median
from typing import Final

from sqlalchemy import select

from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.reports.counting.scope import Scope, table
from portal.reports.figures import Counts

_OUTCOMES: Final = {
    EnquiryState.NOBODY_FOUND: "nobody",
    EnquiryState.WITHDRAWN: "withdrawn",
    #: Closed without a yes: she was helped on, could not be reached, or did not want it after all.
    EnquiryState.CLOSED: "closed",
}


def count(scope: Scope) -> Counts:
    """Everything about the enquiries that came in the period."""
    columns = (
        Enquiry.asker, Enquiry.theme, Enquiry.spoken, Enquiry.area_id, Enquiry.state, Enquiry.received_at,
        Enquiry.accepted_at,
    )  # fmt: skip
    found = scope.session.execute(select(*columns).where(*scope.within(Enquiry.received_at))).all()
    outcomes = table((outcome(row.state, row.accepted_at), 1) for row in found)
    days = [(row.accepted_at - row.received_at) / timedelta(days=1) for row in found if row.accepted_at]
    return Counts(
        {
            "enquiries": len(found),
            "enquiries_professionals": sum(row.asker is not Asker.HERSELF for row in found),
            "enquiries_answered": outcomes.get("answered", 0),
            "enquiries_nobody": outcomes.get("nobody", 0),
            "days_to_yes": median(days) if days else None,
        },
        {
            "enquiries_asker": table((row.asker, 1) for row in found),
            "enquiries_theme": table((row.theme or "", 1) for row in found),
            "enquiries_language": table((row.spoken, 1) for row in found),
            "enquiries_outcome": outcomes,
            "enquiries_area": table((scope.area(row.area_id), 1) for row in found),
        },
    )


def outcome(state: EnquiryState, accepted_at: datetime | None) -> str:
    """What has become of an enquiry until today."""
    return "answered" if accepted_at is not None else _OUTCOMES.get(state, "open")
