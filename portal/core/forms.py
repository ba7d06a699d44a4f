"""The base of every form, and the token of the public ones.

Public pages set no cookie, so a public form carries a token that we signed: it proves the page came from us,
tells how long it was open, and makes pressing twice one sign-up. Forms behind a sign-in need no token of
their own: ``portal/core/access.py`` checks the session's on every POST.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final, Self

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, Form, SelectMultipleField
from wtforms.csrf.core import CSRF
from wtforms.validators import ValidationError

from portal.core.crypto import digest, same, settings
from portal.core.db import utcnow

STALE_SECONDS: Final = 24 * 60 * 60
_TOKEN_LENGTH: Final = 28
_MAC_LENGTH: Final = 22


def make_token(purpose: str) -> str:
    """A fresh form token: 17 random bytes and the time, signed for one purpose."""
    raw = secrets.token_bytes(17) + int(utcnow().timestamp()).to_bytes(4)
    body = urlsafe_b64encode(raw).decode()
    return body + digest("form", purpose, body)[:_MAC_LENGTH]


def token_age(token: str, purpose: str) -> int | None:
    """Seconds since a token of ours was made; None for a foreign one."""
    body, mac = token[:_TOKEN_LENGTH], token[_TOKEN_LENGTH:]
    if len(token) != _TOKEN_LENGTH + _MAC_LENGTH or not same(mac, digest("form", purpose, body)[:_MAC_LENGTH]):
        return None
    return int(utcnow().timestamp()) - int.from_bytes(urlsafe_b64decode(body)[-4:])


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

    def showing(self, refused: "BaseForm") -> Self:
        """This form, with what another form of the same page was refused for as a whole."""
        self.form_errors = refused.form_errors
        return self


class PublicForm(BaseForm):
    """A form on a page without a session. ``purpose`` binds its token.

    ``not_at_once``: refuse it when it comes back sooner than a person types; a page with one button need not.
    """

    purpose: str
    not_at_once = True

    class Meta(BaseForm.Meta):
        csrf = True
        csrf_class = FormToken
        csrf_field_name = "token"


class TeamForm(BaseForm):
    """A form behind a sign-in; its session token is checked before the view (``portal/core/access.py``)."""


class ButtonForm(TeamForm):
    """A form that is only a button: a refusal of what it does is shown where it stands."""


def _add_error(field: Field, message: Any) -> None:
    field.errors = [*field.errors, message]
