"""The sign-up form on the invitation: what it takes, what it refuses, and with which words."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from portal import create_app
from portal.core.db import db
from portal.core.forms import make_token
from portal.events.facts import Audience
from portal.events.models import Event, Status
from portal.signups.models import SignUp, Way
from tests.signups.forms import send, token_on


@pytest.fixture
def path(make_event):
    return f"/en/events/{make_event(code='7K3F').code}"


def test_half_a_minute_from_the_invitation_to_the_ticket(client, path, session):
    answer = send(client, path, name="Amina", adults="2", children="3")
    assert answer.status_code == 303
    ticket = client.get(answer.location)
    assert ticket.status_code == 200
    assert "You have a seat." in ticket.text
    assert client.get_cookie("team") is None and "Set-Cookie" not in answer.headers
    kept = session.query(SignUp).one()
    assert (kept.name, kept.adults, kept.children, kept.phone, kept.email, kept.diet) == (
        "Amina",
        2,
        3,
        None,
        None,
        {},
    )


def test_pressing_twice_signs_up_once(client, path, session):
    token = token_on(client.get(path))
    fields = {"token": token, "name": "Amina", "adults": "1"}
    assert client.post(path, data=fields).location == client.post(path, data=fields).location
    assert client.post(path, data={**fields, "name": "Nur"}).location != client.post(path, data=fields).location
    assert session.query(SignUp).count() == 2


@pytest.mark.parametrize(
    ("typed", "kept", "e164"),
    [
        ("22 33 44 55", "22 33 44 55", "+4522334455"),
        ("+45-22334455", "+45-22334455", "+4522334455"),
        ("٢٢٣٣٤٤٥٥", "٢٢٣٣٤٤٥٥", "+4522334455"),
        ("۲۲۳۳۴۴۵۵", "۲۲۳۳۴۴۵۵", "+4522334455"),
        ("\u202a+45 22 33 44 55\u202c", "+45 22 33 44 55", "+4522334455"),
        ("0090 532 123 45 67", "0090 532 123 45 67", "+905321234567"),
    ],
)
def test_a_phone_number_in_any_format_is_kept_as_typed(client, path, session, typed, kept, e164):
    send(client, path, phone=typed)
    signup = session.query(SignUp).one()
    assert (signup.phone, signup.phone_typed) == (e164, kept)


def test_a_family_shares_a_phone(client, path, session):
    for name in ("Amina", "Bahar"):
        assert send(client, path, name=name, phone="22334455").status_code == 303
    assert session.query(SignUp).count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Write a name."),
        ("name", " \u200f\u202e\t ", "Write a name."),
        ("name", "x" * 10_000, "at most 80 characters"),
        ("name", "Amina 010190-1234", "leave out the CPR number"),
        ("name", "Amina 010190 ۱۲۳۴", "leave out the CPR number"),
        ("adults", "0", "from 1 to 10"),
        ("adults", "-1", "from 1 to 10"),
        ("adults", "1000000000", "from 1 to 10"),
        ("adults", "9" * 10_000, "from 1 to 10"),
        ("adults", "2.5", "from 1 to 10"),
        ("adults", "two", "from 1 to 10"),
        ("adults", "", "from 1 to 10"),
        ("adults", "²", "from 1 to 10"),
        ("children", "10", "from 0 to 9"),
        ("children", "x", "from 0 to 9"),
        ("phone", "call me", "Look at the number once more"),
        ("phone", "1" * 10_000, "Look at the number once more"),
        ("phone", "010190-1234", "leave out the CPR number"),
        ("email", "amina", "Look at the e-mail address"),
        ("email", "a@b", "Look at the e-mail address"),
        ("email", "a" * 10_000 + "@example.org", "Look at the e-mail address"),
        ("diet_halal", "11", "from 0 to 10"),
        ("diet_halal", "5", "more people than you are"),
        ("diet_halal", "\x00x", "from 0 to 10"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(client, path, session, field, typed, words):
    answer = send(client, path, **{field: typed})
    assert answer.status_code == 422
    assert session.query(SignUp).count() == 0
    assert "<title>Error:" in answer.text
    assert f'id="{field}-error"' in answer.text and f'href="#{field}"' in answer.text
    assert unescape(answer.text).count(words) == 2, "in the summary and beside the field"


def test_a_party_of_more_than_ten_is_asked_to_call(client, path):
    answer = send(client, path, adults="8", children="3")
    assert answer.status_code == 422 and "at most ten people. Call us" in answer.text


def test_a_party_may_be_ten_people_who_all_eat_the_same(client, path, session):
    assert send(client, path, adults="8", children="2", diet_halal="10").status_code == 303
    assert session.query(SignUp).one().diet == {"halal": 10}
    assert send(client, path, adults="7", children="2", diet_halal="10").status_code == 422


def test_what_was_typed_is_still_there(client, path):
    answer = send(client, path, name="Åse <b> & نور", phone="call me", email="å", diet_halal="3", adults="2")
    for kept in ('value="Åse &lt;b&gt; &amp; نور"', 'value="call me"', 'value="å"', 'value="3"', 'value="2"'):
        assert kept in answer.text


@pytest.mark.parametrize("name", ["👩‍👩‍👧 Amina", "نور", "О'Нил", "李", "אסתר", "ਗੁਰਪ੍ਰੀਤ", "a\u200cb"])
def test_names_of_every_script_are_kept_whole(client, path, session, name):
    send(client, path, name=name)
    assert session.query(SignUp).one().name == name


@pytest.mark.parametrize(
    ("typed", "kept"), [("A\x00mina", "A mina"), ("\u202eAmina\u202c", "Amina"), ("  A  \n mina ", "A mina")]
)
def test_invisible_marks_go_from_names(client, path, session, typed, kept):
    send(client, path, name=typed)
    assert session.query(SignUp).one().name == kept


def test_a_field_sent_twice_is_looked_at_once_more(client, path, session):
    token = token_on(client.get(path))
    answer = client.post(path, data={"token": token, "name": ["Amina", "Bahar"], "adults": "1"})
    assert answer.status_code == 422 and "sent twice" in answer.text
    assert session.query(SignUp).count() == 0


@pytest.mark.parametrize("token", ["", "x", "ü" * 50, "A" * 50, "\x00" * 50])
def test_a_foreign_form_is_asked_to_press_again_and_keeps_its_words(client, path, session, token):
    answer = client.post(path, data={"token": token, "name": "Amina", "adults": "2"})
    assert answer.status_code == 422 and "press the button again" in answer.text
    assert 'value="Amina"' in answer.text
    again = client.post(path, data={"token": token_on(answer), "name": "Amina", "adults": "2"})
    assert again.status_code == 303


def test_a_token_of_another_form_does_not_fit(client, path, app):
    answer = client.post(path, data={"token": make_token("ticket"), "name": "Amina", "adults": "2"})
    assert answer.status_code == 422


def test_a_stale_form_is_asked_to_press_again(client, path, now):
    with time_machine.travel(now.timestamp(), tick=False):
        token = token_on(client.get(path))
    with time_machine.travel((now + timedelta(days=1)).timestamp(), tick=False):
        answer = client.post(path, data={"token": token, "name": "Amina", "adults": "1"})
    assert answer.status_code == 422 and "open for a long time" in answer.text
    assert token_on(answer) != token


def test_a_form_sent_at_once_is_asked_to_press_again_with_the_same_token(client, path, app, monkeypatch):
    slow = replace(app.extensions["settings"], form_min_seconds=2)
    monkeypatch.setitem(app.extensions, "settings", slow)
    token = token_on(client.get(path))
    answer = client.post(path, data={"token": token, "name": "Amina", "adults": "1"})
    assert answer.status_code == 422 and "very quick" in answer.text
    assert token_on(answer) == token


def test_a_flood_from_one_address_is_stopped(client, path, app, session, monkeypatch):
    strict = replace(app.extensions["settings"], signups_per_hour=2)
    monkeypatch.setitem(app.extensions, "settings", strict)
    for name in ("A", "B"):
        assert send(client, path, name=name).status_code == 303
    answer = send(client, path, name="C")
    assert answer.status_code == 422 and "wait a while, or call us" in answer.text
    assert session.query(SignUp).count() == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("proxies", "address", "forwarded", "codes"),
    [
        (0, "198.51.100.7", "203.0.113.{}", [303, 303, 422]),
        (1, "127.0.0.1", "203.0.113.{}, 198.51.100.7", [303, 303, 422]),
        (1, "127.0.0.1", "203.0.113.{}", [303, 303, 303]),
        (0, "2001:db8:1:2::{}", "", [303, 303, 422]),
        (0, "2001:db8:1:{}::5", "", [303, 303, 303]),
        (0, "::ffff:198.51.100.{}", "", [303, 303, 303]),
        (1, "127.0.0.1", "nobody-{}", [303, 303, 303]),
    ],
)
def test_a_flood_cannot_hide_behind_addresses_that_cost_nothing(
    path, app, database_url, proxies, address, forwarded, codes
):
    settings = replace(app.extensions["settings"], signups_per_hour=2, trusted_proxies=proxies)
    behind = create_app(replace(settings, database_url=database_url))
    found = []
    for number in (1, 2, 3):
        form = {"token": make_token("signup"), "name": f"A{number}", "adults": "1"}
        answer = behind.test_client().post(
            path,
            data=form,
            headers={"X-Forwarded-For": forwarded.format(number)},
            environ_overrides={"REMOTE_ADDR": address.format(number)},
        )
        found.append(answer.status_code)
    with behind.app_context():
        db.engine.dispose()
    assert found == codes


@pytest.mark.parametrize(
    "columns",
    [{"status": Status.DRAFT}, {"audience": Audience.MOTHERS}],
)
def test_what_is_not_public_is_not_there(client, make_event, columns, app):
    event = make_event(**columns)
    for path in (f"/en/events/{event.code}", "/en/events/NONE9"):
        assert client.get(path).status_code == 404
        assert (
            client.post(path, data={"token": make_token("signup"), "name": "A", "adults": "1"}).status_code == 404
        )


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"status": Status.CANCELLED}, "cancelled"),
        ({"starts_in": timedelta(hours=-1)}, "list is closed"),
        ({"starts_in": timedelta(days=-3)}, "over"),
    ],
)
def test_a_closed_invitation_shows_no_form_and_refuses_one_from_an_old_tab(
    client, make_event, columns, words, session
):
    event = make_event(**columns)
    path = f"/en/events/{event.code}"
    page = client.get(path)
    assert "<form" not in page.text and words in page.text
    answer = client.post(path, data={"token": make_token("signup"), "name": "Amina", "adults": "1"})
    assert answer.status_code == 422 and words in answer.text
    assert session.query(SignUp).count() == 0


@pytest.mark.parametrize(
    ("query", "way", "place"),
    [
        ("", Way.WEB, None),
        ("?p=poster", Way.POSTER, None),
        ("?p=L1", Way.POSTER, "L1"),
        ("?p=share", Way.SHARE, None),
        ("?p=calendar", Way.CALENDAR, None),
        ("?p=%22%3E%3Cscript", Way.WEB, None),
        ("?p=" + "x" * 5000, Way.WEB, None),
    ],
)
def test_the_way_she_came_is_kept_with_her_sign_up(client, path, session, query, way, place):
    assert send(client, path + query).status_code == 303
    kept = session.query(SignUp).one()
    assert (kept.way, kept.place, kept.lang) == (way, place, "en")


@pytest.mark.slow
def test_the_full_evening_says_so_before_the_form_is_filled_in(client, make_event):
    event = make_event(seats=1)
    path = f"/en/events/{event.code}"
    send(client, path)
    page = client.get(path).text
    assert page.index("All seats are taken.") < page.index('id="name"')
    ticket = client.get(send(client, path, name="Bahar").location).text
    assert "You are number 1 on the waiting list." in ticket
    assert "Look here again, or call us" in ticket
    with_phone = client.get(send(client, path, name="Chen", phone="22334455").location).text
    assert "You are number 2 on the waiting list." in with_phone
    assert "We tell you when there is room for you." in with_phone


def test_a_page_kept_in_memory_follows_what_changes(client, make_event, rules, session):
    event = make_event(seats=3)
    path = f"/en/events/{event.code}"
    assert "3 seats left" in client.get(path).text
    send(client, path, adults="2")
    assert "1 seat left" in client.get(path).text
    event_id = event.id

    def rename(s):
        row = s.get_one(Event, event_id)
        row.place_name, row.version = "The library", row.version + 1

    rules(rename)
    assert "The library" in client.get(path).text


def test_an_address_with_a_small_code_leads_to_the_one_on_the_poster(client, make_event):
    make_event(code="7K3F")
    answer = client.get("/en/events/7k3f?p=L1")
    assert (answer.status_code, answer.location) == (301, "/en/events/7K3F?p=L1")


@pytest.mark.slow
def test_a_home_shows_its_address_on_the_ticket_alone(client, make_event):
    home = ("Hos Fatma", "Magleparken 9, 2. tv.", "Ring on the red door")
    place = dict(zip(("place_name", "address", "landmark"), home, strict=True))
    path = f"/en/events/{make_event(at_home=True, **place).code}"
    shown = [[words in client.get(page).text for words in home] for page in (path, send(client, path).location)]
    assert shown == [[False] * 3, [True] * 3]
