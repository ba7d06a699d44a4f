"""One clock for all tests: each begins at the chosen moment (``tests/moments.py``), and from there time passes.

``tests/conftest.py`` loads this module as a plugin. A process that a test starts (``tests/serving.py``) reads the
same clock: ``tests/child/sitecustomize.py`` sets it as Python starts, from the file that PORTAL_TEST_CLOCK names.
The file says when the test began, in seconds of ``time.monotonic()``, which all processes of a machine share. The
zone of the machine (``TZ``) stays as it is, as nothing may depend on it. A browser keeps the machine's clock: no
script of ours reads more from it than how much time has passed.
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


def pytest_configure(config: pytest.Config) -> None:
    handle, path = tempfile.mkstemp(prefix="portal-clock-")
    os.close(handle)
    os.environ[FILE] = path
    config.add_cleanup(lambda: Path(path).unlink(missing_ok=True))


def pytest_report_header() -> str:
    return f"moment: {moments.VARIABLE}={moments.chosen().isoformat()}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """The test with its fixtures, those of the session too."""
    _write(time.monotonic())
    # A number and not a datetime: that would change TZ, too.
    with time_machine.travel(moments.chosen().timestamp()):
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

    def look(self) -> None:
        """Put the clock anew where another test has begun."""
        began = _read()
        if began != self._began:
            self._began = began
            self._traveller.move_to(self._now())

    def _now(self) -> float:
        return moments.chosen().timestamp() + time.monotonic() - self._began


def _write(began: float) -> None:
    path = Path(os.environ[FILE])
    new = path.with_suffix(".new")
    new.write_text(repr(began))
    new.replace(path)  # at once: a server may be reading


def _read() -> float:
    return float(Path(os.environ[FILE]).read_text())
