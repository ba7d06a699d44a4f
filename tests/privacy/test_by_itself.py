"""Inside ``python app.py`` the purge runs by itself, also after it has failed."""

from types import SimpleNamespace

import pytest

from portal import embedded
from portal.privacy import purge


class Stop(BaseException):
    """Ends the endless loop."""


def test_a_purge_that_failed_is_told_and_tried_again(app, monkeypatch, caplog):
    tries, slept, started = [], [], []

    def run():
        tries.append(1)
        if len(tries) == 1:
            raise OSError("disk")

    def sleep(seconds):
        slept.append(seconds)
        if len(slept) == 2:
            raise Stop

    def thread(*, target, daemon):
        started.append(daemon)
        return SimpleNamespace(start=target)

    monkeypatch.setattr(purge, "run", run)
    monkeypatch.setattr(embedded, "time", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(embedded, "threading", SimpleNamespace(Thread=thread))
    with pytest.raises(Stop):
        embedded._purge_by_itself(app)
    assert (len(tries), slept, started) == (2, [3600, 3600], [True])
    assert "the purge of old names failed" in caplog.text
