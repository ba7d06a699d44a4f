"""The real app under gunicorn on this machine's own loopback, for the storms, the browser and the bench.

gunicorn replaces a worker that dies at once, so a test may pass all the same. Therefore every server's log is read
when the server has ended, and a worker that was ended by a signal is an error.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from portal.core.config import ROOT, Settings
from tests.clock import CHILD

_PATIENCE = 60
#: What gunicorn says of a worker that a signal has ended. SIGTERM is how gunicorn itself ends one.
_SENT = re.compile(r"^.*Worker \(pid:\d+\) was sent (?!SIGTERM!).*$", re.MULTILINE)


class EndedBySignal(Exception):
    """A server process was ended by a signal that nobody here has sent, such as SIGSEGV or SIGKILL."""


@dataclass(frozen=True)
class Server:
    """A server that answers on ``http://127.0.0.1:<port>``."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def environment(settings: Settings, port: int) -> dict[str, str]:
    """The variables that make a server of another process agree with the settings of this one."""
    return {
        **{key: value for key, value in os.environ.items() if key not in ("PORT", "DEMO", "WEB_CONCURRENCY")},
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "PORTAL_KEYS": settings.portal_keys,
        "LOOKUP_KEY": settings.lookup_key,
        "FORM_MIN_SECONDS": str(settings.form_min_seconds),
        "SIGNUPS_PER_HOUR": str(settings.signups_per_hour),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(CHILD))),
    }


@contextmanager
def serve(
    settings: Settings, *, workers: int, application: str = "app:app", options: Sequence[str] = ()
) -> Iterator[Server]:
    """gunicorn with ``workers`` processes until the block ends. The socket is ours, so no port can be lost.

    Raises EndedBySignal at the end if a worker or gunicorn itself was ended by a signal; its log is then kept.
    """
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    port = listener.getsockname()[1]
    with tempfile.NamedTemporaryFile(prefix="portal-server-", suffix=".log", delete=False) as log:
        command = [sys.executable, "-m", "gunicorn", "-b", f"fd://{listener.fileno()}", "-w", str(workers)]
        process = subprocess.Popen(
            [*command, *options, application],
            cwd=ROOT,
            env=environment(settings, port),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=[listener.fileno()],
        )
    server = Server(port, process, Path(log.name))
    try:
        _wait(server)
        yield server
    finally:
        ended = process.poll()
        process.terminate()
        process.wait(_PATIENCE)
        listener.close()
        refuse_signals(server.log, ended)
        server.log.unlink()


def refuse_signals(log: Path, ended: int | None) -> None:
    """Raise EndedBySignal if the log of a server that has ended tells of a worker that a signal has ended.

    ``ended``: the return code of the server itself before it was told to end; None if it was still running.
    """
    lines = _SENT.findall(log.read_text(errors="replace"))
    if ended is not None and ended < 0:
        lines.append(f"The server itself was sent {signal.Signals(-ended).name}.")
    if lines:
        raise EndedBySignal("\n".join((f"Ended by a signal, as {log} tells:", *lines)))


def _wait(server: Server) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        if "Worker failed to boot" in server.log.read_text():
            break
        connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"the server does not answer:\n{server.log.read_text()}")
