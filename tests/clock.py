"""One clock for all tests: each begins at the chosen moment (``tests/moments.py``), and from there time passes.

``tests/conftest.py`` loads this module as a plugin. A process that a test starts (``tests/serving.py``) reads the
same clock: ``tests/child/sitecustomize.py`` sets it as Python starts, from the file that PORTAL_TEST_CLOCK names.
The file says when the test began, in seconds of ``time.monotonic()``, which all processes of a machine share. The
zone of the machine (``TZ``) stays as it is, as nothing may depend on it. A browser keeps the machine's clock: no
script of ours reads more from it than how much time has passed.

time-machine lets time pass from the first reading of the clock, not from the start of a journey. Therefore each
journey begins with a reading: a server that looked at its clock late would be behind the test by so much.
"""

import os
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest
import time_machine

from tests import moments

FILE: Final = "PORTAL_TEST_CLOCK"
#: Where Python finds the module that a child process runs first.
CHILD: Final = Path(__file__).parent / "child"

_NOW: Final = {"now", "today"}
_TIME_WORDS: Final = {"utcnow", "time_machine", "timedelta", "today"}
_FAR_TOO_LONG: Final = {"browser", "storm"}


def pytest_configure(config: pytest.Config) -> None:
    # In memory, where the machine has some: to replace a file on a disk may wait for the disk.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    handle, path = tempfile.mkstemp(prefix="portal-clock-", dir=memory)
    os.close(handle)
    os.environ[FILE] = path
    config.add_cleanup(lambda: Path(path).unlink(missing_ok=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark ``moments`` what may come out differently at another moment: ``make test-moments`` runs it at each.

    That is a test that takes ``now`` or ``today``, itself or by a fixture that is not everybody's, or that works
    with time in its own lines. A test that only needs some event or member runs at the one moment of its run.
    """
    for item in items:
        if isinstance(item, pytest.Function) and not _FAR_TOO_LONG & {mark.name for mark in item.iter_markers()}:
            words = set(item.function.__code__.co_names)
            if _takes_now(item) or words & _TIME_WORDS:
                item.add_marker(pytest.mark.moments)


def _takes_now(item: pytest.Function) -> bool:
    definitions = item._fixtureinfo.name2fixturedefs
    names, seen = list(item._fixtureinfo.argnames), set()
    while names:
        name = names.pop()
        if name in _NOW:
            return True
        if name not in seen and name in definitions and definitions[name][-1].baseid != "tests":
            names += definitions[name][-1].argnames
        seen.add(name)
    return False


def pytest_report_header() -> str:
    return f"moment: {moments.VARIABLE}={moments.chosen().isoformat()}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """The test with its fixtures, those of the session too."""
    _write(time.monotonic())
    # A number and not a datetime: that would change TZ, too.
    with time_machine.travel(moments.chosen().timestamp()):
        time.time()
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test says at which moment it failed."""
    report = yield
    if report.failed:
        report.sections.append(("moment", f"{moments.VARIABLE}={moments.chosen().isoformat()}"))
    return report


class Follower:
    """The clock of the test that runs now, in a process that a test started."""

    def __init__(self) -> None:
        self._began = _read()
        self._traveller = time_machine.travel(self._now()).start()
        time.time()

    def look(self) -> None:
        """Put the clock anew where another test has begun."""
        began = _read()
        if began != self._began:
            self._began = began
            self._traveller.move_to(self._now())
            time.time()

    def _now(self) -> float:
        return moments.chosen().timestamp() + time.monotonic() - self._began


def _write(began: float) -> None:
    path = Path(os.environ[FILE])
    new = path.with_suffix(".new")
    new.write_text(repr(began))
    new.replace(path)  # at once: a server may be reading


def _read() -> float:
    return float(Path(os.environ[FILE]).read_text())
