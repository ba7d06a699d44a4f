"""List pages under several thresholds of the garbage collector, each in a process of its own, as one may die.

``python -m tests.collecting DATABASE_URL PAGE TIMES THRESHOLD...`` prints a line of JSON for each threshold.
"""

import gc
import json
import os
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import sqlalchemy.orm
from flask import Flask

from portal import create_app
from portal.core.db import db
from tests.conftest import SETTINGS

_ORM = str(Path(sqlalchemy.orm.__file__).parent)


@dataclass(frozen=True)
class Outcome:
    """What became of a process that opened the page again and again under one threshold."""

    threshold: int
    #: 0, the number of a signal negated, or what Python returns after an exception.
    exit_code: int
    #: Whether the collector runs by itself, at the allocations that reach the threshold.
    by_itself: bool | None = None
    #: Collections in all; None where the process did not live to tell.
    collections: int | None = None
    #: Of these, the ones that began inside the ORM, and the ones that began before the session was removed.
    inside_orm: int | None = None
    before_removal: int | None = None


def open_pages(app: Flask, threshold: int, page: str, times: int) -> dict[str, int | bool]:
    """Open the page and count the collections that begin meanwhile."""
    counts = {"collections": 0, "inside_orm": 0, "before_removal": 0}

    def count(phase: str, _info: dict[str, Any]) -> None:
        if phase == "start":
            counts["collections"] += 1
            counts["inside_orm"] += _inside_orm(sys._getframe())
            counts["before_removal"] += bool(db.session.registry.registry)

    gc.set_threshold(threshold, *gc.get_threshold()[1:])
    gc.callbacks.append(count)
    client = app.test_client()
    for _ in range(times):
        assert client.get(page).status_code == 200
    gc.callbacks.remove(count)
    return {"by_itself": gc.isenabled(), **counts}


def _inside_orm(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(_ORM):
            return True
        frame = frame.f_back
    return False


def in_a_process(app: Flask, threshold: int, page: str, times: int) -> Outcome:
    """The outcome of ``open_pages`` in a fork of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        counts = open_pages(app, threshold, page, times)
        os.write(writing, json.dumps(counts).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        counts = json.loads(told.read() or "{}")
    return Outcome(threshold, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), **counts)


if __name__ == "__main__":
    url, page, times, *thresholds = sys.argv[1:]
    app = create_app(replace(SETTINGS, database_url=url))
    for threshold in thresholds:
        print(json.dumps(asdict(in_a_process(app, int(threshold), page, int(times)))), flush=True)
