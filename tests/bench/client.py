"""The load: wrk where it is installed, else libcurl (``curl.py``), in a process of its own.

Both ask for gzip as phones do and keep eight requests under way. Each request has a connection of its own, since
gunicorn's sync workers close it after the answer.
"""

import json
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.serving import Server

CONNECTIONS: Final = 8
_SCRIPT: Final = Path(__file__).with_name("wrk.lua")
_GZIP: Final = "Accept-Encoding: gzip"


class WrongAnswer(Exception):
    """A server answered otherwise than the bench expects, so that nothing was measured."""


@dataclass(frozen=True)
class Load:
    """What a load of some seconds came to: answers, whole sign-ups, bytes received, latency in seconds."""

    requests: int
    loops: int
    seconds: float
    bytes: int
    p50: float
    p99: float


@dataclass(frozen=True)
class SignUps:
    """A loop of sign-ups, each to the ticket where the 303 is followed."""

    #: The path of the form, with ``%05d`` for the number of the event.
    path: str
    #: So many for each event, from the event on that those who came before have reached.
    each: int = 1
    before: int = 0
    ticket: bool = False


def name() -> str:
    """The client that this machine has."""
    return "wrk" if shutil.which("wrk") else "libcurl"


def load(server: Server, what: str | SignUps, seconds: int, cookie: str = "") -> Load:
    """Load a page, or the loop of sign-ups, for so many seconds. Raises ``WrongAnswer``."""
    path, loop = (what, []) if isinstance(what, str) else (what.path, _arguments(what))
    url = server.url + (path if isinstance(what, str) else "/")
    if shutil.which("wrk"):
        headers = ["-H", _GZIP, *(["-H", f"Cookie: {cookie}"] if cookie else [])]
        timing = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s"]
        command = ["wrk", *timing, "-s", str(_SCRIPT), *headers, url, "--", *loop]
    else:
        command = [sys.executable, "-m", "tests.bench.curl", str(seconds), str(CONNECTIONS), url, cookie, *loop]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise WrongAnswer(f"{command[0]} ended with {done.returncode}: {done.stderr or done.stdout}")
    return read(done.stdout, path)


def read(output: str, path: str) -> Load:
    """What a client printed. Raises ``WrongAnswer`` where an answer failed."""
    last = output.strip().rpartition("\n")[2]
    try:
        found = json.loads(last)
    except json.JSONDecodeError:
        raise WrongAnswer(f"{path}: the client printed {output!r}") from None
    broken, wrong = found.pop("broken"), found.pop("wrong").split()
    if broken or wrong:
        raise WrongAnswer(f"{path}: {found['requests']} answers, {broken} failed, unexpected {sorted(set(wrong))}")
    return Load(**found)


def fetch(server: Server, path: str, cookie: str = "", times: int = 1) -> list[bytes]:
    """Send one request so many times at once and return the whole answers, head and compressed body."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Accept-Language: da", _GZIP]
    request = "\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""]).encode()
    sockets = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(times)]
    for connection in sockets:
        connection.sendall(request)
    return [_read(connection) for connection in sockets]


def page(server: Server, path: str, cookie: str = "") -> bytes:
    """One answer that has to be a page. Raises ``WrongAnswer``."""
    (answer,) = fetch(server, path, cookie)
    if not answer.startswith(b"HTTP/1.1 200"):
        raise WrongAnswer(f"{path}: {answer[:300]!r}")
    return answer


def _arguments(loop: SignUps) -> list[str]:
    return [loop.path, str(loop.each), str(loop.before), *(["ticket"] if loop.ticket else [])]


def _read(connection: socket.socket) -> bytes:
    with connection:
        pieces = []
        while piece := connection.recv(1 << 17):
            pieces.append(piece)
    return b"".join(pieces)
