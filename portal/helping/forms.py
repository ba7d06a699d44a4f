"""The forms of helping hands: taking a task, giving it back, saying yes to being asked again."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.validators import ValidationError

from portal.core.fields import Count, EmailAddress, Line, PhoneNumber, SomeOf
from portal.core.forms import BaseForm, PublicForm
from portal.core.i18n import LANGUAGES, SPOKEN, autonym, language_name
from portal.helping.helpers import Yes
from portal.helping.models import Contains, TaskKind
from portal.helping.taking import Brings
from portal.signups.models import MAX_PARTY
from portal.signups.parties import Party

#: What the chip says that excludes all others.
NONE = "none"


class BringsForm(BaseForm):
    """What somebody brings: asked where it is eaten, so that everyone may choose."""

    what = Line(_("What do you bring, if you know already?"), most=60)
    contains = SomeOf(
        _("What is in it?"),
        choices=[*((str(one), one.label) for one in Contains), (NONE, _("None of these"))],
    )

    def for_task(self, *, food: bool) -> None:
        """Ask only where something is brought to eat."""
        if not food:
            del self.what, self.contains

    def validate_contains(self, field: SomeOf) -> None:
        if not field.data:
            raise ValidationError(_("Say what is in it, or choose “None of these”."))
        if NONE in field.data and len(field.data) > 1:
            raise ValidationError(_("Choose what is in it, or “None of these” alone."))

    def brings(self) -> Brings:
        """What a form says that validated."""
        if "contains" not in self:
            return Brings()
        chosen = [one for one in Contains if one in self.contains.data]
        return Brings(self.what.data or "", chosen)


class HelpForm(BringsForm, PublicForm):
    """Taking a task without a sign-up: one name, how many children, and how to reach her if she likes."""

    purpose = "help"

    name = Line(_("What should we call you?"), required=_("Write a name. A nickname will do."))
    children = Count(_("Children who come along"), least=0, most=MAX_PARTY - 1, default=0)
    phone = PhoneNumber(_("Phone, if you like"))
    email = EmailAddress(_("E-mail, if you like"))

    def party(self) -> Party:
        """She, and the children who come along."""
        return Party(self.name.data, 1, self.children.data, phone=self.phone.data, email=self.email.data)


class TakeForm(BringsForm, PublicForm):
    """Taking a task from a ticket: she is on the list already."""

    purpose = "ticket"
    not_at_once = False


class GiveBackForm(PublicForm):
    """Giving a task back; ``keeps`` says that the page promised she keeps her seat."""

    purpose = "ticket"
    not_at_once = False

    keeps = HiddenField()


class HelperForm(PublicForm):
    """The yes to being asked again, with how and for what."""

    purpose = "helper"

    name = Line(_("What should we call you?"), required=_("Write a name. A nickname will do."))
    phone = PhoneNumber(_("Phone"))
    email = EmailAddress(_("E-mail"))
    kinds = SomeOf(_("What do you like to do?"), choices=[(str(kind), kind.label) for kind in TaskKind])
    languages = SomeOf(_("Which languages do you speak?"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.languages.choices = [(code, autonym(code)) for code in SPOKEN]

    @property
    def first_languages(self) -> int:
        """So many languages stand in sight; the others wait behind a press."""
        return len(LANGUAGES)

    def yes(self) -> Yes:
        """What a form says that validated."""
        kinds: Sequence[TaskKind] = [kind for kind in TaskKind if kind in (self.kinds.data or [])]
        languages = [code for code in SPOKEN if code in (self.languages.data or [])]
        return Yes(self.name.data, self.phone.data, self.email.data, kinds, languages)


class HelperButton(PublicForm):
    """The button that takes a yes back."""

    purpose = "helper"
    not_at_once = False


def spoken() -> list[tuple[str, str]]:
    """Every language that somebody may interpret, by the reader's word for it."""
    return sorted(((code, language_name(code)) for code in SPOKEN), key=lambda pair: pair[1])
