"""``python app.py``, gunicorn and the ``flask`` command, started as an operator starts them."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from portal.core.config import KEY_NAMES, ROOT
from tests.conftest import SETTINGS
from tests.serving import environment, refuse_signals

pytestmark = pytest.mark.slow

PATIENCE = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def surroundings(url: str, port: int, **more: str) -> dict[str, str]:
    return {
        **environment(replace(SETTINGS, database_url=url), port),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def run(*command: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    argv = [sys.executable, *command]
    return subprocess.run(argv, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)


def answer(port: int, path: str = "/healthz") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def hear_ctrl_c() -> None:
    """A shell lets what it runs in the background ignore Ctrl-C, and these tests' children would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(*command: str, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers, until the block ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=out,
            preexec_fn=hear_ctrl_c,  # noqa: PLW1509  (this test starts no threads)
        )
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                assert answer(int(env["PORT"]))[0] == 200
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
        yield process
    finally:
        ended = process.poll()
        process.kill()
        process.wait(PATIENCE)
        refuse_signals(log, ended)


def count(url: str, table: str) -> int:
    engine = create_engine(url)
    with engine.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return found


def test_the_first_start_fills_a_demo_and_the_second_keeps_what_has_happened(
    new_database: Callable[[str], str], tmp_path: Path
) -> None:
    url, port, log = new_database("embedded"), free_port(), tmp_path / "log"
    env = surroundings(url, port)
    with started("app.py", env=env, log=log) as process:
        assert answer(port) == (200, "ok\n")
        assert answer(port, "/tr/")[0] == 200
        said = log.read_text()
        links = re.findall(rf"http://127\.0\.0\.1:{port}(/team/in/\S+)", said)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert f"The portal is open at http://127.0.0.1:{port}\n" in said
    assert len(links) == 3
    assert "reads Urdu" in said
    assert "Traceback" not in log.read_text()
    assert "GET /" not in log.read_text()  # the path of a ticket is a key
    signed_up = count(url, "signup")
    assert signed_up > 300

    with started("app.py", env=env, log=log):
        again = log.read_text()
    assert "Filling" not in again
    assert len(set(re.findall(r"/team/in/\S+", again)) - set(links)) == 3
    assert count(url, "signup") == signed_up


def test_an_empty_start_is_empty(new_database: Callable[[str], str], tmp_path: Path) -> None:
    url, port, log = new_database("embedded-empty"), free_port(), tmp_path / "log"
    with started("app.py", env=surroundings(url, port, DEMO="0"), log=log):
        assert count(url, "member") == 0
        assert "/team/in/" not in log.read_text()


def test_a_port_that_is_taken_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run("app.py", env=surroundings(f"sqlite:///{tmp_path / 'portal.db'}", port))
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == (
        f"The portal does not start: PORT {port} is taken or not allowed. "
        f"Try another one: PORT={port + 1 if port < 65535 else 5000} python app.py\n"
    )
    assert not (tmp_path / "portal.db").exists()


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("PORT", "http", "PORT is 'http'; it must be a whole number from 1 to 65535"),
        ("CONTACT_PHONE", "none", "CONTACT_PHONE is 'none'; it must be a phone number, such as +45 44 77 00 00"),
        ("DATABASE_URL", "sqlite:////nowhere/at/all.db", "DATABASE_URL names does not answer (un"),
        (
            "DATABASE_URL",
            "postgresql://u:swordfish@127.0.0.1:1/d",
            "DATABASE_URL names does not answer (",
        ),
    ],
)
def test_what_cannot_work_is_said_in_one_sentence(tmp_path: Path, setting: str, value: str, words: str) -> None:
    env = surroundings(f"sqlite:///{tmp_path / 'portal.db'}", free_port())
    refused = run("app.py", env={**env, setting: value})
    assert refused.returncode == 1
    assert refused.stderr.startswith("The portal does not start: ")
    assert words in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert "swordfish" not in refused.stderr


def test_gunicorn_waits_for_the_upgrade_and_never_loads_a_demo(
    new_database: Callable[[str], str], tmp_path: Path
) -> None:
    url, port = new_database("gunicorn"), free_port()
    env = surroundings(url, port)
    refused = run("-m", "gunicorn", "app:app", env=env)
    assert refused.returncode == 1
    assert refused.stderr == (
        "The portal does not start: the database is not at this version of the portal. "
        "Bring it up to date with: flask --app app database upgrade\n"
    )
    upgraded = run("-m", "flask", "--app", "app", "database", "upgrade", env=env)
    assert (upgraded.returncode, upgraded.stderr) == (0, "")
    with started("-m", "gunicorn", "app:app", env=env, log=tmp_path / "log"):
        assert answer(port) == (200, "ok\n")
    assert count(url, "member") == 0


def test_a_database_of_a_newer_portal_is_left_alone(new_database: Callable[[str], str]) -> None:
    url = new_database("newer")
    env = surroundings(url, free_port())
    run("-m", "flask", "--app", "app", "database", "upgrade", env=env)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for command in (["app.py"], ["-m", "gunicorn", "app:app"]):
        refused = run(*command, env=env)
        assert refused.returncode == 1
        assert "the database is of a newer version of the portal" in refused.stderr
        assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("name", KEY_NAMES)
def test_the_flask_command_mixes_no_keys_of_two_installations(tmp_path: Path, name: str) -> None:
    env = surroundings(f"sqlite:///{tmp_path / 'portal.db'}", free_port())
    refused = run("-m", "flask", "--app", "app", "database", "upgrade", env={**env, name: ""})
    assert refused.returncode == 1
    assert f"The portal does not start: {name} is not set. Make one with: " in refused.stderr
