"""The two public forms, and the coordinator's small ones. No form has a field for words about a woman."""

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.contacts.help_kinds import Help
from portal.contacts.models import Reach, ReachWhen
from portal.core.areas import all_areas
from portal.core.fields import EmailAddress, Line, OneOf, PhoneNumber, Pick
from portal.core.forms import PublicForm, TeamForm
from portal.core.i18n import SPOKEN, autonym, language_name
from portal.core.time_fields import Clock, Day
from portal.enquiries.models import Asker, Result, Soon
from portal.enquiries.receiving import Herself, Professional, Wanted
from portal.enquiries.rules import AFTER_MEETING, WITHOUT_MEETING

#: How a woman may be reached who asks for herself, and when: by her phone, since no address is asked.
REACHED: Final = (Reach.CALL, Reach.TEXT)
WHEN: Final = (ReachWhen.ANY_TIME, ReachWhen.MORNING, ReachWhen.AFTERNOON, ReachWhen.EVENING)


class Spoken(SelectField):
    """One of the languages that people here speak."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], **kwargs)

    def offer(self, first: Sequence[str], *, in_their_own: bool) -> None:
        """Those in ``first``, then all others by name; ``in_their_own``: as their speakers call them."""
        name = autonym if in_their_own else language_name
        others = sorted((code for code in SPOKEN if code not in first), key=name)
        self.choices = [("", _("Choose a language")), *((code, name(code)) for code in (*first, *others))]

    def pre_validate(self, form: Any) -> None:
        if self.data not in SPOKEN:
            raise StopValidation(_("Choose a language."))


class ProfessionalForm(PublicForm):
    """What a professional says: who asks, and what a mother should bring."""

    purpose = "professionals"

    agreed = SelectField(
        _("Has she agreed that you ask us?"),
        choices=[SelectChoice("yes", _("Yes, she has agreed")), SelectChoice("no", _("No, not yet"))],
        validate_choice=False,
    )
    asker = OneOf(_("Who are you?"), kind=Asker)
    name = Line(_("Your name"), required=_("Write your name."))
    workplace = Line(_("Where do you work?"), required=_("Write where you work, so that we can call you back."))
    phone = PhoneNumber(_("Your phone"))
    email = EmailAddress(_("Or your e-mail"))
    spoken = Spoken(_("Which language should the mother speak?"))
    area = Pick(_("In which area?"))
    theme = OneOf(_("What is it about?"), kind=Help)
    soon = OneOf(_("How soon?"), kind=Soon, default=Soon.WHEN_IT_SUITS)

    def __init__(self, *args: Any, we_have: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asker.choices = [one for one in self.asker.choices if one.value != Asker.HERSELF]
        self.theme.choices = [SelectChoice("", _("Choose what it is about")), *self.theme.choices]
        self.we_have = we_have
        self.spoken.offer([code for code in we_have if code in SPOKEN], in_their_own=False)
        self.area.offer(_("All the same"), [(area.id, area.name) for area in all_areas()])

    @property
    def not_agreed(self) -> bool:
        """Whether the answer was no: then everything stops."""
        return bool(self.agreed.data == "no")

    def validate_agreed(self, field: SelectField) -> None:
        if field.data != "yes":
            raise StopValidation(_("Please ask her first. A mother is found only for somebody who wants one."))

    def validate_asker(self, field: OneOf) -> None:
        if field.data is Asker.HERSELF:
            raise StopValidation(_("Choose one of these."))

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if not (self.phone.data or self.email.data or self.phone.errors or self.email.errors):
            self.refuse(_("Write a phone number or an e-mail address, so that we can answer."), "phone")
            good = False
        return good

    def who(self) -> Professional:
        """Who asks, of a form that validated."""
        return Professional(
            asker=self.asker.data,
            name=self.name.data,
            workplace=self.workplace.data,
            phone=self.phone.data.e164 if self.phone.data else None,
            email=self.email.data,
        )

    def wanted(self) -> Wanted:
        return Wanted(spoken=self.spoken.data, area_id=self.area.data, theme=self.theme.data, soon=self.soon.data)


class AskForm(PublicForm):
    """What a resident says who would like to hear from us. Nothing asks why."""

    purpose = "contact"

    call_her = Line(_("What should we call you?"), most=40, required=_("Write a name. A nickname will do."))
    spoken = Spoken(_("Which language do you speak best?"))
    area = Pick(_("Where do you live?"))
    phone = PhoneNumber(_("Your phone"))
    reach = OneOf(_("How may we reach you?"), kind=Reach, default=Reach.CALL)
    reach_when = OneOf(_("When?"), kind=ReachWhen, default=ReachWhen.ANY_TIME)

    def __init__(self, *args: Any, page_language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken.offer([page_language], in_their_own=True)
        self.area.offer(_("I would rather not say"), [(area.id, area.name) for area in all_areas()])
        self.reach.choices = [SelectChoice(str(one), _REACH_ME[one]) for one in REACHED]
        self.reach_when.choices = [SelectChoice(str(one), one.label) for one in WHEN]

    def validate_phone(self, field: PhoneNumber) -> None:
        if field.data is None:
            raise StopValidation(_("Write a number where we may reach you."))

    def validate_reach(self, field: OneOf) -> None:
        if field.data not in REACHED:
            raise StopValidation(_("Choose one of these."))

    def validate_reach_when(self, field: OneOf) -> None:
        if field.data not in WHEN:
            raise StopValidation(_("Choose one of these."))

    def who(self) -> Herself:
        """Herself, of a form that validated."""
        assert self.phone.data is not None
        return Herself(
            call_her=self.call_her.data,
            phone=self.phone.data.e164,
            reach=self.reach.data,
            reach_when=self.reach_when.data,
        )

    def wanted(self) -> Wanted:
        return Wanted(spoken=self.spoken.data, area_id=self.area.data)


_REACH_ME: Final = {
    Reach.CALL: _("Call me"),
    Reach.TEXT: _("Send me a text message first"),
}


class WithdrawForm(PublicForm):
    """The one button of whoever asked."""

    purpose = "withdraw"
    not_at_once = False


class MeetingForm(TeamForm):
    day = Day(_("Day"))
    time = Clock(_("Time"))
    place = Line(_("Place"))

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        said = (self.day.data, self.time.data, self.place.data)
        if good and any(said) and not all(said):
            missing = next(name for name, value in zip(("day", "time", "place"), said, strict=True) if not value)
            self.refuse(_("Write the day, the time and the place, or nothing."), missing)
            good = False
        return good


class ResultForm(TeamForm):
    result = OneOf(_("How did it end?"), kind=Result)

    def __init__(self, *args: Any, met: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = AFTER_MEETING if met else WITHOUT_MEETING
        self.result.choices = [SelectChoice(str(one), one.label) for one in allowed]
