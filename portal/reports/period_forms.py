"""Choosing the period of the report: some usual ones to tap, or the first and the last day."""

from datetime import date
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.core.forms import TeamForm
from portal.core.periods import Period, Stretch
from portal.core.time_fields import Day

#: A report is about so many years at most.
_MOST_YEARS: Final = 20


class PeriodForm(TeamForm):
    """The first and the last day, both counted. Sent by GET, so that its address can be kept."""

    first = Day(_("From"), name="from", required=_("Write the first day."))
    last = Day(_("To"), name="to", required=_("Write the last day."))

    def __init__(self, asked: Any, usual: Period) -> None:
        whole = "from" in asked or "to" in asked
        super().__init__(formdata=asked if whole else None, data={"first": usual.first, "last": usual.last})
        self.usual = usual

    def period(self) -> Period | None:
        """What was asked for, or the usual one where nothing was; None where it is refused."""
        if not self.is_sent:
            return self.usual
        if not self.validate():
            return None
        first, last = self.first.data, self.last.data
        if last < first:
            self.refuse(_("The last day comes before the first one. Change one of them."), "last")
        elif last.year - first.year > _MOST_YEARS:
            self.refuse(_("This is too long. Choose at most %(num)s years.", num=_MOST_YEARS), "last")
        else:
            return Period(first, last)
        return None

    @property
    def is_sent(self) -> bool:
        return bool(self.first.raw_data or self.last.raw_data)


def usual_periods(today: date) -> list[tuple[LazyString, Period]]:
    """The periods that are asked for most, each by its name."""
    quarter = (today.month + 2) // 3
    this_quarter = Period.of(today.year, Stretch(f"q{quarter}"))
    return [
        (_("This year"), Period.of(today.year)),
        (_("This half-year"), Period.of(today.year, Stretch.H1 if quarter < 3 else Stretch.H2)),
        (_("This quarter"), this_quarter),
        (_("Last quarter"), this_quarter.before()),
        (_("Last year"), Period.of(today.year - 1)),
    ]
