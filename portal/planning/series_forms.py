"""The forms of a series: its pattern, its dates one by one, and what is taken out of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.validators import StopValidation

from portal.core.fields import Count, OneOf
from portal.core.forms import TeamForm
from portal.core.i18n import format_day
from portal.core.time_fields import LAST_YEAR, Day
from portal.events.facts import Cancelled
from portal.events.models import Event, Repeat, Status
from portal.events.rules import FIRST_YEAR
from portal.planning import dates
from portal.planning.dates import LAST, MOST

_PLACES: Final = {
    1: _("Every month: the first such weekday"),
    2: _("Every month: the second such weekday"),
    3: _("Every month: the third such weekday"),
    4: _("Every month: the fourth such weekday"),
    LAST: _("Every month: the last such weekday"),
}
#: So many dates can be written by hand at a time.
BY_HAND: Final = 4


class DaysField(SelectMultipleField):
    """Any number of days, as check boxes or hidden fields. ``data`` is a list of dates, or None."""

    data: Any

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = sorted({date.fromisoformat(value) for value in valuelist})
        except (TypeError, ValueError):
            self.data = None

    def pre_validate(self, form: Any) -> None:
        if self.data is None or len(self.data) > 2 * MOST or not all(map(_near, self.data)):
            self.data = []
            raise StopValidation(_("Choose among these."))


class PatternForm(TeamForm):
    """How often, and how many. ``offer`` says what fits the day of the event."""

    pattern = SelectField(_("How often?"), validate_choice=False)
    count = Count(_("How many dates, with this one?"), least=dates.FEWEST, most=MOST, default=8)

    def offer(self, anchor: date, places: Iterable[int], last: date | None = None) -> None:
        """Offer what can follow ``anchor``; ``last`` is the last date of a series that is there already."""
        self.anchor, self.last = anchor, last
        if last is not None:
            self.count.label.text = _("How many more dates?")
            self.count.least = 1
        weekly = [(str(Repeat.WEEKLY), _("Every week, on the same weekday"))]
        monthly = [(f"{Repeat.MONTHLY}-{place}", _PLACES[place]) for place in places]
        self.pattern.choices = [
            *((value, self._with_next(value, label)) for value, label in weekly + monthly),
            (str(Repeat.BY_HAND), _("I choose the dates myself")),
        ]
        if self.pattern.data is None:
            self.pattern.data = str(Repeat.WEEKLY)

    def validate_pattern(self, field: SelectField) -> None:
        if field.data not in {value for value, _label in field.choices}:
            raise StopValidation(_("Choose one of these."))

    def days(self) -> list[date]:
        """The dates that a form which validated asks for, without the event's own."""
        return self._days(self.pattern.data, self.count.data)

    def _days(self, pattern: str, count: int) -> list[date]:
        name, _dash, place = pattern.partition("-")
        repeat, position = Repeat(name), int(place) if place else None
        if self.last is not None:
            return dates.following(repeat, self.anchor, self.last, count, position=position)
        return dates.expand(repeat, self.anchor, count, position=position)[1:]

    def _with_next(self, pattern: str, label: Any) -> Markup:
        first = self._days(pattern, 1 if self.last else dates.FEWEST)[0]
        return Markup("{}<br><small>{}</small>").format(label, _("Next: %(day)s", day=format_day(first)))


class DatesForm(TeamForm):
    """The dates one by one: those that were offered, those that are ticked, and some written by hand."""

    pattern = HiddenField()
    offered = DaysField()
    days = DaysField(_("Dates"))
    extra_1 = Day(_("Another date"))
    extra_2 = Day(_("Another date"))
    extra_3 = Day(_("Another date"))
    extra_4 = Day(_("Another date"))

    @property
    def extras(self) -> list[Day]:
        """The fields for dates by hand."""
        return [self[f"extra_{number}"] for number in range(1, BY_HAND + 1)]

    @property
    def repeat(self) -> Repeat:
        """What the dates began as; by hand where the page does not say."""
        name = (self.pattern.data or "").partition("-")[0]
        return Repeat(name) if name in set(Repeat) else Repeat.BY_HAND

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        for field in self.extras:
            if field.data and not _near(field.data):
                self.refuse(_("Look at the year once more."), field.name)
                good = False
        return good

    def wanted(self) -> set[date]:
        """What is ticked or written by hand."""
        return {*(self.days.data or []), *(field.data for field in self.extras if field.data)}

    def rows(self) -> list[date]:
        """Every date the page shows, ticked or not."""
        return sorted(filter(_near, {*(self.offered.data or []), *self.wanted()}))


class TakeOutForm(TeamForm):
    """Why the published ones among some dates are cancelled; of drafts alone no reason is asked."""

    reason = OneOf(_("Why?"), kind=Cancelled)

    def __init__(self, dates: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dates, self.event_ids = dates, [event.id for event in dates]
        if all(event.status is not Status.PUBLISHED for event in dates):
            del self.reason


def _near(day: date) -> bool:
    """Whether a day is one that can be shown beside its neighbours; how far one may plan, the rules say."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
