"""The facts of an event and of an offer by their columns, and a value of each that is not its default."""

from datetime import time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Enum, Integer, String, Time, inspect

from portal.core.db import Base
from portal.events.facts import Audience
from portal.events.models import Event
from portal.offers.models import Offer

#: Columns that no form asks for, since rules or the calendar keep them. A new column is either here or a fact.
KEPT_BY_RULES = {
    Event: {
        "id", "code", "status", "cancel_reason", "starts_local", "ends_local", "closes_local", "moved_from_local",
        "moved_from_place", "reached", "link", "only_noted", "series_id", "by_hand", "version", "next_number",
        "first_full_at", "created_at", "created_by_id", "published_at", "cancelled_at",
    },
    Offer: {
        "id", "code", "status", "confirmed_on", "confirmed_by_id", "version", "created_at", "created_by_id",
    },
}  # fmt: skip
#: Values that no type tells: those of lists must be known to the form, the others are checked.
GIVEN: dict[str, Any] = {
    "food": ["no_nuts"],
    "languages": ["ar", "tr"],
    "interpreter": ["so"],
    "bring": ["lunch"],
    "weekdays": [1, 4],
    "phone": "+4520203040",
    "email": "office@example.dk",
    "website": "https://www.example.dk/side",
}


def names(model: type[Base]) -> list[str]:
    return [str(column.key) for column in inspect(model).columns if column.key not in KEPT_BY_RULES[model]]


def unlike_default(column: Column[Any]) -> Any:
    """A value that the column does not have by itself."""
    if column.key in GIVEN:
        return GIVEN[column.key]
    if column.foreign_keys or isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, Enum):
        members: list[StrEnum] = list(column.type.enum_class)
        default = column.default.arg if column.default else members[0]
        return next(one for one in members if one not in (default, Audience.MOTHERS, "network_meeting"))
    if isinstance(column.type, Time):
        return time(10, 15) if column.key.startswith("starts") else time(12, 45)
    if isinstance(column.type, Boolean):
        return True
    assert isinstance(column.type, String) and not isinstance(column.type, JSON), f"{column}: say a value for it"
    return f"another {column.key}"


def all_unlike_defaults(model: type[Base]) -> dict[str, Any]:
    return {name: unlike_default(inspect(model).columns[name]) for name in names(model)}
