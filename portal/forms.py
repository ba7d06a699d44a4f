"""The base of every form, the public form token, and the fields that more than one room uses.

Public pages set no cookie, so a public form carries a token that we signed: it proves the page came from us,
tells how long it was open, and makes pressing twice one sign-up. Forms behind a sign-in need no token of
their own: ``portal/access.py`` checks the session's on every POST.
"""

import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, Form, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.csrf.core import CSRF
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from portal.crypto import digest, same, settings
from portal.text import (
    Phone,
    ascii_digits,
    clean_line,
    clean_text,
    looks_like_cpr,
    parse_phone,
    strip_format,
)

STALE_SECONDS: Final = 24 * 60 * 60
_TOKEN_LENGTH: Final = 28
_MAC_LENGTH: Final = 22


def make_token(purpose: str) -> str:
    """A fresh form token: 17 random bytes and the time, signed for one purpose."""
    raw = secrets.token_bytes(17) + int(time.time()).to_bytes(4)
    body = urlsafe_b64encode(raw).decode()
    return body + digest("form", purpose, body)[:_MAC_LENGTH]


def token_age(token: str, purpose: str) -> int | None:
    """Seconds since a token of ours was made; None for a foreign one."""
    body, mac = token[:_TOKEN_LENGTH], token[_TOKEN_LENGTH:]
    if len(token) != _TOKEN_LENGTH + _MAC_LENGTH or not same(mac, digest("form", purpose, body)[:_MAC_LENGTH]):
        return None
    return int(time.time()) - int.from_bytes(urlsafe_b64decode(body)[-4:])


class FormToken(CSRF):
    """WTForms' place for a token, filled with ours. A good one is kept when the form is shown again."""

    form: "PublicForm"

    def setup_form(self, form: Any) -> Any:
        self.form = form
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        sent = request.form.get(self.form.meta.csrf_field_name, "") if request.method == "POST" else ""
        age = token_age(sent, self.form.purpose) if sent else None
        return sent if age is not None and age < STALE_SECONDS else make_token(self.form.purpose)

    def validate_csrf_token(self, form: Any, field: Field) -> None:
        age = token_age(field.data or "", self.form.purpose)
        if age is None or age >= STALE_SECONDS:
            raise ValidationError(_("This page was open for a long time. Please press the button again."))
        if self.form.not_at_once and age < settings().form_min_seconds:
            raise ValidationError(_("That was very quick. Please press the button again."))


class BaseForm(FlaskForm):
    """A form whose fields refuse to be sent twice, and that can take a rule's refusal."""

    form_errors: list[Any]

    class Meta(FlaskForm.Meta):
        csrf = False
        locales = ("en",)

        def get_translations(self, form: Form) -> None:
            """WTForms' own messages lack Danish and Urdu, so ours are our own."""
            return

    def validate(self, extra_validators: Any = None) -> bool:
        good: bool = super().validate(extra_validators)
        for field in self:
            if field.raw_data and len(field.raw_data) > 1 and not isinstance(field, SelectMultipleField):
                _add_error(field, _("This was sent twice. Please look at it once more."))
                good = False
        return good

    def refuse(self, message: Any, field: str | None) -> None:
        """Show a broken rule beside its field, or on the whole form."""
        if field is not None and field in self:
            _add_error(self[field], message)
        else:
            self.form_errors = [*self.form_errors, message]


class PublicForm(BaseForm):
    """A form on a page without a session. ``purpose`` binds its token.

    ``not_at_once``: refuse it when it comes back sooner than a person types; a page with one button need not.
    """

    purpose = "public"
    not_at_once = True

    class Meta(BaseForm.Meta):
        csrf = True
        csrf_class = FormToken
        csrf_field_name = "token"


class TeamForm(BaseForm):
    """A form behind a sign-in; its session token is checked before the view (``portal/access.py``)."""


class Line(StringField):
    """One line of text: cleaned, at most ``most`` characters, no CPR number. Raises beside the field."""

    def __init__(self, label: Any = None, *, most: int = 80, required: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.most = most
        self.required_message = required

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = _one(valuelist)

    def pre_validate(self, form: Any) -> None:
        self.data = self.clean(self.data or "")
        if not self.data and self.required_message:
            raise StopValidation(self.required_message)
        if len(self.data) > self.most:
            raise StopValidation(_("This is too long. Use at most %(num)s characters.", num=self.most))
        if looks_like_cpr(self.data):
            raise StopValidation(_("Please leave out the CPR number. We never need it."))

    def clean(self, text: str) -> str:
        return clean_line(text)


class Lines(Line, TextAreaField):
    """Several lines of text, with the same checks."""

    def clean(self, text: str) -> str:
        return clean_text(text)


class Count(StringField):
    """A whole number of people, in digits of any script. ``data`` is an int, or None when it was refused."""

    data: Any

    def __init__(self, label: Any = None, *, least: int = 0, most: int = 10, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most = least, most

    def _value(self) -> str:
        if self.raw_data:
            return clean_line(_one(self.raw_data))[:40]
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = ascii_digits(strip_format(_one(valuelist))).strip()
        if not text:
            self.data = self._empty()
        elif text.isascii() and text.isdigit() and len(text) < 10:
            self.data = int(text)
        else:
            self.data = None

    def _empty(self) -> int | None:
        return self.least if self.least == 0 else None

    def pre_validate(self, form: Any) -> None:
        if self.data is None or not self.least <= self.data <= self.most:
            raise StopValidation(_("Write a number from %(least)s to %(most)s.", least=self.least, most=self.most))


class OptionalCount(Count):
    """A whole number that may be left empty; ``data`` is then None."""

    def _empty(self) -> int | None:
        return None

    def pre_validate(self, form: Any) -> None:
        if self.data is None and not clean_line(_one(self.raw_data or [])):
            return
        super().pre_validate(form)


class PhoneNumber(StringField):
    """A phone number in any format. ``data`` is a ``Phone``, or None where none was given."""

    def _value(self) -> str:
        if self.raw_data:
            return clean_line(_one(self.raw_data))[:40]
        return self.data.typed if isinstance(self.data, Phone) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = clean_line(_one(valuelist))
        e164 = parse_phone(typed) if typed and len(typed) <= 40 else None
        self.data = Phone(e164, typed) if e164 else None

    def pre_validate(self, form: Any) -> None:
        typed = _one(self.raw_data or [])
        if looks_like_cpr(typed, dashed_only=True):
            raise StopValidation(_("Please leave out the CPR number. We never need it."))
        if clean_line(typed) and self.data is None:
            raise StopValidation(_("Look at the number once more, or leave it empty."))


class EmailAddress(StringField):
    """An e-mail address. ``data`` is the normalised address, or None where none was given."""

    def _value(self) -> str:
        return clean_line(_one(self.raw_data))[:254] if self.raw_data else self.data or ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = strip_format(clean_line(_one(valuelist)))
        self.data = None
        if typed and len(typed) <= 254:
            try:
                self.data = validate_email(typed, check_deliverability=False).normalized
            except EmailNotValidError:
                self.data = None

    def pre_validate(self, form: Any) -> None:
        typed = clean_line(_one(self.raw_data or []))
        if looks_like_cpr(typed):
            raise StopValidation(_("Please leave out the CPR number. We never need it."))
        if typed and self.data is None:
            raise StopValidation(_("Look at the e-mail address once more, or leave it empty."))


class OneOf(SelectField):
    """One choice of an enum, as radio rows or a list."""

    def __init__(self, label: Any = None, *, kind: type[StrEnum], **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(str(m), _label(m)) for m in kind], coerce=_coerce_to(kind), **kwargs)

    def pre_validate(self, form: Any) -> None:
        if self.data is None:
            raise StopValidation(_("Choose one of these."))


class SomeOf(SelectMultipleField):
    """Any number of choices, as check boxes. ``choices`` are pairs of value and label."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, *, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(*pair) for pair in choices], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [str(value) for value in valuelist]

    def pre_validate(self, form: Any) -> None:
        known = {value for value, *_rest in self.choices}
        if not set(self.data or []) <= known or len(self.data or []) > len(known):
            raise StopValidation(_("Choose among these."))


def _one(valuelist: Sequence[Any]) -> str:
    return valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""


def _label(member: StrEnum) -> Any:
    about = getattr(member, "about", None)
    return about.label if about else member.label  # type: ignore[attr-defined]


def _coerce_to(kind: type[StrEnum]) -> Any:
    def coerce(value: Any) -> StrEnum | None:
        try:
            return kind(value) if value is not None else None
        except ValueError:
            return None

    return coerce


def _add_error(field: Field, message: Any) -> None:
    field.errors = [*field.errors, message]
