"""Runs the parts of the bench and prints their table."""

import argparse
import importlib
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.bench import client, machine, table, turns
from tests.bench.table import Row

#: Each is a module with ``rows(folder, effort)``.
PARTS: Final = ("pages", "sign_ups", "memory", "first_visit", "report", "growth")
#: A disk, not memory: what is durable has to reach it.
_DISK: Final = "/var/tmp"


def main() -> int:
    """Print every figure beside its target. 1 where a part was not measured, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Speed, size and memory.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all unless said")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter turns")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    effort = turns.QUICK if chosen.quick else turns.FULL
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, loaded by {client.name()},", end=" ")
    print(f"{effort.turns} turns of {effort.seconds} s\n\n{table.HEAD}", flush=True)
    begun, used, rows, failed = time.monotonic(), machine.used_by_others(), list[Row](), list[str]()
    for part in chosen.parts or PARTS:
        try:
            with tempfile.TemporaryDirectory(prefix="portal-bench-", dir=_DISK) as folder:
                for row in importlib.import_module(f"tests.bench.{part}").rows(Path(folder), effort):
                    rows.append(row)
                    print(row, flush=True)
        except Exception as error:
            failed.append(f"{part} was not measured: {type(error).__name__}: {error}")
            print(failed[-1], flush=True)
    print(f"\n{table.summary(rows)}", machine.verdict(used, time.monotonic() - begun), *failed, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
