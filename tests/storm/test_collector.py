"""``make storm``: list pages of a large database until a worker would have died on Python 3.11 as it is."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import SETTINGS
from tests.many_events import fill
from tests.serving import serve
from tests.test_collector import outcomes
from tests.test_embedded import free_port, started, surroundings

pytestmark = [pytest.mark.storm, pytest.mark.once]

THRESHOLDS = (50, 100, 150, 200, 300, 500, 700, 1000)
ROUNDS = 20
PAGES = 15


@pytest.fixture
def large(app: Flask, database_url: str, now: datetime) -> str:
    """The address of a database of 10,000 events to come and 2,000 sign-ups."""
    fill(events=10_000, signups=2_000, now=now)
    return database_url


def statuses(port: int, *, at_once: int) -> list[int]:
    """What the list page answers when it is opened ``PAGES`` times, some at once."""

    def status(_: int) -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            connection.request("GET", "/da/")
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as callers:
        return list(callers.map(status, range(PAGES)))


def test_no_process_dies_under_any_threshold_three_times_over(large: str) -> None:
    found = [one for _ in range(3) for one in outcomes(large, *THRESHOLDS)]
    assert [(one.threshold, one.exit_code) for one in found] == [(one, 0) for one in THRESHOLDS] * 3


@pytest.mark.parametrize(("options", "at_once"), [((), 2), (("--threads", "4"), 6)], ids=["sync", "gthread"])
def test_no_worker_of_gunicorn_dies_in_twenty_rounds(large: str, options: Sequence[str], at_once: int) -> None:
    for _ in range(ROUNDS):
        with serve(replace(SETTINGS, database_url=large), workers=2, options=options) as server:
            assert statuses(server.port, at_once=at_once) == [200] * PAGES


def test_the_embedded_server_lives_through_twenty_rounds(large: str, tmp_path: Path) -> None:
    port = free_port()
    with started("app.py", env=surroundings(large, port, DEMO="0"), log=tmp_path / "log"):
        for _ in range(ROUNDS):
            assert statuses(port, at_once=4) == [200] * PAGES
