"""The forms of accounts: the button that signs in, the PIN, a profile, a member, a period."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.accounts.members import Account, Profile
from portal.accounts.models import Hat, Member
from portal.core.actors import Role
from portal.core.areas import all_areas
from portal.core.fields import Line, OneOf, SomeOf
from portal.core.forms import PublicForm, TeamForm
from portal.core.i18n import SPOKEN, TEAM_LANGUAGES, language_name
from portal.core.text import ascii_digits, strip_format
from portal.core.time_fields import Day


class SignInButton(PublicForm):
    """The one button on the page of a link. A person may press it the moment it is there."""

    purpose = "sign-in"
    not_at_once = False


class Pin(StringField):
    """Six digits of any script. It is never shown back."""

    def _value(self) -> str:
        return ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""
        self.data = "".join(ascii_digits(strip_format(typed)).split())[:40]


class OpenForm(TeamForm):
    """The PIN that opens a known phone."""

    pin = Pin(_("Your PIN"))


class FirstPinForm(TeamForm):
    pin = Pin(_("Six digits of your own"))


class NewPinForm(TeamForm):
    """Another PIN, by whoever knows the old one."""

    old = Pin(_("The PIN you have now"))
    pin = Pin(_("The new PIN, six digits"))


class ProfileForm(TeamForm):
    """What a member says of herself."""

    name = Line(_("Name"), required=_("Write a name."))
    languages = SomeOf(_("Languages she speaks"))
    areas = SomeOf(_("Areas"))
    hats = SomeOf(_("She is also"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages.choices = [SelectChoice(code, language_name(code)) for code in SPOKEN]
        self.areas.choices = [SelectChoice(area.slug, area.name) for area in all_areas()]
        self.hats.choices = [SelectChoice(str(hat), hat.label) for hat in Hat]

    def profile(self) -> Profile:
        """The profile of a form that validated."""
        return Profile(
            name=self.name.data,
            languages=self.languages.data,
            hats=self.hats.data,
            areas=self.areas.data,
        )


class OwnProfileForm(ProfileForm):
    """The same, in words to herself."""

    languages = SomeOf(_("Languages you speak"))
    areas = SomeOf(_("Your areas"))
    hats = SomeOf(_("You are also"))


class ScreenLanguage(SelectField):
    """One of the languages the portal is written in."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        choices = [SelectChoice(one.code, one.autonym) for one in TEAM_LANGUAGES.values()]
        super().__init__(label, choices=choices, **kwargs)

    def pre_validate(self, form: Any) -> None:
        if self.data not in TEAM_LANGUAGES:
            raise StopValidation(_("Choose one of these."))


class MemberForm(ProfileForm):
    """A member, as the coordinator sees her."""

    role = OneOf(_("What she is here"), kind=Role, default=Role.MOTHER)
    lang = ScreenLanguage(_("The language of her screen"), default="da")
    trained_on = Day(_("When she finished the course, if she did"))

    def account(self) -> Account:
        """What only the coordinator decides, from a form that validated."""
        return Account(role=self.role.data, lang=self.lang.data, trained_on=self.trained_on.data)


class ActivePeriodForm(TeamForm):
    """A stretch of days in which she was active; open where the last day is left empty."""

    from_day = Day(_("First day"), required=_("Write the first day."))
    to_day = Day(_("Last day, if it has ended"))


class OwnRestForm(TeamForm):
    """Until when a mother rests, if she likes to say."""

    until = Day(_("Until, if you know it already"))


class RestForm(TeamForm):
    """The same, as she told it to the coordinator."""

    until = Day(_("Until, if she knows it already"))


def described(member: Member) -> dict[str, Any]:
    """The values of a member for her forms."""
    return {
        "name": member.name,
        "languages": member.languages,
        "areas": [area.slug for area in member.areas],
        "hats": member.hats,
        "role": member.role,
        "lang": member.lang,
        "trained_on": member.trained_on,
    }
