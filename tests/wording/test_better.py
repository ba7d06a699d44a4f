"""A better way to say this: from the foot of a public page to the coordinator's inbox."""

import html
import re

import pytest
from sqlalchemy import select

from portal.core.audit import AuditEntry
from portal.core.i18n import LANGUAGES
from portal.wording import notes
from portal.wording.models import WordingSuggestion
from tests.signups.forms import token_on


@pytest.fixture
def kept(session):
    """What was kept: language, page, the words that are meant and what is proposed."""

    def kept():
        session.expire_all()
        rows = session.scalars(select(WordingSuggestion).order_by(WordingSuggestion.id))
        return [(row.lang, row.page, row.current, row.proposed) for row in rows]

    return kept


@pytest.fixture
def send(client):
    """Open the form and send it."""

    def send(proposed="Costs nothing", current="", page="/en/about", lang="en", **more):
        path = f"/{lang}/better?page={page}"
        data = {"token": token_on(client.get(path)), "current": current, "proposed": proposed}
        return client.post(path, data=data, **more)

    return send


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_page_leads_to_the_form(client, make_event, lang):
    event = make_event()
    for end in ("", "past", "about", "privacy", f"events/{event.code}"):
        path = f"/{lang}/{end}"
        assert f'href="/{lang}/better?page={path}"' in client.get(path).text, path


def test_a_ticket_is_secret_so_its_link_names_no_page(client, make_event):
    event = make_event()
    form = client.get(f"/da/events/{event.code}")
    data = {"token": token_on(form), "name": "Amina", "adults": "1", "children": "0"}
    ticket = client.post(f"/da/events/{event.code}", data=data).location
    page = client.get(ticket).text
    assert 'href="/da/better"' in page and "better?page" not in page


def test_a_page_that_is_not_there_leads_to_the_form_too(client):
    assert 'href="/da/better"' in client.get("/da/nothing-here").text


def test_from_a_page_to_thanks_without_a_cookie_or_a_script(client, send, kept):
    answer = send("بالکل مفت", "مفت", page="/ur/about", lang="ur")
    assert (answer.status_code, answer.location) == (303, "/ur/better?page=/ur/about&sent=yes")
    thanks, form = client.get(answer.location), client.get("/ur/better")
    assert 'href="/ur/about"' in thanks.text and "<form" not in thanks.text
    assert kept() == [("ur", "/ur/about", "مفت", "بالکل مفت")]
    for page in (answer, thanks, form):
        assert "Set-Cookie" not in page.headers
    for page in (thanks, form):
        assert page.headers["Cache-Control"] == "private, no-store"
        assert '<meta name="robots" content="noindex">' in page.text


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "/t/secret", "/team/", "javascript:alert(1)"]
)
def test_no_other_address_is_shown_or_kept(client, send, kept, page):
    for more in ("", "&sent=yes"):
        shown = html.unescape(client.get(f"/en/better?page={page}{more}").text).partition("<main")[2]
        assert page not in shown and "Back to the page" not in shown
    assert send(page=page).location == "/en/better?sent=yes"
    assert kept() == [("en", "", "", "Costs nothing")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"proposed": ""}, "Write what it should rather say."),
        ({"proposed": "x" * 601}, "This is too long. Use at most 600 characters."),
        ({"current": "x" * 601}, "This is too long. Use at most 600 characters."),
        ({"proposed": "Call 010190-1234"}, "Please leave out the CPR number."),
    ],
)
def test_what_is_refused_stays_in_the_form(send, kept, fields, words):
    answer = send(**fields)
    assert answer.status_code == 422 and words in html.unescape(answer.text)
    assert kept() == []


def test_a_form_that_did_not_come_from_us_keeps_nothing(client, kept):
    for token in ({}, {"token": "x" * 50}):
        assert client.post("/en/better", data={"proposed": "Costs nothing", **token}).status_code == 422
    assert kept() == []


def test_the_same_note_is_open_once(send, kept, desk):
    send(), send()
    assert len(kept()) == 1
    desk.press("/team/wording/1/done")
    send()
    assert len(kept()) == 2


def test_nothing_is_kept_of_who_sent_it(send, session):
    send(environ_overrides={"REMOTE_ADDR": "192.0.2.77"})
    row = session.scalars(select(WordingSuggestion)).one()
    values = {column.name: getattr(row, column.name) for column in WordingSuggestion.__table__.columns}
    assert values.keys() == {"id", "lang", "current", "proposed", "page", "created_at", "closed_at"}
    assert "192.0.2.77" not in str(values)


def test_from_one_place_only_so_many_in_an_hour(send, kept, monkeypatch):
    monkeypatch.setattr(notes, "PER_HOUR", 2)
    assert [send(f"Costs nothing {number}").status_code for number in range(3)] == [303, 303, 422]
    answer = send("Costs nothing at all")
    assert "Many suggestions have come from here just now." in answer.text
    assert "Costs nothing at all</textarea>" in answer.text
    assert len(kept()) == 2
    assert send("Costs nothing", environ_overrides={"REMOTE_ADDR": "192.0.2.9"}).status_code == 303


def test_the_inbox_shows_what_is_open_newest_first_with_its_page(desk, send):
    assert "Nothing waits for you." in desk.get("/team/wording").text
    send("First <b>", page="")
    send("Bedava", "Ücretsiz", page="/tr/about", lang="tr")
    page = desk.get("/team/wording").text
    assert page.index("Bedava") < page.index("First &lt;b&gt;")
    assert re.search(r'<p lang="tr" dir="ltr">Ücretsiz</p>', page) and 'href="/tr/about"' in page
    assert page.count(">It says<") == 1
    assert "Better words: 2 suggestions" in desk.get("/team/").text


def test_a_note_is_ticked_off_and_that_can_be_undone(desk, send, session):
    send()
    for _twice in range(2):
        assert desk.press("/team/wording/1/done").location == "/team/wording?done=1"
    page = desk.get("/team/wording?done=1").text
    assert "It is done." in page and 'action="/team/wording/1/open"' in page and "Costs nothing" not in page
    assert "Better words:" not in desk.get("/team/").text
    assert desk.press("/team/wording/1/open").location == "/team/wording"
    assert "Costs nothing" in desk.get("/team/wording").text
    actions = [entry.action for entry in session.query(AuditEntry) if entry.action.startswith("wording.")]
    assert actions == ["wording.done", "wording.open"]


def test_a_note_that_is_not_there_is_a_page_that_is_not_there(desk):
    for what in ("done", "open"):
        assert desk.press(f"/team/wording/999/{what}").status_code == 404
    assert desk.get("/team/wording?done=nonsense").status_code == 200


def test_mothers_do_not_see_the_inbox(mother, sign_in):
    phone = sign_in(mother)
    assert phone.get("/team/wording").status_code == 404
    assert "/team/wording" not in phone.get("/team/").text
