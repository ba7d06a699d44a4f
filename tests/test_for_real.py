"""The commands under "For real" in the README, as they are written, in a copy of what a clone holds."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from portal.core.config import ROOT
from tests.test_embedded import answer, free_port

pytestmark = [pytest.mark.slow, pytest.mark.once]

_CLONED = ("portal", "templates", "static", "translations")
_FILES = ("app.py", "gunicorn.conf.py", "pyproject.toml")


def _commands():
    block = re.search(r"## For real\n\n((?:    .+\n)+)", (ROOT / "README.md").read_text()).group(1)
    return [line.strip() for line in block.splitlines()]


@pytest.fixture
def clone(tmp_path):
    folder = tmp_path / "a clone"
    for name in _CLONED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_the_commands_lead_from_a_clone_to_a_first_coordinator_and_a_server(clone):
    settings, upgrade, invite, serve = _commands()
    port = free_port()
    keys = {"SECRET_KEY": "s" * 40, "LOOKUP_KEY": "l" * 40, "PORTAL_KEYS": Fernet.generate_key().decode()}
    named = dict(part.split("=", 1) for part in shlex.split(settings)[1:])
    assert {name for name, value in named.items() if value == "…"} == set(keys), "the README names each key"
    kept = {name: value for name, value in os.environ.items() if name in ("LANG", "TZ")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {**kept, **named, **keys, "PATH": path, "PORT": str(port), "HOME": str(clone)}

    def run(command):
        return subprocess.run(
            shlex.split(command), cwd=clone, env=env, capture_output=True, text=True, timeout=120, check=False
        )

    for command in (upgrade, invite):
        done = run(command)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert f"{named['PORTAL_URL']}/team/in/" in done.stdout
    with subprocess.Popen(shlex.split(serve), cwd=clone, env=env, stderr=subprocess.DEVNULL) as server:
        try:
            status, page = _first_answer(port, "/da/")
        finally:
            server.terminate()
    assert (status, '<html lang="da"' in page) == (200, True)


def _first_answer(port, path):
    """What the server says, once it listens."""
    for _second in range(60):
        try:
            return answer(port, path)
        except OSError:
            time.sleep(1)
    raise AssertionError("the server does not answer")
