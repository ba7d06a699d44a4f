"""The words of the register: kinds of data, how long they are kept, and how a table is entered."""

from dataclasses import dataclass
from enum import Enum, StrEnum


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


@dataclass(frozen=True)
class Column:
    """What the register says of one column."""

    data: Data
    purpose: str
    keep: Keep
    encrypted: bool


@dataclass(frozen=True)
class Entry:
    """What the register says of one table: what a row is, and its columns."""

    about: str
    columns: dict[str, Column]


def line(
    names: str, data: Data, purpose: str, keep: Keep = Keep.HISTORY, *, encrypted: bool = False
) -> dict[str, Column]:
    """Some columns of a table, by their names with spaces between."""
    return {name: Column(data, purpose, keep, encrypted) for name in names.split()}


def table(about: str, *lines: dict[str, Column]) -> Entry:
    """A table: what a row is, and its columns."""
    return Entry(about, {name: column for line in lines for name, column in line.items()})
