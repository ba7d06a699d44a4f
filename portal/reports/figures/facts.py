"""The first section: what the group is and did. Most of its figures are declared with what they belong to."""

from typing import Final

from flask_babel import lazy_gettext as _

from portal.reports.figure_types import Chart, Counted, Figure, GridLayout, Numbers, Rows, Section, Table, Unit
from portal.reports.figures.money import funders, funding_by_funder
from portal.reports.figures.mothers import MOTHERS_ACTIVE, MOTHERS_LANGUAGE, MOTHERS_TRAINED, active
from portal.reports.figures.social import EVENTS_OWN, EVENTS_SUPPORTED
from portal.reports.figures.women import women_helped
from portal.reports.minimum_contributors import OPEN, MeanOf
from portal.reports.scope import Scope


def _women_per_mother(scope: Scope) -> float | None:
    mothers = active(scope)
    return women_helped(scope) / mothers if mothers else None


FACTS: Final = Section(
    "facts",
    _("Facts"),
    _("What the group is, and what it did, in a few numbers."),
    Numbers(
        MOTHERS_ACTIVE,
        MOTHERS_TRAINED,
        "women_helped",
        Figure(
            "women_per_mother",
            _("Women helped per mother"),
            _("Women helped, divided by the active mothers."),
            Counted(_women_per_mother),
            MeanOf("women_helped"),
            unit=Unit.MEAN,
        ),
    ),
    Numbers(EVENTS_OWN, "smallest", "largest", EVENTS_SUPPORTED),
    Numbers("enquiries_professionals", "meetings", "meeting_mothers", "funding"),
    GridLayout(_("Languages of the mothers"), MOTHERS_LANGUAGE),
    GridLayout(
        _("Funders"),
        Table(
            "funding_funder",
            Rows.FUNDER,
            _("Amount"),
            _("What each funder gave for the calendar years the period touches."),
            Counted(funding_by_funder, funders),
            OPEN,
            unit=Unit.MONEY,
        ),
        chart=Chart.NONE,
    ),
)
