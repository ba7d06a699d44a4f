"""The forms at the door. Each carries the id of its tap, made with the page: sent twice, it counts once."""

import uuid
from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.attendance.rules import MOST
from portal.attendance.taps import OP_ID
from portal.core.fields import Count, EmailAddress, Line, PhoneNumber, SomeOf
from portal.core.forms import TeamForm, make_token, token_age
from portal.core.i18n import LANGUAGES, SPOKEN, autonym
from portal.signups.forms import GuestForm
from portal.signups.models import MAX_PARTY

_AGAIN: Final = _("This page was open for a long time. Please press the button again.")


def new_op_id() -> str:
    """The id of a tap that a page offers."""
    return str(uuid.uuid4())


class OpId(StringField):
    """The id of the tap; a fresh one where the page sent none of ours."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""

    def pre_validate(self, form: Any) -> None:
        if not OP_ID.fullmatch(self.data or ""):
            self.data = new_op_id()
            raise StopValidation(_AGAIN)


class FormKey(StringField):
    """Our own form token on a page behind a sign-in: the same form sent twice is one sign-up."""

    purpose = "guest"

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""

    def pre_validate(self, form: Any) -> None:
        if token_age(self.data or "", self.purpose) is None:
            self.data = make_token(self.purpose)
            raise StopValidation(_AGAIN)


class Tongue(SelectField):
    """One language of several, each called as its speakers call it; may be empty where ``codes`` hold ""."""

    def __init__(self, label: Any = None, *, codes: Iterable[str] = (), **kwargs: Any) -> None:
        choices = [SelectChoice(code, autonym(code) if code else "–") for code in codes]
        super().__init__(label, choices=choices, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""

    def pre_validate(self, form: Any) -> None:
        if self.data not in {value for value, *_label in self.choices}:
            raise StopValidation(_("Choose one of these."))


class TapForm(TeamForm):
    op_id = OpId(default=new_op_id)


class HeadsForm(TapForm):
    """How many of a party are here."""

    adults = Count(_("Adults"), least=0, most=MAX_PARTY, default=1)
    children = Count(_("Children"), least=0, most=MAX_PARTY, default=0)

    @property
    def words(self) -> str:
        """The id of the tap with these numbers: a page that is sent again with others is another tap."""
        return _with_words(self.op_id.data, self.adults.data, self.children.data)


class WalkInForm(HeadsForm):
    """Guests without a sign-up; a name and a language only if they like."""

    name = Line(_("Name, if your guest likes"), most=80)
    lang = Tongue(_("Language, if your guest likes"), codes=("", *SPOKEN), default="")

    @property
    def words(self) -> str:
        return _with_words(self.op_id.data, self.adults.data, self.children.data, self.name.data, self.lang.data)


class EstimateForm(TapForm):
    amount = Count(_("We were about"), least=1, most=MOST)

    @property
    def words(self) -> str:
        """The id of the tap with this number."""
        return _with_words(self.op_id.data, self.amount.data)


class TookPartForm(TeamForm):
    """Check boxes for the mothers; ``was`` tells which were checked when the page was made."""

    came = SomeOf(_("Who of us took part?"))
    was = SomeOf()

    def of(self, member_ids: Iterable[int]) -> "TookPartForm":
        self.came.choices = self.was.choices = [SelectChoice(str(member_id), "") for member_id in member_ids]
        return self

    @property
    def changes(self) -> tuple[set[int], set[int]]:
        """Who was ticked and who was unticked on this page."""
        came, was = ({int(value) for value in field.data} for field in (self.came, self.was))
        return came - was, was - came


class SignUpGuestForm(GuestForm):
    """A guest that a member signs up: a name and how many; the rest is folded away."""

    form_token = FormKey(default=lambda: make_token(FormKey.purpose))
    phone = PhoneNumber(_("Your guest's phone, if wished"))
    email = EmailAddress(_("Your guest's e-mail, if wished"))
    lang = Tongue(_("The language of the ticket"), codes=LANGUAGES)


def _with_words(op_id: str, *words: object) -> str:
    return str(uuid.uuid5(uuid.UUID(op_id), "\x1f".join(str(word) for word in words)))
