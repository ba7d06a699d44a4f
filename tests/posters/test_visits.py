"""Counting how often a poster's code is opened: each opening once, and never at the reader's cost."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest
from sqlalchemy import select, text

from portal.core.db import db, side_transaction, utcnow
from portal.core.i18n import to_local
from portal.events.models import Status
from portal.posters.models import PosterVisit
from portal.posters.rules import count_visit
from tests.databases import POSTGRESQL
from tests.storm.conftest import server

__all__ = ["server"]


@pytest.fixture
def counted(session):
    """What has been counted: place, day and number."""

    def read():
        session.rollback()
        rows = session.scalars(select(PosterVisit).order_by(PosterVisit.place, PosterVisit.day))
        return [(row.place, row.day, row.visits) for row in rows]

    return read


def today():
    return to_local(utcnow()).date()


def test_each_opening_counts_for_the_place_where_the_poster_hangs(client, make_event, laundry, counted):
    event = make_event()
    for path in ("/e/{0}", "/E/{0}-VASKERI", "/e/{0}-vaskeri", "/E/{0}-VASKERI"):
        assert client.get(path.format(event.code), headers={"Accept-Language": "da"}).status_code == 302
    assert counted() == [("", today(), 1), ("VASKERI", today(), 3)]


def test_a_phone_whose_language_we_lack_counts_once(client, make_event, counted):
    event = make_event()
    assert client.get(f"/e/{event.code}", headers={"Accept-Language": "xx"}).status_code == 200
    assert counted() == [("", today(), 1)]


def test_a_place_that_is_none_of_ours_counts_as_none_so_nobody_can_make_rows(client, make_event, laundry, counted):
    event = make_event()
    for number in range(5):
        answer = client.get(f"/e/{event.code}-MADEUP{number}", headers={"Accept-Language": "da"})
        assert answer.location.endswith(f"?p=MADEUP{number}")
    assert counted() == [("", today(), 5)]


def test_a_retired_place_still_counts_because_its_posters_may_still_hang(client, make_event, laundry, counted):
    with side_transaction() as session:
        session.merge(laundry).retired_at = utcnow()
    client.get(f"/e/{make_event().code}-VASKERI")
    assert counted() == [("VASKERI", today(), 1)]


def test_looking_without_opening_counts_nothing(client, make_event, counted):
    event = make_event()
    assert client.head(f"/e/{event.code}", headers={"Accept-Language": "da"}).status_code == 302
    assert client.post(f"/e/{event.code}").status_code == 405
    assert client.get("/e/ZZZZ").status_code == 404
    assert client.get(f"/e/{event.code}-not-a-place").status_code == 404
    assert counted() == []


def test_an_event_that_nobody_may_see_counts_nothing(client, make_event, counted):
    for columns in ({"status": Status.DRAFT}, {"audience": "mothers"}):
        client.get(f"/e/{make_event(**columns).code}")
    assert counted() == []


def test_a_day_is_a_danish_day(app, make_event, counted):
    event_id = make_event().id
    for moment in (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), datetime(2026, 7, 1, 22, 0, tzinfo=UTC)):
        with side_transaction() as session:
            count_visit(session, event_id=event_id, place="", now=moment)
    assert [str(day) for _place, day, _visits in counted()] == ["2026-07-01", "2026-07-02"]


def test_no_answer_is_kept_by_a_cache_which_would_hide_visits(client, make_event):
    event = make_event()
    for language in ("da", "xx"):
        answer = client.get(f"/e/{event.code}", headers={"Accept-Language": language})
        assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.slow
def test_two_processes_at_once_count_right(server, make_event, counted):
    """On the first opening of a day both would make the row; one of them finds it made."""
    code, times = make_event().code, 60

    def open_code(_number):
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
            connection.request("GET", f"/e/{code}", headers={"Accept-Language": "da"})
            return connection.getresponse().status

    with ThreadPoolExecutor(2) as pool:  # not more: a count that has waited for a second is given up
        assert list(pool.map(open_code, range(times))) == [302] * times
    assert counted() == [("", today(), times)]


def test_whoever_comes_second_to_the_first_row_of_a_day_counts_too(app, make_event, counted, monkeypatch):
    """What PostgreSQL lets happen: no row when it looks, a row when it writes."""
    event_id, now = make_event().id, utcnow()
    with side_transaction() as session:
        count_visit(session, event_id=event_id, place="", now=now)
    with side_transaction() as session:
        look, looked = session.scalar, []
        monkeypatch.setattr(session, "scalar", lambda *asked: looked.append(1) if not looked else look(*asked))
        count_visit(session, event_id=event_id, place="", now=now)
    assert counted() == [("", today(), 2)]


@contextmanager
def somebody_writing():
    """The database as busy as it gets: one writer that does not end."""
    with closing(db.engine.raw_connection()) as other:
        cursor = other.cursor()
        if POSTGRESQL:
            cursor.execute("LOCK TABLE poster_visit IN ACCESS EXCLUSIVE MODE")
        else:
            cursor.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.rollback()


def test_a_busy_database_does_not_keep_a_reader_from_the_invitation(client, make_event, counted):
    event = make_event()
    with somebody_writing():
        answer = client.get(f"/e/{event.code}", headers={"Accept-Language": "tr"})
    assert answer.location.endswith(f"/tr/events/{event.code}?p=poster")
    assert counted() == []
    client.get(f"/e/{event.code}")
    assert counted() == [("", today(), 1)]


@pytest.mark.skipif(POSTGRESQL, reason="a pragma of SQLite")
def test_others_wait_as_long_as_ever_after_an_impatient_count(client, make_event):
    event = make_event()
    with somebody_writing():
        client.get(f"/e/{event.code}")
    assert db.session.scalar(text("PRAGMA busy_timeout")) == 10_000


def test_a_database_that_may_only_be_read_does_not_keep_a_reader_from_the_invitation(
    client, make_event, counted, monkeypatch, caplog
):
    event = make_event()

    def refuse(*_words, **_more):
        raise db.engine.dialect.loaded_dbapi.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("portal.home.views.count_visit", refuse)
    assert client.get(f"/e/{event.code}", headers={"Accept-Language": "tr"}).status_code == 302
    assert "was not counted" in caplog.text
    assert counted() == []
