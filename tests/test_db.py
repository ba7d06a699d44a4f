"""The two ways to write, and that there is no third."""

import pytest
from sqlalchemy import select, text

from portal.core.actors import SYSTEM
from portal.core.areas import Area
from portal.core.audit import AuditEntry, record
from portal.core.db import db, once_per_transaction, side_transaction, transaction, utcnow
from portal.core.limits import RateBucket


def test_what_is_written_in_a_transaction_stays(app):
    with transaction() as session:
        session.add(Area(slug="a", name="A"))
    assert [area.name for area in db.session.scalars(select(Area))] == ["A"]


def test_a_transaction_that_raises_leaves_nothing(app):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        session.add(Area(slug="a", name="A"))
        session.flush()
        raise ZeroDivisionError
    assert db.session.scalars(select(Area)).all() == []


def test_nothing_is_written_outside(app):
    db.session.add(Area(slug="a", name="A"))
    with pytest.raises(RuntimeError, match="outside"):
        db.session.flush()
    db.session.rollback()
    assert db.session.scalars(select(Area)).all() == []


def test_a_note_is_kept_though_the_request_is_refused(app):
    with pytest.raises(ZeroDivisionError):
        with side_transaction() as session:
            session.add(Area(slug="noted", name="N"))
        with transaction() as session:
            session.add(Area(slug="refused", name="R"))
            raise ZeroDivisionError
    assert [area.slug for area in db.session.scalars(select(Area))] == ["noted"]


def test_transactions_do_not_nest(app):
    with transaction():
        with pytest.raises(RuntimeError, match="open already"), transaction():
            pass
        with pytest.raises(RuntimeError, match="wait for itself"), side_transaction():
            pass


def test_a_transaction_sees_what_others_wrote_since_the_request_began(app):
    with transaction() as session:
        session.add(Area(slug="a", name="old"))
    assert db.session.scalars(select(Area)).one().name == "old"
    with side_transaction() as other:
        other.execute(text("UPDATE area SET name = 'new'"))
    with transaction() as session:
        assert session.scalars(select(Area)).one().name == "new"


def test_an_instant_without_a_zone_is_refused(app, now):
    bucket = RateBucket(key="k", window=1, count=1, expires_at=now.replace(tzinfo=None))
    with pytest.raises(Exception, match="time zone"), transaction() as session:
        session.add(bucket)


def test_the_audit_log_is_only_added_to(app, now):
    with transaction() as session:
        record(session, "test", "x", by=SYSTEM, now=now)
    with pytest.raises(RuntimeError, match="only added to"), transaction() as session:
        session.scalars(select(AuditEntry)).one().action = "changed"
    with pytest.raises(RuntimeError, match="only added to"), transaction() as session:
        session.delete(session.scalars(select(AuditEntry)).one())


def test_sqlite_is_set_to_keep_what_it_acknowledged(app):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("SQLite alone")
    with db.engine.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 10000]


def test_utcnow_is_aware():
    assert utcnow().tzinfo is not None


def test_a_row_is_loaded_once_in_a_transaction_and_anew_in_the_next(app):
    loads = []

    @once_per_transaction
    def area(slug):
        loads.append(slug)
        return db.session.scalar(select(Area).where(Area.slug == slug))

    assert area("a") is None and area("a") is None and loads == ["a", "a"]  # what is not there may come
    with transaction() as session:
        session.add(Area(slug="a", name="old"))
        session.flush()
        assert area("a").name == area("a").name == "old"
    assert area("a") is area("a") and area(slug="a") is area("a")
    assert loads == ["a"] * 5
    with side_transaction() as other:
        other.execute(text("UPDATE area SET name = 'new'"))
    assert area("a").name == "new" and loads == ["a"] * 6
    with transaction() as session:
        assert area("a").name == "new" and loads == ["a"] * 7
        session.delete(area("a"))
    assert area("a") is None
