"""Measuring in turns: what is compared takes turns, so that a busy moment of the machine falls on both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.client import CONNECTIONS, Load
from tests.serving import Server

#: A server has finished what was left over from a load when its workers have used no time for so many seconds.
_IDLE: Final = 0.05


@dataclass(frozen=True)
class Effort:
    """How much is measured: turns that count (one before them warms up), and seconds of one load in a turn."""

    turns: int
    seconds: int


FULL: Final = Effort(turns=7, seconds=2)
QUICK: Final = Effort(turns=3, seconds=1)


@dataclass(frozen=True)
class Spread:
    """The median of the turns, and the least and the most of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        return cls(median(values), min(values), max(values))


@dataclass(frozen=True)
class Turn:
    """One load: what is counted a second, processor seconds of the workers for each, and latency in seconds."""

    rate: float
    cpu: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Contender:
    """A server and the load it is under; ``counted`` is what one turn counts: answers or whole sign-ups."""

    server: Server
    load: Callable[[], Load]
    counted: Callable[[Load], int] = lambda load: load.requests


def alternate(effort: Effort, *contenders: Contender) -> list[list[Turn]]:
    """The turns of each contender; the first turn of all only warms up."""
    turns = [[_turn(contender) for contender in contenders] for _ in range(effort.turns + 1)]
    return [list(column) for column in zip(*turns[1:], strict=True)]


def rates(ours: list[Turn], bare: list[Turn]) -> Spread:
    """Our rate as a part of the bare one, turn by turn."""
    return Spread.of([mine.rate / other.rate for mine, other in zip(ours, bare, strict=True)])


def work(ours: list[Turn], bare: list[Turn]) -> Spread:
    """The same by processor time of the workers: what the client uses of the machine does not enter it."""
    return Spread.of([other.cpu / mine.cpu for mine, other in zip(ours, bare, strict=True)])


def workers(server: Server) -> list[int]:
    """The processes that answer."""
    master = server.process.pid
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def _turn(contender: Contender) -> Turn:
    before = _cpu_seconds(contender.server)
    load = contender.load()
    used = _when_idle(contender.server) - before
    count = contender.counted(load)
    # What was under way at the end was answered too, though nobody counted it.
    answered = count * (1 + CONNECTIONS / load.requests)
    return Turn(count / load.seconds, used / answered, load.p50, load.p99)


def _when_idle(server: Server) -> float:
    """The processor time of the workers once they have finished."""
    before = _cpu_seconds(server)
    while True:
        time.sleep(_IDLE)
        now = _cpu_seconds(server)
        if now - before < _IDLE / 100:
            return now
        before = now


def _cpu_seconds(server: Server) -> float:
    """The processor time that the workers have used, by the kernel's own count."""
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in workers(server)) / 1e9
