"""The garbage collector of Python 3.11 never begins where it could end a worker, and never stops collecting."""

import json
import subprocess
import sys
from datetime import datetime
from types import SimpleNamespace

import pytest
from flask import Flask

from portal.core import collector
from portal.core.config import ROOT
from tests.collecting import Outcome
from tests.many_events import fill

pytestmark = pytest.mark.slow

#: Each makes the collector begin at other allocations. On 3.11 as it is three to five of these processes die.
THRESHOLDS = (50, 100, 150, 500, 700)
PAGES = 15


def outcomes(url: str, *thresholds: int) -> list[Outcome]:
    """What becomes of processes that open the list page under each of these thresholds."""
    command = [sys.executable, "-m", "tests.collecting", url, "/da/", str(PAGES), *map(str, thresholds)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    return [Outcome(**json.loads(line)) for line in run.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.once
def test_no_process_dies_whatever_the_threshold_and_on_3_11_each_collection_waits_for_the_end_of_a_request(
    app: Flask, database_url: str, now: datetime
) -> None:
    fill(events=70, signups=10, now=now)
    found = outcomes(database_url, *THRESHOLDS)
    assert [(one.threshold, one.exit_code) for one in found] == [(threshold, 0) for threshold in THRESHOLDS]
    if sys.version_info < (3, 12):
        assert found == [Outcome(threshold, 0, False, PAGES, 0, 0) for threshold in THRESHOLDS]
    else:  # nothing is changed
        assert all(one.by_itself and one.inside_orm for one in found)


@pytest.mark.parametrize(
    ("counts", "collected"),
    [((700, 11, 11), []), ((701, 10, 10), [0]), ((701, 11, 10), [1]), ((701, 10, 11), [2]), ((701, 11, 11), [2])],
)
def test_it_collects_the_oldest_generation_that_is_due_as_the_interpreter_would(
    counts: tuple[int, int, int], collected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    monkeypatch.setattr(
        collector,
        "gc",
        SimpleNamespace(get_count=lambda: counts, get_threshold=lambda: (700, 10, 10), collect=found.append),
    )
    collector.collect_when_due(None)
    assert found == collected
