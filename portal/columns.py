"""Column types that more than one room uses."""

from enum import StrEnum

from sqlalchemy import Enum


def choice(kind: type[StrEnum]) -> Enum:
    """A column that stores a StrEnum by its value, the same way on both databases."""
    return Enum(
        kind,
        native_enum=False,
        length=30,
        validate_strings=True,
        values_callable=lambda e: [m.value for m in e],
    )
