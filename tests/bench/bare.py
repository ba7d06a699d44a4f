"""What the portal is measured against: a Flask app that does nothing but answer, and one durable insert.

``BARE_BYTES`` is the size of its page; ``BARE_DATABASE`` the SQLite file its rows go to.
"""

import os
import sqlite3
from functools import cache

from flask import Flask, redirect
from werkzeug.wrappers import Response

app = Flask(__name__)
_PAGE = '<input name="token" value="x">'.ljust(int(os.environ.get("BARE_BYTES", "0")), "x")


@app.get("/page")
def page() -> str:
    """A page of the size of the invitation."""
    return _PAGE


@app.post("/page")
def insert() -> Response:
    """One row that survives a power cut, as plainly as Python can write it."""
    _connection().execute("INSERT INTO row (name, adults) VALUES (?, ?)", ("Amina", 2))
    return redirect("/page", 303)


@cache
def _connection() -> sqlite3.Connection:
    """Opened by each worker for itself, after the fork."""
    connection = sqlite3.connect(os.environ["BARE_DATABASE"], timeout=10, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, name TEXT, adults INTEGER)")
    return connection
