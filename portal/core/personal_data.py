"""What a column holds of people, why, and how long: declared beside each column of a model, as its ``info``.

    name: Mapped[str | None] = mapped_column(String(80), info=personal("calling her", Keep.AFTER_EVENT))

A table with a column that declares nothing cannot be defined (``check``), so the portal does not start. The purge
(``portal/privacy``) blanks or deletes what is past its ``Keep``; ``docs/privacy.md`` is rendered from the same.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import Column, Table


class Data(StrEnum):
    """What kind of data a column holds."""

    NONE = "none"
    #: Tells who somebody is only together with something else, such as a number that stands for a member.
    PSEUDONYMOUS = "pseudonymous"
    PERSONAL = "personal"
    #: May hint at religion, health, origin or trouble.
    SENSITIVE = "sensitive"
    #: Opens something: digests of links and cookies, PINs.
    SECRET = "secret"


class Keep(Enum):
    """How long a column is kept; the words stand in ``docs/privacy.md``."""

    HISTORY = "as long as the group keeps its history"
    ROW = "as long as the row"
    AFTER_EVENT = "blanked {days} days after the event has ended"
    MESSAGE = "the row is deleted {days} days after the event has ended"
    WORDS = "blanked 90 days after they were written"
    CONTACT = (
        "blanked when the mother deletes the contact or another mother takes her over, a year and 60 days after "
        "she was last noted, or 90 days after the mother's account was closed"
    )
    CLOSED = "blanked 90 days after the account was closed"
    LINK = "the row is deleted a day after it was used or ran out"
    PHONE = "the row is deleted a week after it was ended or ran out"
    BUCKET = "the row is deleted when its minutes are over"
    SUGGESTION = "the row is deleted a year after it was sent"
    ASKER = "blanked 90 days after they met, or after the enquiry was closed"
    HERSELF = "blanked when she has met a mother, or 30 days after the enquiry was closed"
    HELPER = "the row is deleted when she takes her yes back, or a year after she gave it"
    INTEREST = "blanked when somebody leaves the list, or two years after joining it"
    COURSE = "blanked a year after the course was closed, at latest two years after she joined it"
    STORY = "blanked when whoever it is about takes it back"
    LINE = "blanked when she takes it back or writes another, or 90 days after her account was closed"
    INTERVIEW = "blanked a year after the interview"
    MEETING = "the row is deleted two years after the meeting"
    AUDIT = "the row is deleted after two years"

    @property
    def stays(self) -> bool:
        """Whether nothing has to purge it."""
        return self in (Keep.HISTORY, Keep.ROW)

    @property
    def whole_row(self) -> bool:
        """Whether the row is deleted, so that all its columns are kept alike."""
        return self.value.startswith("the row is deleted")


@dataclass(frozen=True)
class Kept:
    """Which data a column holds, why it is kept and for how long."""

    data: Data
    purpose: str
    keep: Keep


_KEY = "kept"


def impersonal(purpose: str, keep: Keep = Keep.HISTORY) -> dict[str, Any]:
    """The ``info`` of a column that is about nobody."""
    return {_KEY: Kept(Data.NONE, purpose, keep)}


def pseudonymous(purpose: str, keep: Keep = Keep.HISTORY) -> dict[str, Any]:
    """The ``info`` of a column with ``Data.PSEUDONYMOUS``."""
    return {_KEY: Kept(Data.PSEUDONYMOUS, purpose, keep)}


def personal(purpose: str, keep: Keep = Keep.HISTORY) -> dict[str, Any]:
    """The ``info`` of a column that tells who somebody is, or tells of her."""
    return {_KEY: Kept(Data.PERSONAL, purpose, keep)}


def sensitive(purpose: str, keep: Keep = Keep.HISTORY) -> dict[str, Any]:
    """The ``info`` of a column with ``Data.SENSITIVE``."""
    return {_KEY: Kept(Data.SENSITIVE, purpose, keep)}


def secret(purpose: str, keep: Keep = Keep.HISTORY) -> dict[str, Any]:
    """The ``info`` of a column with ``Data.SECRET``."""
    return {_KEY: Kept(Data.SECRET, purpose, keep)}


#: Of the columns with the member who wrote a row.
WHOM_TO_ASK = pseudonymous("whom to ask about it")


def about(row: str) -> dict[str, Any]:
    """The ``info`` of a table without a model: what a row of it is. A model says so in its docstring."""
    return {"about": row}


def kept(column: Column[Any]) -> Kept:
    """What a column declares. Raises TypeError where it declares nothing."""
    try:
        found: Kept = column.info[_KEY]
    except KeyError:
        raise TypeError(
            f"{column} does not declare what it holds, why and how long: give it info=impersonal(...), "
            "pseudonymous(...), personal(...), sensitive(...) or secret(...) from portal/core/personal_data.py"
        ) from None
    return found


def check(table: Table) -> None:
    """Raise TypeError where a column of a table declares nothing."""
    for column in table.columns:
        kept(column)
