"""A field for the address of a website, as people write it: with or without ``https://``."""

import re
from typing import Any, Final
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _
from wtforms.validators import StopValidation

from portal.fields import Line
from portal.text import strip_format

_SCHEME: Final = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d)")
_HOST: Final = re.compile(r"(?=.{4,253}$)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")


class WebAddress(Line):
    """An address on the web. ``data`` begins with http or https, or is empty."""

    def __init__(self, label: Any = None, *, most: int = 300, **kwargs: Any) -> None:
        super().__init__(label, most=most, **kwargs)

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if self.data:
            address = parse_address(self.data)
            if address is None or len(address) > self.most:
                raise StopValidation(
                    _("Write the address of a website, such as www.example.dk, or leave it empty.")
                )
            self.data = address


def parse_address(text: str) -> str | None:
    """The address of a website with its scheme; None where a text is none.

    Nobody's name or password stands in it: that could look like another website than it is.
    """
    text = strip_format(text).strip()
    if not _SCHEME.match(text):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        named = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not named or "@" in parts.netloc or re.search(r"[\s\\<>\"]", text):
        return None
    return text if _HOST.fullmatch(parts.hostname or "") else None


def host_of(address: str) -> str:
    """The name of a website as people say it: ``www.example.dk/en`` is ``example.dk``."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
