"""The coordinator's side: the evening with its tasks, names on an opened phone, copies, and what is forgotten."""

import re
from datetime import time, timedelta

import pytest

from portal.core.actors import GUEST, Role
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.i18n import to_local
from portal.events.models import Event, Repeat
from portal.helping.models import Contains, EventTask, TaskKind, TaskTake
from portal.helping.taking import Brings
from portal.planning import drafts, series
from portal.privacy import purge
from portal.signups import rules as signups
from portal.signups.models import SignUp
from tests.planning.cast import COORDINATOR


@pytest.fixture
def karen(make_member):
    return make_member("Karen", Role.COORDINATOR, lang="en")


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


@pytest.fixture
def dinner(make_event, need, take):
    """Two of three cakes are taken, and somebody interprets."""
    event = make_event()
    cake = need(event, wanted=3, at_local=time(16, 30))
    need(event, TaskKind.CHAIRS, wanted=2, taken=1)
    take(event, cake, "Noor")
    take(event, cake, "Lea", brings=Brings("", [Contains.MILK]))
    take(event, need(event, TaskKind.INTERPRETING, lang="ar"), "Mona")
    return event


@pytest.mark.slow
def test_the_evening_says_what_is_taken_what_is_open_and_what_is_in_the_food(dinner, karen, sign_in):
    said = words(sign_in(karen).get(f"/team/events/{dinner.code}/evening"))
    assert "Bake a cake Bring it by 16:30 1 of 3 still open number 1: Baklava · Nuts · Milk number 2: Milk" in said
    assert "Set up tables and chairs 1 of 2 still open 1 has said yes to us in person" in said
    assert "Interpret: Arabic all taken number 3" in said
    assert "In what guests bring Nuts in 1 of them Milk in 2 of them" in said


@pytest.mark.slow
@pytest.mark.parametrize("path", ["evening", "tasks"])
def test_names_stand_there_only_on_a_phone_that_is_opened(dinner, karen, sign_in, session, path):
    closed = sign_in(karen).get(f"/team/events/{dinner.code}/{path}")
    assert "<bdi>Noor</bdi>" not in closed.text and f"/team/events/{dinner.code}/tasks/who" in closed.text
    assert session.query(AuditEntry).filter_by(action="helping.read_takes").count() == 0
    opened = sign_in(karen, opened=True).get(f"/team/events/{dinner.code}/{path}")
    assert "<bdi>Noor</bdi>" in opened.text
    assert session.query(AuditEntry).filter_by(action="helping.read_takes").count() == 1


@pytest.mark.slow
def test_the_kitchen_is_told_to_take_a_sheet_with_names_down(dinner, karen, sign_in):
    path = f"/team/events/{dinner.code}/evening"
    assert "No guest's name stands on this page" in sign_in(karen).get(path).text.replace("&#39;", "'")
    assert "Take it down after the evening." in sign_in(karen, opened=True).get(path).text


@pytest.mark.slow
def test_who_helps_is_a_page_with_how_to_reach_them(dinner, karen, sign_in):
    assert sign_in(karen).get(f"/team/events/{dinner.code}/tasks/who").status_code == 303
    said = words(sign_in(karen, opened=True).get(f"/team/events/{dinner.code}/tasks/who"))
    assert "Noor number 1 · 1 adult Baklava · Nuts · Milk" in said and "No phone, no e-mail" in said


def test_where_nobody_has_taken_anything_the_page_says_what_to_do(make_event, karen, sign_in):
    page = sign_in(karen, opened=True).get(f"/team/events/{make_event().code}/tasks/who")
    assert "Share the invitation: it says what is still missing." in page.text


def tasks_of(event_id):
    db.session.expire_all()
    rows = db.session.query(EventTask).filter_by(event_id=event_id).order_by(EventTask.id)
    return [(row.kind, row.lang, row.wanted, row.taken, row.at_local) for row in rows]


WANTED = [
    (TaskKind.CAKE, "", 3, 0, time(16, 30)),
    (TaskKind.CHAIRS, "", 2, 0, None),
    (TaskKind.INTERPRETING, "ar", 1, 0, None),
]


def test_a_copy_wants_the_same_hands_and_nobody_has_said_yes(dinner, rules, now):
    day = to_local(now).date() + timedelta(days=30)
    how = {"kind": dinner.kind, "day": day, "place": None, "by": COORDINATOR, "now": now}
    like = db.session.get_one(Event, dinner.id)
    copy = rules(lambda session: drafts.begin(session, like=session.get_one(Event, like.id), **how).id)
    assert tasks_of(copy) == WANTED
    assert db.session.query(TaskTake).count() == 3


def test_every_date_of_a_series_wants_the_same_hands(dinner, rules, now):
    days = [dinner.starts_local.date() + timedelta(days=7 * n) for n in (1, 2)]
    how = {"event_id": dinner.id, "repeat": Repeat.WEEKLY, "days": days, "by": COORDINATOR, "now": now}
    rules(series.make, **how)
    dates = db.session.query(Event.id).filter(Event.id != dinner.id).all()
    assert [tasks_of(event_id) for (event_id,) in dates] == [WANTED, WANTED]


def test_what_she_brings_goes_with_the_list_and_what_was_in_it_is_still_counted(dinner, now, session):
    purge.run(dinner.ends_at + timedelta(days=31))
    session.expire_all()
    rows = session.query(TaskTake).order_by(TaskTake.id)
    assert [(row.what, row.contains) for row in rows] == [(None, ["nuts", "milk"]), (None, ["milk"]), (None, [])]


def test_who_asks_to_be_forgotten_is_forgotten_with_what_she_brought(dinner, rules, now, session):
    noor = session.query(SignUp).filter_by(name="Noor").one().id
    rules(lambda session: signups.cancel(session, signup=session.get_one(SignUp, noor), by=GUEST, now=now))
    assert rules(purge.forget_party, code=dinner.code, number=1, now=now)
    session.expire_all()
    assert [row.what for row in session.query(TaskTake).filter_by(signup_id=noor)] == [None]
