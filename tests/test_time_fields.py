"""A year that nobody plans in is refused beside its field, on every page that asks for a date."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.accounts.models import ActivePeriod, Member
from portal.core.actors import Role
from portal.events.models import Event, Status
from tests.planning.cast import form

#: The first and the last date there is, and a hurried year of two digits as a browser's own field sends it.
EDGES = ["0001-01-01", "0026-05-03", "9999-12-31", "31.12.9999", "٩٩٩٩-١٢-٣١"]


@pytest.fixture(params=EDGES)
def edge(request) -> str:
    return request.param


@pytest.fixture
def desk(make_member, sign_in) -> FlaskClient:
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


def said(answer) -> list[tuple[str, str]]:
    """The fields that are refused, and the sentences beside them."""
    found = re.findall(r'<p class="error" id="(\w+)-error">(.*?)</p>', answer.text, re.DOTALL)
    return [(name, re.sub("<svg.*?</svg>|<[^>]+>", "", words, flags=re.DOTALL).strip()) for name, words in found]


def refused(answer, *fields: str) -> None:
    assert answer.status_code == 422
    assert said(answer) == [(name, "Look at the year once more.") for name in fields]


def test_of_a_new_event(desk, session, edge):
    refused(desk.press("/team/events/new/mothers_day", {"day": edge, "like": ""}), "day")
    assert session.scalars(select(Event)).all() == []


def test_of_an_event_and_its_closing(desk, make_event, now, edge):
    path = f"/team/events/{make_event().code}/edit"
    sent = {**form(now), "version": "1", "day": edge, "closes_day": edge, "closes_time": "12:00"}
    refused(desk.press(path, sent), "day", "closes_day")


@pytest.mark.slow
def test_of_the_dates_of_a_series(desk, make_event, edge):
    event = make_event(status=Status.DRAFT)
    path, ticked = f"/team/events/{event.code}/series/dates", event.starts_local.date().isoformat()
    for more in ({}, {"do": "add"}):
        sent = {"pattern": "by-hand", "offered": ticked, "extra_1": edge, "extra_4": edge, **more}
        refused(desk.press(path, sent), "extra_1", "extra_4")
    assert desk.press(path, {"pattern": "weekly", "offered": edge, "days": edge}).status_code == 422


@pytest.mark.slow
def test_of_a_member_and_her_periods(desk, make_member, session, edge):
    fatma = make_member("Fatma", active=False)
    who = {"name": "Fatma", "role": "mother", "lang": "en", "languages": ["tr"], "trained_on": edge}
    refused(desk.press(f"/team/members/{fatma.id}/edit", who), "trained_on")
    refused(desk.press("/team/members/new", who), "trained_on")
    refused(
        desk.press(f"/team/members/{fatma.id}/periods", {"from_day": edge, "to_day": edge}), "from_day", "to_day"
    )
    assert (session.scalars(select(Member.trained_on).distinct()).all(), session.query(ActivePeriod).all()) == (
        [None],
        [],
    )


def test_of_a_contact(make_member, sign_in, edge):
    mother = sign_in(make_member("Fatma"), opened=True)
    refused(mother.press("/team/contacts/new", {"nickname": "M", "since": edge, "met": "elsewhere"}), "since")


@pytest.mark.slow
def test_in_an_address_it_is_as_if_nothing_were_asked(desk, edge):
    for path in ("new/mothers_day", "new/communal_meal"):
        plain, odd = desk.get(f"/team/events/{path}"), desk.get(f"/team/events/{path}?day={edge}")
        field = r'<input id="day"[^>]*>'
        assert (odd.status_code, re.findall(field, odd.text)) == (200, re.findall(field, plain.text))
    assert desk.get(f"/team/events/new?day={edge}").status_code == 200
    assert desk.get(f"/team/events/calendar?month={edge[:7]}").status_code == 200


def test_a_date_that_was_read_keeps_the_browsers_own_field_to_mend_it_in(desk):
    answer = desk.press("/team/events/new/mothers_day", {"day": "3.5.0026", "like": ""})
    assert re.search(r'<input id="day"[^>]*type="date"[^>]*value="0026-05-03"', answer.text)
