"""An app of which a worker ends itself by the signal it is asked for."""

import os
import signal

from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def healthz() -> str:
    """Say that the server is there."""
    return "ok\n"


@app.get("/end/<name>/<whom>")
def end(name: str, whom: str) -> str:
    """Send the signal ``name`` to the ``worker`` that answers, or to gunicorn itself, its ``parent``."""
    os.kill(os.getpid() if whom == "worker" else os.getppid(), signal.Signals[name])
    return "sent\n"
