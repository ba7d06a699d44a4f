"""The fields that the forms of several packages use. Each cleans what was typed, keeps it, and says what is wrong.

The messages stand beside the field, in the reader's language; what was typed is shown again as it was.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.core.text import (
    Phone,
    ascii_digits,
    clean_line,
    clean_text,
    looks_like_cpr,
    parse_phone,
    parse_website,
    strip_format,
    whole_number,
)

#: How many characters an e-mail address has at most (RFC 5321).
_LONGEST_ADDRESS: Final = 254


class Line(StringField):
    """One line of text: cleaned, at most ``most`` characters, no CPR number. Raises beside the field."""

    #: Ten digits without a dash may be something else here.
    dashed_only = False

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
        self.measure(self.data)
        if looks_like_cpr(self.data, dashed_only=self.dashed_only):
            raise StopValidation(_("Please leave out the CPR number. We never need it."))

    def measure(self, text: str) -> None:
        """Refuse what is longer than its column."""
        if len(text) > self.most:
            raise StopValidation(_("This is too long. Use at most %(num)s characters.", num=self.most))

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
        self.data = whole_number(text) if text else self._empty()

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
        return clean_line(_one(self.raw_data))[:_LONGEST_ADDRESS] if self.raw_data else self.data or ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = strip_format(clean_line(_one(valuelist)))
        self.data = None
        if len(typed) <= _LONGEST_ADDRESS:
            with suppress(EmailNotValidError):
                self.data = validate_email(typed, check_deliverability=False).normalized

    def pre_validate(self, form: Any) -> None:
        typed = clean_line(_one(self.raw_data or []))
        if looks_like_cpr(typed):
            raise StopValidation(_("Please leave out the CPR number. We never need it."))
        if typed and self.data is None:
            raise StopValidation(_("Look at the e-mail address once more, or leave it empty."))


class WebAddress(Line):
    """An address on the web, with or without ``https://``. ``data`` begins with http or https, or is empty."""

    def __init__(self, label: Any = None, *, most: int = 300, **kwargs: Any) -> None:
        super().__init__(label, most=most, **kwargs)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data:
            address = parse_website(self.data)
            if address is None:
                raise StopValidation(
                    _("Write the address of a website, such as www.example.dk, or leave it empty.")
                )
            self.measure(address)
            self.data = address


class OneOf(SelectField):
    """One choice of an enum, as radio rows or a list."""

    def __init__(self, label: Any = None, *, kind: type[StrEnum], **kwargs: Any) -> None:
        super().__init__(
            label, choices=[SelectChoice(str(m), _label(m)) for m in kind], coerce=_coerce_to(kind), **kwargs
        )

    def pre_validate(self, form: Any) -> None:
        if self.data is None or str(self.data) not in {value for value, *_rest in self.choices}:
            raise StopValidation(_("Choose one of these."))


class SomeOf(SelectMultipleField):
    """Any number of choices, as check boxes. ``choices`` are pairs of value and label."""

    def __init__(self, label: Any = None, *, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(*pair) for pair in choices], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = [str(value) for value in valuelist]

    def pre_validate(self, form: Any) -> None:
        known = {value for value, *_rest in self.choices}
        if not set(self.data or []) <= known or len(self.data or []) > len(known):
            raise StopValidation(_("Choose among these."))


class Version(HiddenField):
    """The version of the row that the page was made from, as an int; -1 where it says none."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, default=-1, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        number = whole_number(_one(valuelist))
        self.data = -1 if number is None else number


class Pick(SelectField):
    """One row of a list from the database by its id, or none. ``data`` is an int or None."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, choices=[], coerce=_id, **kwargs)

    def offer(self, nothing: Any, rows: Iterable[tuple[int, Any]]) -> None:
        """Fill in what can be picked; ``nothing`` is the label of no row."""
        self.choices = [("", nothing), *((str(number), label) for number, label in rows)]

    def pre_validate(self, form: Any) -> None:
        sent = self.raw_data[0] if self.raw_data else ""
        if sent not in {value for value, _label in self.choices} and self.raw_data:
            raise StopValidation(_("Choose one of these."))


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


def _id(value: Any) -> int | None:
    return whole_number(str(value))
