"""What the kernel tells: memory of a process, and whether the machine was quiet while the bench ran."""

import os
import re
from pathlib import Path
from typing import Final

#: Above this part of the processors, rates say little.
_QUIET: Final = 0.05


def pss(rollup: str) -> int:
    """Kilobytes of proportional set size in what ``/proc/<pid>/smaps_rollup`` says."""
    found = re.search(r"^Pss:\s+(\d+) kB$", rollup, re.MULTILINE)
    assert found is not None, rollup
    return int(found[1])


def used_by_others() -> float:
    """Processor seconds since the machine started that are not of this process or its ended children."""
    return busy(Path("/proc/stat").read_text(), os.sysconf("SC_CLK_TCK")) - sum(os.times()[:4])


def busy(stat: str, ticks: int) -> float:
    """Processor seconds that all processors were not idle, by what ``/proc/stat`` says."""
    user, nice, system, _idle, _iowait, irq, softirq, steal = (int(word) for word in stat.split()[1:9])
    return (user + nice + system + irq + softirq + steal) / ticks


def verdict(before: float, seconds: float) -> str:
    """In words, how much of the machine others used in these seconds."""
    share = max(0.0, used_by_others() - before) / (seconds * (os.cpu_count() or 1))
    words = f"Other processes used {share:.0%} of the processors."
    return words if share <= _QUIET else f"{words} The machine was not quiet: do not quote rates."
