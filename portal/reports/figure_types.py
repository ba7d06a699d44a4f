"""What figures and tables are, how the report is laid out, and what is counted.

A *figure* is one number; a *table* is one number for each of some rows, such as languages or kinds of help. Both
are known by their key alone, so a count is a dictionary, an edition is JSON, and each language has its own words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Final, Generic, TypeVar

from flask_babel import LazyString

from portal.reports.minimum_contributors import Outside
from portal.reports.scope import Pairs, Scope
from portal.stories.models import StoryPart

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
class Behind:
    """A row behind a figure: something that was counted, as the reader knows it."""

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


BehindRows = Callable[[Scope], list[Behind]]
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Counted(Generic[T_co]):
    """How something is counted, and the rows behind it in order: none where nobody but the mother may see them."""

    count: Callable[[Scope], T_co]
    behind: BehindRows | None = None


@dataclass(frozen=True)
class Figure:
    key: str
    label: LazyString
    #: What was counted, in one sentence.
    about: LazyString
    #: None where there is nothing to reckon it from.
    counted: Counted[float | None]
    #: How an outside edition may show it; it does not where this is None.
    outside: Outside | None = None
    unit: Unit = Unit.NUMBER


@dataclass(frozen=True)
class Table:
    key: str
    rows: Rows
    #: What its numbers are, as the head of a column.
    label: LazyString
    #: What was counted, in one sentence.
    about: LazyString
    #: Numbers by row, added up. None where they may not be told (``apart.py``): then the table is missing.
    counted: Counted[Pairs | None]
    #: How an outside edition may show it; it does not where this is None.
    outside: Outside | None = None
    unit: Unit = Unit.NUMBER
    #: What stands above it where it stands alone, and not beside another one in a grid.
    title: LazyString | None = None


class Chart(StrEnum):
    """How a block of tables is drawn beside its numbers."""

    NONE = "none"
    #: A bar in each row of the first column.
    BARS = "bars"
    #: One column for each month.
    MONTHS = "months"


class Numbers:
    """Figures that stand together. One that is declared in another section is named by its key."""

    def __init__(self, *figures: Figure | str) -> None:
        self.declared = [one for one in figures if isinstance(one, Figure)]
        self.keys = tuple(one if isinstance(one, str) else one.key for one in figures)


class GridLayout:
    """Tables with the same rows, side by side as the columns of one."""

    def __init__(self, title: LazyString, *tables: Table | str, chart: Chart = Chart.BARS) -> None:
        self.title, self.chart = title, chart
        self.declared = [one for one in tables if isinstance(one, Table)]
        self.keys = tuple(one if isinstance(one, str) else one.key for one in tables)


@dataclass(frozen=True)
class StoriesLayout:
    """What people tell: the stories of a part, and with ``lines`` what the mothers say of themselves."""

    part: StoryPart
    lines: bool = False


class Section:
    """A section of the report with its figures and tables as they stand, on screen, on paper and in files."""

    def __init__(
        self, key: str, title: LazyString, about: LazyString, *blocks: Numbers | GridLayout | StoriesLayout | Table
    ) -> None:
        self.key, self.title = key, title
        self.blocks = [
            GridLayout(block.title or block.label, block) if isinstance(block, Table) else block
            for block in blocks
        ]
        #: What it is about, in a sentence for whoever does not know us.
        self.about = about

    @property
    def declared(self) -> Iterator[Figure | Table]:
        """The figures and tables that are declared in it, without those that are named by their keys."""
        for block in self.blocks:
            if not isinstance(block, StoriesLayout):
                yield from block.declared


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
