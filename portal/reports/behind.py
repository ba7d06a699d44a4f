"""One row behind a figure, and the page where it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from portal.core.features import is_there
from portal.reports.figures import Unit


@dataclass(frozen=True)
class Behind:
    """Something that was counted, as the reader knows it."""

    #: The title of an event, the name of a mother or a funder, who asked.
    words: str
    #: Its page; empty where there is none, or where that part is switched off.
    href: str
    day: date | None = None
    #: What it adds to the figure, where that is not one.
    number: float | None = None
    unit: Unit = Unit.NUMBER
    #: What else is to be said of it, such as the languages of a mother.
    about: str = ""


def way_to(endpoint: str, **values: Any) -> str:
    """The address of a page, where its part of the portal is on."""
    return url_for(endpoint, **values) if is_there(endpoint) else ""
