"""Measuring in turns: what is compared takes turns, so that a busy moment of the machine falls on both."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.client import CONNECTIONS, Load, WrongAnswer
from tests.serving import Server

#: A server has finished what was left over from a load when its workers have used no time for so many seconds.
_IDLE: Final = 0.15
#: A load with too few answers is made again and longer, up to so many seconds.
_LONGEST: Final = 32


@dataclass(frozen=True)
class Effort:
    """How much is measured: turns that count (one before them warms up), and seconds of one load in a turn."""

    turns: int
    seconds: int


FULL: Final = Effort(turns=5, seconds=2)
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
    """A server, a load of so many seconds, and of how many requests each thing counted is made."""

    server: Server
    load: Callable[[int], Load]
    steps: int = 1


def alternate(effort: Effort, *contenders: Contender) -> list[list[Turn]]:
    """The turns of each contender; the first turn of all only warms up."""
    turns = [[_turn(contender, effort.seconds) for contender in contenders] for _ in range(effort.turns + 1)]
    return [list(column) for column in zip(*turns[1:], strict=True)]


def rates(ours: list[Turn], bare: list[Turn]) -> Spread:
    """Our answers a second as a part of the bare ones, turn by turn."""
    return Spread.of([mine.rate / other.rate for mine, other in zip(ours, bare, strict=True)])


def work(ours: list[Turn], bare: list[Turn]) -> Spread:
    """The same by processor time of the workers for an answer."""
    return Spread.of([other.cpu / mine.cpu for mine, other in zip(ours, bare, strict=True)])


def workers(server: Server) -> list[int]:
    """The processes that answer."""
    master = server.process.pid
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def _turn(contender: Contender, seconds: int) -> Turn:
    before = _cpu_seconds(contender.server)
    load = contender.load(seconds)
    used = _when_idle(contender.server) - before
    if load.requests < contender.steps * CONNECTIONS:  # too few to tell, on a busy machine
        if seconds > _LONGEST:
            raise WrongAnswer(f"only {load.requests} answers from {contender.server.url} in {seconds} s")
        return _turn(contender, 2 * seconds)
    return turn(load, used, contender.steps)


def turn(load: Load, used: float, steps: int) -> Turn:
    """What a load came to, where the workers used so many seconds and each thing counted has so many steps.

    What was under way at the end was answered too, though the client did not wait for it.
    """
    answered = load.requests + CONNECTIONS
    return Turn(load.requests / steps / load.seconds, used * steps / answered, load.p50, load.p99)


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
