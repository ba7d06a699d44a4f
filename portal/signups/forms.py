"""The sign-up form: one name, how many, and what she may add if she likes."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from portal.core.fields import Count, EmailAddress, Line, PhoneNumber
from portal.core.forms import BaseForm, PublicForm, TeamForm
from portal.core.text import Phone
from portal.events.facts import DIETS, Food
from portal.signups.models import MAX_PARTY, SignUp
from portal.signups.parties import Party


class PartyForm(BaseForm):
    """The fields of a party, the same wherever one is taken; ``diet_halal`` and so on count people."""

    for_guest = False

    name = Line(_("What should we call you?"), required=_("Write a name. A nickname will do."))
    adults = Count(_("Adults"), least=1, most=MAX_PARTY, default=1)
    children = Count(_("Children"), least=0, most=MAX_PARTY - 1, default=0)
    phone = PhoneNumber(_("Phone, if you like"))
    email = EmailAddress(_("E-mail, if you like"))
    diet_halal = Count(Food.HALAL.label, most=MAX_PARTY, default=0)
    diet_no_pork = Count(Food.NO_PORK.label, most=MAX_PARTY, default=0)
    diet_vegetarian = Count(Food.VEGETARIAN.label, most=MAX_PARTY, default=0)
    diet_no_nuts = Count(Food.NO_NUTS.label, most=MAX_PARTY, default=0)
    diet_no_gluten = Count(Food.NO_GLUTEN.label, most=MAX_PARTY, default=0)
    diet_no_milk = Count(Food.NO_MILK.label, most=MAX_PARTY, default=0)

    @property
    def diet_fields(self) -> list[Count]:
        """The food choices, in their order."""
        return [self[f"diet_{choice}"] for choice in DIETS]

    def validate_children(self, field: Count) -> None:
        if self.adults.data and field.data is not None and self.adults.data + field.data > MAX_PARTY:
            raise ValidationError(_("A party is at most ten people. Call us if you are more."))

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good:
            size = self.adults.data + self.children.data
            for field in self.diet_fields:
                if field.data > size:
                    self.refuse(_("This is more people than you are."), field.name)
                    good = False
        return good

    def party(self) -> Party:
        """The party of a form that validated."""
        return Party(
            name=self.name.data,
            adults=self.adults.data,
            children=self.children.data,
            phone=self.phone.data,
            email=self.email.data,
            diet={str(choice): count for choice in DIETS if (count := self[f"diet_{choice}"].data)},
        )


class SignUpForm(PartyForm, PublicForm):
    purpose = "signup"


class ChangeForm(PartyForm, PublicForm):
    """The same form on the ticket, filled with what she said."""

    purpose = "change"


class TicketButton(PublicForm):
    """A button on the ticket: cancel, come back, yes, no."""

    purpose = "ticket"


class GuestForm(PartyForm, TeamForm):
    """A guest that a member signs up: its words speak of the guest, not to her."""

    for_guest = True

    name = Line(_("What is your guest called?"), required=_("Write a name. A nickname will do."))


def filled(signup: SignUp) -> dict[str, Any]:
    """The values of a sign-up for its form."""
    phone = Phone(signup.phone, signup.phone_typed or signup.phone) if signup.phone else None
    return {
        "name": signup.name or "",
        "adults": signup.adults,
        "children": signup.children,
        "phone": phone,
        "email": signup.email,
        **{f"diet_{choice}": signup.diet.get(choice, 0) for choice in DIETS},
    }
