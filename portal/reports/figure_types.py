"""What figures and tables are, and what is counted of them.

A *figure* is one number; a *table* is one number for each of some rows, such as languages or kinds of help. Both
are known by their key alone, so a count is a dictionary, an edition is JSON, and each language has its own words.
"""

from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Final

from flask_babel import LazyString

from portal.reports.minimum_contributors import Outside

#: The key of the row "all others", in which an edition puts together what it does not tell apart.
REST: Final = "*"


class Unit(StrEnum):
    """What a number counts, so that it is written rightly."""

    NUMBER = "number"
    #: A mean, with one decimal.
    MEAN = "mean"
    DAYS = "days"
    HOURS = "hours"
    #: Øre, shown as kroner.
    MONEY = "money"


class Rows(Enum):
    """What the rows of a table are, which says how their keys are read and what they are called."""

    LANGUAGE = auto()
    KIND = auto()
    AREA = auto()
    ORGANISER = auto()
    AGE = auto()
    FIRST = auto()
    NEW = auto()
    WAY = auto()
    PLACE = auto()
    MET = auto()
    HELP = auto()
    THEME = auto()
    OFFER = auto()
    TOOK_PART = auto()
    ASKER = auto()
    #: Somebody who works or volunteers with people, or the woman herself.
    FROM = auto()
    OUTCOME = auto()
    HAT = auto()
    #: ``2015-03``.
    MONTH = auto()
    MOTHER = auto()
    FUNDER = auto()
    EVENT = auto()


@dataclass(frozen=True)
class Figure:
    key: str
    label: LazyString
    #: What was counted, in one sentence.
    about: LazyString
    unit: Unit = Unit.NUMBER
    #: How an outside edition may show it; it does not where this is None.
    outside: Outside | None = None


@dataclass(frozen=True)
class Table:
    key: str
    rows: Rows
    #: What its numbers are, as the head of a column.
    label: LazyString
    #: What was counted, in one sentence.
    about: LazyString
    unit: Unit = Unit.NUMBER
    #: How an outside edition may show it; it does not where this is None.
    outside: Outside | None = None


@dataclass
class Counts:
    """What was counted in a period. A figure is None where there is nothing to reckon it from.

    In ``tables`` a row without anything is left out; in an edition None is a row that is not shown. Keys of rows
    are strings: the value of an enum, a language's
    code, the slug of an area (empty for none), an id.
    """

    figures: dict[str, float | None] = field(default_factory=dict)
    tables: dict[str, dict[str, int | None]] = field(default_factory=dict)
    #: Whether some tables are missing, since they would tell what one mother noted.
    withheld: bool = False

    def take(self, other: "Counts") -> None:
        """Take in what was counted elsewhere."""
        self.figures |= other.figures
        self.tables |= other.tables
        self.withheld |= other.withheld

    def take_if(self, told: bool, tables: dict[str, dict[str, int | None]]) -> None:
        """Take in tables where they may be told; a table that may not is missing, and not empty."""
        if told:
            self.tables |= tables
        else:
            self.withheld = True
