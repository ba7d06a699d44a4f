"""The demo: a year that was, and a calendar that is to come, in a database that holds nobody yet.

``people.json`` holds invented people, areas and partners; ``year_2015.json`` what they did in 2015, with the
figures of the evaluation that the portal grew from; ``calendar.json`` the coming three months, in days from
today. Everything goes through the rules that visitors meet, with ``now`` set to when it would have happened,
so that the demo's lists, queues and messages are real ones, and then through the purge. Every run gives the same
people and parties; only what must not be guessed (codes, tickets, sign-in links) is new each time.

``cast.py`` makes the members, ``year.py`` retells 2015, ``living.py`` fills the calendar, ``desk.py`` (with
``desk.json``) furnishes the coordinator's desk, ``money.py`` (with ``money.json``) says who funds the group, what
events cost and what it aims at, ``told.py`` (with ``stories.json``) has what people tell for the report,
``parties.py`` invents who signs up, and ``loader.py`` does it all in one transaction.

The evaluation leaves open whether three or four give "25.000 kr. hver": the demo has three (``money.py``).
"""

import json
from pathlib import Path
from typing import Any

from flask import Flask


def read(name: str) -> Any:
    """The content of a JSON file beside this one."""
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def register(app: Flask) -> None:
    from portal.demo.commands import demo

    app.cli.add_command(demo)
