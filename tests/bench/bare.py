"""What the portal is compared with: a Flask app that answers ready-made bytes, and writes one durable row.

``BARE_FOLDER`` holds the bodies by name (``form`` and ``ticket`` for a sign-up) and the SQLite file of the rows.
"""

import os
import sqlite3
from functools import cache
from pathlib import Path

from flask import Flask, Response, redirect
from werkzeug.wrappers import Response as BaseResponse

app = Flask(__name__)
_FOLDER = Path(os.environ.get("BARE_FOLDER", "."))


@app.get("/page/<name>")
def page(name: str) -> Response:
    """The body of that name, with the header of a compressed page where it is one."""
    body = _body(name)
    response = Response(body, mimetype="text/html")
    if body.startswith(b"\x1f\x8b"):
        response.headers["Content-Encoding"] = "gzip"
    return response


@app.get("/<lang>/events/<code>")
def form(lang: str, code: str) -> Response:
    """The page of the form."""
    return page("form")


@app.post("/<lang>/events/<code>")
def insert(lang: str, code: str) -> BaseResponse:
    """One row that survives a power cut, as plainly as Python can write it."""
    _connection().execute("INSERT INTO row (name, adults) VALUES (?, ?)", ("Amina", 2))
    return redirect("/page/ticket", 303)


@app.get("/healthz")
def healthy() -> str:
    """Nothing to check."""
    return "ok"


@cache
def _body(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()


@cache
def _connection() -> sqlite3.Connection:
    """Opened by each worker for itself, after the fork."""
    connection = sqlite3.connect(_FOLDER / "bare.db", timeout=10, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, name TEXT, adults INTEGER)")
    return connection
