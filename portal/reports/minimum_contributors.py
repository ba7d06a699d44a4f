"""How a figure or table may be shown in an outside edition: how many people it must count (docs/report.md).

Each says it where it is declared (``figures/``). Without it, no edition shows it.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

#: Fewer people than this are not shown ...
FEW: Final = 5
#: ... and fewer than this where a number hints at religion, health, origin or violence.
FEW_TENDER: Final = 10


class Always(Enum):
    """Shown without looking at how many people are counted."""

    #: Nobody's secret: shown as it is. Events, meetings, articles, active mothers and money.
    OPEN = auto()
    #: Of a table the rows are shown and no number: which languages the mothers speak stands on public pages, too.
    NAMES = auto()
    #: The size of one gathering: shown where each at which somebody was counted had ``FEW_TENDER`` people.
    SIZE = auto()


@dataclass(frozen=True)
class AtLeast:
    """People counted once each; fewer than ``few`` are not shown, in a row of a table or in all.

    All tables ``of`` a figure form a *family*: their rows add up to it, and they are protected together. A table
    of no figure is a family by itself.
    """

    few: int
    of: str = ""


@dataclass(frozen=True)
class RowOf:
    """A row of a table, as a figure: shown when that row is."""

    table: str
    row: str


@dataclass(frozen=True)
class MeanOf:
    """Reckoned from a number of people: not shown unless that figure is."""

    people: str


Outside = Always | AtLeast | RowOf | MeanOf
OPEN, NAMES, SIZE = Always
