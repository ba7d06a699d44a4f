"""The product reads the clock through ``utcnow()`` alone, and the tests through the clock they all share."""

import ast
from collections.abc import Iterator

import pytest

from portal.core.config import ROOT

#: What gives the present moment, by the module that offers it; the names under a class of ``datetime`` too.
CLOCKS = {
    "time": {
        "time", "time_ns", "localtime", "gmtime", "ctime", "asctime", "strftime", "clock_gettime", "monotonic",
        "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time",
    },
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
}  # fmt: skip
#: What measures how long something takes and cannot tell the date.
TIMERS = {"time.monotonic", "time.perf_counter", "time.process_time"}


def reads(tree: ast.AST) -> Iterator[str]:
    """Each read of a clock, as ``class.name`` or ``module.name``, whatever it was imported as."""
    known = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            known |= {one.asname or one.name: one.name for one in node.names if one.name in CLOCKS}
        elif isinstance(node, ast.ImportFrom) and node.module in CLOCKS:
            for one in node.names:
                if one.name in CLOCKS.keys() - {"time"}:
                    known[one.asname or one.name] = one.name
                elif one.name in CLOCKS[node.module]:
                    known[one.asname or one.name] = f"{node.module}.{one.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = node.value
            if isinstance(owner, ast.Attribute):  # datetime.datetime.now
                name = owner.attr if isinstance(owner.value, ast.Name) and owner.value.id in known else ""
            else:
                name = known.get(owner.id, "") if isinstance(owner, ast.Name) else ""
            if node.attr in CLOCKS.get(name, ()):
                yield f"{name}.{node.attr}"
        elif isinstance(node, ast.Name) and "." in known.get(node.id, ""):
            yield known[node.id]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import time\ntime.time()", ["time.time"]),
        ("import time as t\nread = t.time_ns", ["time.time_ns"]),
        ("from time import time as clock\nclock()", ["time.time"]),
        ("from datetime import datetime\ndatetime.now(UTC)", ["datetime.now"]),
        ("import datetime\ndatetime.datetime.now()", ["datetime.now"]),
        ("import datetime as dt\ndt.date.today()", ["date.today"]),
        ("from datetime import date as Day\nfield(default_factory=Day.today)", ["date.today"]),
        ("from datetime import time\ntime(12)", []),
        ("from datetime import datetime\ndatetime.min.time()\nevent.time()", []),
        ("periods.today(now)", []),
    ],
)
def test_a_read_is_found_under_any_name(source, found):
    assert list(reads(ast.parse(source))) == found


def found_in(*parts: str) -> set[tuple[str, str]]:
    """The file and the name of each read in these folders and files of the repository, but for timers."""
    files = [path for part in parts for path in (ROOT / part).rglob("*.py")]
    files += [ROOT / part for part in parts if part.endswith(".py")]
    every = (
        (path.relative_to(ROOT).as_posix(), read) for path in files for read in reads(ast.parse(path.read_text()))
    )
    return {one for one in every if one[1] not in TIMERS}


@pytest.mark.slow
def test_the_product_reads_the_clock_in_one_place():
    assert found_in("portal", "app.py", "gunicorn.conf.py") == {("portal/core/db.py", "datetime.now")}


@pytest.mark.slow
def test_no_test_reads_a_clock_but_to_measure_how_long_something_takes():
    assert found_in("tests") == {("tests/clock.py", "time.time")}
