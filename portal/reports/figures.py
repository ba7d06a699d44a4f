"""What the report is made of: every figure and every table it can show.

A *figure* is one number; a *table* is one number for each of some rows, such as languages or kinds of help. Both
are known by their key alone, so a count is a dictionary, an edition is JSON, and each language finds its own words
(``words.py``). How each may be shown in an outside edition stands in ``minimum_contributors.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Final

from flask_babel import LazyString

from portal.reports.words import FIGURE_WORDS, TABLE_WORDS

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
    """One number of the report."""

    key: str
    unit: Unit = Unit.NUMBER

    @property
    def label(self) -> LazyString:
        return FIGURE_WORDS[self.key][0]

    @property
    def about(self) -> LazyString:
        """What was counted, in one sentence."""
        return FIGURE_WORDS[self.key][1]


@dataclass(frozen=True)
class Table:
    """One number for each row."""

    key: str
    rows: Rows
    unit: Unit = Unit.NUMBER

    @property
    def label(self) -> LazyString:
        """What its numbers are, as the head of a column."""
        return TABLE_WORDS[self.key][0]

    @property
    def about(self) -> LazyString:
        """What was counted, in one sentence."""
        return TABLE_WORDS[self.key][1]


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


def _figures(*known: Figure) -> Mapping[str, Figure]:
    return {figure.key: figure for figure in known}


FIGURES: Final = _figures(
    # the mothers
    Figure("mothers_active"),
    Figure("mothers_trained"),
    # the women
    Figure("women_in_touch"),
    Figure("women_helped"),
    Figure("women_per_mother", Unit.MEAN),
    Figure("contacts_new"),
    Figure("conversations"),
    Figure("conversation_hours", Unit.HOURS),
    # events
    Figure("events_own"),
    Figure("events_supported"),
    Figure("participants"),
    Figure("smallest"),
    Figure("largest"),
    Figure("median", Unit.MEAN),
    Figure("first_time"),
    Figure("new_in_denmark"),
    # enquiries
    Figure("enquiries"),
    Figure("enquiries_professionals"),
    Figure("enquiries_answered"),
    Figure("enquiries_nobody"),
    Figure("days_to_yes", Unit.MEAN),
    # the network
    Figure("meetings"),
    Figure("meeting_mothers"),
    # bridges
    Figure("introductions"),
    Figure("introductions_took_part"),
    # the mothers themselves
    Figure("course_evenings"),
    Figure("course_completed"),
    Figure("mother_hours", Unit.HOURS),
    Figure("records_made"),
    # the four kinds of activity
    Figure("events_information"),
    Figure("events_social"),
    Figure("events_visibility"),
    Figure("reached"),
    # what brought people
    Figure("signups_people"),
    Figure("events_full"),
    Figure("days_to_full", Unit.MEAN),
    Figure("no_shows"),
    # points of attention
    Figure("course_interest"),
    Figure("hands"),
    Figure("mothers_resting"),
    # money
    Figure("funding", Unit.MONEY),
    Figure("expenses", Unit.MONEY),
    Figure("cost_per_participant", Unit.MONEY),
)


def _tables(*known: Table) -> Mapping[str, Table]:
    return {table.key: table for table in known}


TABLES: Final = _tables(
    Table("mothers_language", Rows.LANGUAGE),
    Table("mothers_hat", Rows.HAT),
    Table("mothers_in_touch", Rows.MOTHER),
    Table("mothers_helped", Rows.MOTHER),
    Table("mothers_conversations", Rows.MOTHER),
    Table("women_area", Rows.AREA),
    Table("contacts_met", Rows.MET),
    Table("contacts_area", Rows.AREA),
    Table("conversations_help", Rows.HELP),
    Table("conversations_month", Rows.MONTH),
    Table("events_organiser", Rows.ORGANISER),
    Table("participants_organiser", Rows.ORGANISER),
    Table("events_kind", Rows.KIND),
    Table("participants_kind", Rows.KIND),
    Table("events_area", Rows.AREA),
    Table("participants_area", Rows.AREA),
    Table("events_month", Rows.MONTH),
    Table("participants_month", Rows.MONTH),
    Table("participants_age", Rows.AGE),
    Table("participants_first", Rows.FIRST),
    Table("participants_new", Rows.NEW),
    Table("signups_language", Rows.LANGUAGE),
    Table("signups_way", Rows.WAY),
    Table("signups_place", Rows.PLACE),
    Table("openings_place", Rows.PLACE),
    Table("enquiries_asker", Rows.ASKER),
    Table("enquiries_from", Rows.FROM),
    Table("enquiries_theme", Rows.HELP),
    Table("enquiries_language", Rows.LANGUAGE),
    Table("enquiries_outcome", Rows.OUTCOME),
    Table("enquiries_area", Rows.AREA),
    Table("introductions_theme", Rows.THEME),
    Table("introductions_offer", Rows.OFFER),
    Table("introductions_result", Rows.TOOK_PART),
    Table("visibility_kind", Rows.KIND),
    Table("reached_kind", Rows.KIND),
    Table("funding_funder", Rows.FUNDER, Unit.MONEY),
    Table("expenses_event", Rows.EVENT, Unit.MONEY),
)
