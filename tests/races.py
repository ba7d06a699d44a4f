"""Two at the same moment: rules run at once, each in a connection and a transaction of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask, g

from portal.core.db import db, transaction
from portal.core.errors import RuleBroken

Deed = Callable[..., Any]
#: What each was told: the refusal, or whatever went wrong; None where nothing did.
Told = list[str | None]

#: No race shows each time.
ROUNDS = 5


@pytest.fixture
def at_once(app: Flask) -> Callable[..., Told]:
    """Run deeds at the same moment, each as ``deed(session, **words)``; what each was told, or None.

    A room whose deeds all take the same words overrides this with a ``partial`` of it.
    """

    def at_once(*deeds: Deed, **words: Any) -> Told:
        ready = threading.Barrier(len(deeds))
        told: Told = [None] * len(deeds)
        db.session.remove()

        def press(place: int, deed: Deed) -> None:
            with app.app_context():
                g.lang = "en"
                ready.wait(timeout=30)
                try:
                    with transaction() as session:
                        deed(session, **words)
                except RuleBroken as broken:
                    told[place] = str(broken.message)
                except Exception as error:
                    told[place] = repr(error)

        presses = [threading.Thread(target=press, args=pressed) for pressed in enumerate(deeds)]
        for one in presses:
            one.start()
        for one in presses:
            one.join()
        return told

    return at_once


def one_won(told: Sequence[str | None]) -> None:
    """Of two exactly one was let do it, and the other was told so in words."""
    assert sorted(words is None for words in told) == [False, True], told
    assert "Error" not in "".join(words or "" for words in told), told
