"""The forms of the course: interest, her answer, a course, its evenings, and the coordinator's buttons."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.core.areas import all_areas
from portal.core.fields import Count, EmailAddress, Line, OneOf, PhoneNumber, Pick, SomeOf
from portal.core.forms import PublicForm, TeamForm
from portal.core.i18n import SPOKEN, autonym
from portal.core.time_fields import Clock, Day
from portal.course.courses import HOURS, MOST_WEEKS, WEEKS, Evenings, Terms
from portal.course.interest import InterestAnswer, InterestPlan
from portal.course.models import Becoming, Course
from portal.planning.dates import FEWEST

MOST_SEATS = 100


class Pressed(SelectField):
    """Which of several buttons was pressed."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in [value for value, *_rest in self.iter_choices()]:
            raise StopValidation(_("Choose one of these."))


class InterestForm(PublicForm):
    """Somebody would like to take the course. One way to reach her is needed, or nobody can tell her."""

    purpose = "course"

    becoming = OneOf(_("What would you like to become?"), kind=Becoming, default=Becoming.MOTHER)
    name = Line(_("What is your name?"), required=_("Write your name, so that we know whom to ask for."))
    phone = PhoneNumber(_("Phone"))
    email = EmailAddress(_("E-mail"))
    languages = SomeOf(_("Which languages do you speak?"))
    area = Pick(_("Where do you live?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = [SelectChoice(code, autonym(code)) for code in SPOKEN]
        self.area.offer(_("Somewhere else"), [(area.id, area.name) for area in all_areas()])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if not (self.phone.data or self.email.data or self.phone.errors or self.email.errors):
            self.refuse(_("Write a phone number or an e-mail address, so that we can tell you."), "phone")
            good = False
        return good

    def wish(self) -> InterestPlan:
        """The wish of a form that validated."""
        return InterestPlan(
            becoming=self.becoming.data,
            name=self.name.data,
            phone=self.phone.data.e164 if self.phone.data else None,
            email=self.email.data,
            languages=[code for code in SPOKEN if code in self.languages.data],
            area_id=self.area.data,
        )


class PlaceButton(PublicForm):
    """A button on the page of her place: yes, not this time, off the list."""

    purpose = "course place"
    not_at_once = False

    said = Pressed(choices=[str(said) for said in InterestAnswer])


class TermsForm(TeamForm):
    """What the coordinator decides of a course."""

    seats = Count(_("Seats"), least=1, most=MOST_SEATS, default=15)
    share = Count(_("How much of the course one must be there for, in per cent"), least=1, most=100, default=80)
    announced = BooleanField(_("Tell everybody on the page about the course"))

    def terms(self) -> Terms:
        """The terms of a form that validated."""
        return Terms(seats=self.seats.data, share=self.share.data, announced=self.announced.data)

    @classmethod
    def of(cls, course: Course) -> "TermsForm":
        """The form filled with what a course says."""
        values = {"seats": course.seats, "share": course.share, "announced": course.announced}
        return cls(formdata=None, data=values)


class CourseForm(TermsForm):
    becoming = OneOf(_("Who is it for?"), kind=Becoming, default=Becoming.MOTHER)


class EveningsForm(TeamForm):
    """The evenings of a course: one form makes all of them."""

    first = Day(_("The first evening"), required=_("Choose a date."))
    start = Clock(_("From"), required=_("Write when it starts."))
    hours = Count(_("Hours each time"), least=1, most=8, default=HOURS)
    weeks = Count(_("How many weeks"), least=FEWEST, most=MOST_WEEKS, default=WEEKS)
    place_name = Line(_("Name of the place"), most=120)
    address = Line(_("Address"), most=200)

    def evenings(self) -> Evenings:
        """The evenings of a form that validated."""
        return Evenings(
            first=self.first.data,
            start=self.start.data,
            place_name=self.place_name.data,
            address=self.address.data,
            weeks=self.weeks.data,
            hours=self.hours.data,
        )


class AnswerForm(TeamForm):
    """What somebody told the coordinator; or an invitation taken back."""

    said = Pressed(choices=[*(str(said) for said in InterestAnswer), "take_back"])


class ThereForm(TeamForm):
    """Somebody was there on an evening, or was not after all."""

    there = Pressed(choices=["yes", "no"])
