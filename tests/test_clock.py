"""Every test begins at the moment of the run, and so does every process that it starts."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from portal.core.config import ROOT
from portal.core.db import utcnow
from tests import clock, moments
from tests.conftest import SETTINGS
from tests.serving import environment

#: Longer than any test takes, and shorter than the time to the next moment of the table.
SOON = timedelta(minutes=2)
FOLLOW = """
import os, pathlib, time
from sitecustomize import follower
from portal.core.db import utcnow
print(utcnow().isoformat())
time.sleep(0.02)
pathlib.Path(os.environ["PORTAL_TEST_CLOCK"]).write_text(str(time.monotonic() - 3600))
follower.look()
print(utcnow().isoformat())
"""
FAILS = """
pytest_plugins = ["tests.clock"]
def test_it_fails():
    assert False
"""


def child(*argv: str, **more: str) -> str:
    """What a Python process prints that a test starts."""
    env = {**environment(SETTINGS, 80), **more}
    done = subprocess.run([sys.executable, *argv], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    return done.stdout


def test_a_test_begins_at_the_moment_of_the_run_and_time_passes():
    first = utcnow()
    assert moments.chosen() <= first < moments.chosen() + SOON
    assert first < utcnow()


@pytest.fixture(scope="module")
def of_the_module():
    return utcnow()


def test_a_fixture_of_more_than_one_test_sees_it_too(of_the_module):
    assert moments.chosen() <= of_the_module < moments.chosen() + SOON


@pytest.mark.slow
def test_a_process_that_a_test_starts_reads_the_clock_of_the_test_and_follows_it(tmp_path):
    mine = tmp_path / "clock"
    mine.write_text(Path(os.environ[clock.FILE]).read_text())
    before, after = map(datetime.fromisoformat, child("-c", FOLLOW, **{clock.FILE: str(mine)}).split())
    assert moments.chosen() <= before < moments.chosen() + SOON
    assert moments.chosen() <= after - timedelta(hours=1) < moments.chosen() + SOON


LATE = """
import time
time.sleep(0.5)  # a server imports much before it looks at its clock
from portal.core.db import utcnow
print(utcnow().isoformat())
"""


@pytest.mark.slow
def test_a_process_that_looks_at_its_clock_late_is_not_behind_the_test():
    """A form that the test signs would else come from the server's future: that counts as sent too quickly."""
    before = utcnow()
    assert before + timedelta(seconds=0.5) < datetime.fromisoformat(child("-c", LATE).strip())


@pytest.mark.slow
def test_a_failed_test_prints_the_moment(tmp_path):
    (tmp_path / "test_that.py").write_text(FAILS)
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path))
    said = child(*words, PORTAL_TEST_MOMENT="leap-day")
    assert "PORTAL_TEST_MOMENT=2028-02-29T14:20:00+01:00" in said.partition("FAILURES")[2]


def test_a_moment_is_chosen_by_name_or_by_time_and_needs_a_zone(monkeypatch):
    monkeypatch.setenv(moments.VARIABLE, "before-noon")
    assert moments.chosen() == datetime.fromisoformat("2026-11-19T10:55+00:00")
    monkeypatch.setenv(moments.VARIABLE, "2027-06-01T08:00+02:00")
    assert moments.chosen() == datetime.fromisoformat("2027-06-01T06:00+00:00")
    monkeypatch.setenv(moments.VARIABLE, "2027-06-01T08:00")
    with pytest.raises(ValueError, match="needs a time zone"):
        moments.chosen()


@pytest.mark.slow
def test_a_moment_is_drawn_from_those_that_were_tried():
    assert child("-m", "tests.moments", "--draw").strip() in moments.MOMENTS
