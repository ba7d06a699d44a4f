"""Measuring in turns: whatever is compared takes turns, so that a busy moment falls on both."""

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

from tests.bench.caller import exchange
from tests.serving import Server

CALLERS = 2
_TURNS = 11

Errand = Callable[[int, str, int], None]


def rates(pool: ProcessPoolExecutor, times: int, *contenders: tuple[Server, Errand, str]) -> list[list[float]]:
    """For each contender its rate a second, turn by turn; the first turn only warms up."""
    turns = [[_rate(pool, times, *contender) for contender in contenders] for _ in range(_TURNS + 1)]
    return [list(column) for column in zip(*turns[1:], strict=True)]


def seconds(times: int, *contenders: tuple[Server, bytes]) -> list[list[float]]:
    """For each contender how long one request takes, turn by turn; the first few only warm up."""
    turns = [[_seconds(server.port, request) for server, request in contenders] for _ in range(times + 6)]
    return [list(column) for column in zip(*turns[6:], strict=True)]


def ratio(one: list[float], other: list[float]) -> float:
    """The median of the ratios of the turns."""
    return median(a / b for a, b in zip(one, other, strict=True))


def cpu_seconds(server: Server) -> float:
    """The processor time that the workers have used, by the kernel's own count."""
    return sum(int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in workers(server)) / 1e9


def workers(server: Server) -> list[int]:
    """The processes that answer."""
    master = server.process.pid
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def _rate(pool: ProcessPoolExecutor, times: int, server: Server, errand: Errand, path: str) -> float:
    start = time.perf_counter()
    for done in [pool.submit(errand, server.port, path, times // CALLERS) for _ in range(CALLERS)]:
        done.result()
    return times / (time.perf_counter() - start)


def _seconds(port: int, request: bytes) -> float:
    start = time.perf_counter()
    (answer,) = exchange(port, [request])
    taken = time.perf_counter() - start
    assert answer.startswith(b"HTTP/1.1 200"), answer[:2000]
    return taken
