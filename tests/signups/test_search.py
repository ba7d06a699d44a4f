"""Looking for somebody over all events: by phone, number or a piece of a name, never in an address."""

import re
from datetime import timedelta

import pytest

from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.signups.models import SignUp


def found(client, q):
    answer = client.press("/team/people", {"q": q})
    assert answer.status_code == 200
    return re.findall(r"<b><bdi>(.*?)</bdi></b>", answer.text)


@pytest.fixture
def lists(make_event, sign_up):
    """Three events, of which one is over; the latest is the newest."""
    spring, summer, autumn = (make_event(starts_in=timedelta(days=days)) for days in (-2, 5, 60))
    sign_up(summer, "Amina", phone="+4544770001", email="amina@example.org")
    sign_up(summer, "Şule Öztürk", phone="+4544770002")
    sign_up(autumn, "Amina i efterår", phone="+4544770001")
    sign_up(autumn, "نور", phone="+46701234567")
    return {"spring": spring, "summer": summer, "autumn": autumn}


@pytest.mark.parametrize(
    ("q", "names"),
    [
        ("44770001", ["Amina i efterår", "Amina"]),
        ("+45 44 77 00 01", ["Amina i efterår", "Amina"]),
        ("0045 44-77-00-01", ["Amina i efterår", "Amina"]),
        ("\u2066٤٤٧٧٠٠٠١", ["Amina i efterår", "Amina"]),
        ("0046 70 123 45 67", ["نور"]),
        ("4477", []),
        ("2", ["نور", "Şule Öztürk"]),
        ("٢", ["نور", "Şule Öztürk"]),
        ("AMI", ["Amina i efterår", "Amina"]),
        ("sule", ["Şule Öztürk"]),
        ("OZTURK", ["Şule Öztürk"]),
        ("نو", ["نور"]),
        ("amina@example", ["Amina"]),
        ("nobody", []),
        ("%", []),
        ("_", []),
        ("'\"\\;--", []),
        ("9" * 80, []),
        ("0", []),
        ("x" * 10_000, []),
        ("", []),
        ("\0\u202e ", []),
    ],
)
def test_somebody_is_found_the_newest_event_first(coordinator, lists, q, names):
    assert found(coordinator, q) == names


def test_what_is_found_leads_to_the_party_and_the_search_is_noted(coordinator, lists, session):
    page = coordinator.press("/team/people", {"q": "sule"}).text
    assert f'href="/team/events/{lists["summer"].code}/people/2"' in page
    assert "1 found." in page
    assert [(e.action, e.subject) for e in session.query(AuditEntry)][-1] == ("signups.search", "people")


def test_looking_at_the_empty_search_is_no_reading(coordinator, lists, session):
    before = session.query(AuditEntry).count()
    assert 'name="q"' in coordinator.get("/team/people").text
    assert found(coordinator, "") == []
    assert session.query(AuditEntry).count() == before


def test_a_name_in_an_address_finds_nobody(coordinator, lists):
    assert "<bdi>Amina" not in coordinator.get("/team/people?q=Amina").text


def test_where_nobody_is_found_it_says_what_to_do(coordinator, lists):
    page = coordinator.press("/team/people", {"q": "Bahar"}).text
    assert "Nobody is found." in page and "Try fewer letters" in page
    assert 'value="Bahar"' in page and "days after the event" in page


def test_deleted_names_are_not_found(coordinator, lists, rules, now):
    rules(lambda s: s.query(SignUp).filter_by(name="Amina").update({"purged_at": now, "name": None}))
    assert found(coordinator, "44770001") == ["Amina i efterår"]
    assert found(coordinator, "1") == ["Amina i efterår"]


@pytest.mark.slow
@pytest.mark.parametrize("q", ["Gæst", "44770009"])
def test_of_many_only_fifty_are_shown_and_it_says_so(coordinator, make_event, sign_up, q):
    event = make_event(seats=None)
    for number in range(51):
        sign_up(event, f"Gæst {number:02}", phone="+4544770009")
    page = coordinator.press("/team/people", {"q": q}).text
    assert page.count("<b><bdi>Gæst") == 50
    assert "These are the first 50" in page


def test_the_search_is_for_the_coordinator_behind_her_pin(make_member, sign_in, client):
    known, mother = sign_in(make_member("Karen", Role.COORDINATOR)), sign_in(make_member(), opened=True)
    assert "/team/open" in known.get("/team/people").location
    assert (mother.get("/team/people").status_code, client.get("/team/people").status_code) == (404, 303)
    assert mother.press("/team/people", {"q": "a"}).status_code == 404
