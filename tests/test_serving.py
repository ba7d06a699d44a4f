"""A server that a test starts fails the test if a worker was ended by a signal."""

import re
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.conftest import SETTINGS
from tests.serving import EndedBySignal, Server, refuse_signals, serve

pytestmark = pytest.mark.slow

ENDING = "tests.ending_app:app"


def ask(server: Server, path: str) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    with suppress(OSError, HTTPException):
        connection.request("GET", path)
        connection.getresponse().read()
    connection.close()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("SIGSEGV", "Worker (pid:N) was sent SIGSEGV!"),
        ("SIGKILL", "Worker (pid:N) was sent SIGKILL! Perhaps out of memory?"),
    ],
)
def test_a_worker_that_a_signal_has_ended_fails_the_test_though_another_has_answered(name: str, line: str) -> None:
    with pytest.raises(EndedBySignal) as raised, serve(SETTINGS, workers=1, application=ENDING) as server:
        ask(server, f"/end/{name}/worker")
        ask(server, "/healthz")
    first, *told = str(raised.value).splitlines()
    assert first == f"Ended by a signal, as {server.log} tells:"
    assert [re.sub(r"^.*(?=Worker)", "", re.sub(r"pid:\d+", "pid:N", one)) for one in told] == [line]
    assert line.partition(") ")[2] in server.log.read_text()
    server.log.unlink()


def test_the_end_of_a_worker_is_told_beside_the_failure_that_it_led_to() -> None:
    with pytest.raises(EndedBySignal) as raised, serve(SETTINGS, workers=1, application=ENDING) as server:
        ask(server, "/end/SIGSEGV/worker")
        raise ConnectionError("no answer")
    assert repr(raised.value.__context__) == "ConnectionError('no answer')"
    server.log.unlink()


def test_the_end_of_gunicorn_itself_is_told() -> None:
    with pytest.raises(EndedBySignal) as raised, serve(SETTINGS, workers=1, application=ENDING) as server:
        ask(server, "/end/SIGKILL/parent")
        server.process.wait(60)
    assert str(raised.value).splitlines()[1:] == ["The server itself was sent SIGKILL."]
    server.log.unlink()


def test_a_server_that_was_told_to_end_has_ended_well_and_leaves_no_log() -> None:
    with serve(SETTINGS, workers=2, application=ENDING) as server:
        ask(server, "/healthz")
    assert server.process.returncode == 0
    assert not server.log.exists()


def test_a_worker_that_gunicorn_has_ended_itself_is_no_failure(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("[2026-11-22 12:00:00 +0000] [7] [INFO] Worker (pid:8) was sent SIGTERM!\n")
    refuse_signals(log, None)
    refuse_signals(log, 0)
