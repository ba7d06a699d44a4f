"""The table that ``make bench`` prints: each figure with its spread and its target, and whether it is met."""

from dataclasses import dataclass
from typing import Final

from tests.bench.turns import Spread

_NAME, _FIGURE, _SPREAD, _RATE, _TARGET = 66, 9, 18, 9, 18


@dataclass(frozen=True)
class Target:
    """The least or the most a figure may be."""

    limit: float
    least: bool

    def met(self, figure: float) -> bool:
        return figure >= self.limit if self.least else figure <= self.limit


def at_least(limit: float) -> Target:
    return Target(limit, least=True)


def at_most(limit: float) -> Target:
    return Target(limit, least=False)


@dataclass(frozen=True)
class Row:
    """A figure, by ``form`` (a format of Python), and what is told beside it.

    A ratio is that of the workers' processor time, which neither the client nor other processes change.
    """

    name: str
    figure: float
    form: str = ".3f"
    spread: Spread | None = None
    #: The same ratio by answers a second.
    rate: float | None = None
    target: Target | None = None
    note: str = ""

    @property
    def missed(self) -> bool:
        return self.target is not None and not self.target.met(self.figure)

    @property
    def verdict(self) -> str:
        """In words, since a column of numbers is soon misread."""
        if self.target is None:
            return ""
        if not self.missed:
            return "met"
        return "below target" if self.target.least else "above target"

    def __str__(self) -> str:
        def told(value: float) -> str:
            return format(value, self.form)

        spread = f"{told(self.spread.least)} to {told(self.spread.most)}" if self.spread else ""
        rate = told(self.rate) if self.rate is not None else ""
        words = {True: "at least", False: "at most"}
        target = f"{words[self.target.least]} {told(self.target.limit)}" if self.target else ""
        columns = (told(self.figure), _FIGURE), (spread, _SPREAD), (rate, _RATE), (target, _TARGET)
        cells = "".join(f"{text:>{width}}" for text, width in columns)
        return f"{self.name:<{_NAME}}{cells}  {self.verdict:<13} {self.note}".rstrip()


HEAD: Final = (
    f"{'':<{_NAME}}{'median':>{_FIGURE}}{'least to most':>{_SPREAD}}{'by rate':>{_RATE}}{'target':>{_TARGET}}"
)


def summary(rows: list[Row]) -> str:
    """How many of the targets are missed."""
    missed, targets = sum(row.missed for row in rows), sum(row.target is not None for row in rows)
    return f"{missed} of {targets} targets are missed." if missed else f"All {targets} targets are met."
