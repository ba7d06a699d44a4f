"""Fields for a day and a time of day.

A browser that knows ``type=date`` sends ISO; one that does not, and a hand that types, sends anything. What could
not be read is shown again as it was typed, in a plain text field, since a date field would show it as empty.
"""

import re
from datetime import date, time
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation

from portal.core.text import ascii_digits, clean_line, strip_format

#: The years a date may lie in: none of the days and nights around one is beyond what can be reckoned.
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH: Final = re.compile(r"(\d{1,2})[./ -]{1,2}(\d{1,2})[./ -]{1,2}(\d{4})")
_CLOCK: Final = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:. ]?(\d{2})(?::\d{2}(?:\.\d+)?)?)?")


def parse_day(text: str) -> date | None:
    """The date of a text in plain digits, as 2027-03-28 or 28.3.2027; None where it is none that we know."""
    found = _any_day(text)
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def _any_day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DANISH.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class _Typed(StringField):
    """Reads what was typed into ``data``, or None; ``required`` is what to say where nothing was."""

    data: Any
    unreadable: Any
    native: str

    def __init__(self, label: Any = None, *, required: Any = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.required_message = required

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = ascii_digits(strip_format(self._first())).strip().casefold()
        self.data = self.read(text) if len(text) <= 40 else None

    def pre_validate(self, form: Any) -> None:
        if self._first() and self.data is None:
            raise StopValidation(self.unreadable)
        if self.data is None and self.required_message:
            raise StopValidation(self.required_message)

    @property
    def input_type(self) -> str:
        """The type of its input: the browser's own where it can show the value, else plain text."""
        return self.native if self.data is not None or not self._first() else "text"

    def read(self, text: str) -> Any:
        """The value of a text in plain digits, or None."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """A value as the browser's own field wants it."""
        raise NotImplementedError

    def _value(self) -> str:
        return self._first()[:40] if self.data is None else self.show(self.data)

    def _first(self) -> str:
        first = self.raw_data[0] if self.raw_data else ""
        return clean_line(first) if isinstance(first, str) else ""


class Day(_Typed):
    """A date, as 2027-03-28 or 28.3.2027, in digits of any script."""

    unreadable = _("Write the date as day.month.year, such as 28.3.2027.")
    native = "date"
    #: A date in a year we do not know: ``data`` is None then, but the browser's own field can show it.
    far: date | None = None

    def read(self, text: str) -> date | None:
        found = parse_day(text)
        self.far = _any_day(text) if found is None else None
        return found

    def pre_validate(self, form: Any) -> None:
        if self.far:
            raise StopValidation(_("Look at the year once more."))
        super().pre_validate(form)

    @property
    def input_type(self) -> str:
        return self.native if self.far else super().input_type

    def _value(self) -> str:
        return self.show(self.far) if self.far else super()._value()

    def show(self, value: date) -> str:
        return value.isoformat()


class Clock(_Typed):
    """A time of day, as 17:00, 17.00, 1700 or 17, in digits of any script."""

    unreadable = _("Write the time as hours and minutes, such as 17:00.")
    native = "time"

    def read(self, text: str) -> time | None:
        found = _CLOCK.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            return None
        return time(int(found[1]), int(found[2] or 0))

    def show(self, value: time) -> str:
        return f"{value.hour:02d}:{value.minute:02d}"
