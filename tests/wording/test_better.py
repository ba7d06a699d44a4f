"""A better way to say this: from the foot of a public page to what the portal keeps of it."""

import html
import re

import pytest
from sqlalchemy import select, update

from portal.accounts.models import PhoneSession
from portal.core.db import transaction
from portal.core.i18n import LANGUAGES
from portal.events.models import Event
from portal.wording import better_views, on_page, suggestions
from portal.wording.models import WordingSuggestion
from portal.wording.sentences import everything
from tests.signups.forms import token_on


def named(lang, msgid, form=0):
    """The sentence of an English string."""
    return next(one for one in everything(lang) if one.msgid == msgid and one.form == form)


@pytest.fixture
def kept(session):
    """What was kept: what stands now, what is proposed, page and member."""

    def kept():
        session.expire_all()
        rows = session.scalars(select(WordingSuggestion).order_by(WordingSuggestion.id))
        return [
            (row.lang, row.msgid, row.form, row.current, row.proposed, row.page, row.member_id) for row in rows
        ]

    return kept


@pytest.fixture
def send(client):
    """Open the form of a sentence and send it with other words, and with every token that stands in it."""

    def send(one, proposed, page="/ur/about", phone=client, **more):
        path = f"/{one.lang}/better/{one.name}?page={page}"
        tokens = dict(re.findall(r'name="(token|csrf_token)" value="([^"]+)"', phone.get(path).text))
        return phone.post(path, data={**tokens, "proposed": proposed}, **more)

    return send


FREE = "Free of charge"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_page_leads_to_its_own_sentences(client, make_event, lang):
    event = make_event()
    for path in (
        f"/{lang}/",
        f"/{lang}/past",
        f"/{lang}/about",
        f"/{lang}/privacy",
        f"/{lang}/events/{event.code}",
    ):
        assert f'href="/{lang}/better?page={path}"' in client.get(path).text, path


def test_a_ticket_is_secret_so_its_link_names_no_page(client, make_event):
    event = make_event()
    form = client.get(f"/da/events/{event.code}")
    data = {"token": token_on(form), "name": "Amina", "adults": "1", "children": "0"}
    ticket = client.post(f"/da/events/{event.code}", data=data).location
    page = client.get(ticket).text
    assert 'href="/da/better"' in page and "better?page" not in page


def test_a_page_that_is_not_there_leads_to_the_search(client):
    assert 'href="/da/better"' in client.get("/da/nothing-here").text


@pytest.mark.slow
def test_from_a_page_to_thanks_without_a_cookie_or_a_script(client, send, kept):
    one = named("ur", FREE)
    listed = client.get("/ur/better?page=/ur/about")
    about = named("ur", "Our help costs nothing.")
    assert f'href="/ur/better/{about.name}?page=/ur/about"' in listed.text
    answer = send(one, "بالکل مفت")
    assert (answer.status_code, answer.location) == (303, "/ur/better/thanks?page=/ur/about")
    assert 'href="/ur/about"' in client.get(answer.location).text
    assert kept() == [("ur", FREE, 0, one.text, "بالکل مفت", "/ur/about", None)]
    for page in (listed, answer, client.get(f"/ur/better/{one.name}")):
        assert "Set-Cookie" not in page.headers


@pytest.mark.slow
def test_the_form_shows_what_stands_now_with_the_danish_beside_it_and_waits_in_no_cache(client):
    page = client.get(f"/ar/better/{named('ar', FREE).name}")
    assert '<p lang="da" dir="ltr">Det er gratis</p>' in page.text
    assert f">{named('ar', FREE).text}</textarea>" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "In Danish" not in client.get(f"/da/better/{named('da', FREE).name}").text


@pytest.mark.slow
def test_a_list_may_wait_in_a_cache_and_the_search_needs_no_page(client):
    page = client.get("/en/better?q=coming")
    assert "public" in page.headers["Cache-Control"]
    assert named("en", "I am coming").name in page.text
    assert "No sentence of ours has these words." in client.get("/en/better?q=zzzzzz").text
    assert "On the page you came from" not in client.get("/en/better").text


@pytest.mark.parametrize(
    "page", ["https://evil.example/", "//evil.example", "/t/secret", "/team/", "javascript:alert(1)"]
)
def test_no_other_address_is_read_shown_or_kept(client, send, kept, page):
    for path in (f"/en/better?page={page}", f"/en/better/thanks?page={page}"):
        shown = html.unescape(client.get(path).text)
        assert f'href="{page}' not in shown and f'value="{page}' not in shown and "page you came from" not in shown
    answer = send(named("en", FREE), "Costs nothing", page=page)
    assert answer.location == "/en/better/thanks"
    assert [row[5] for row in kept()] == [""]


def test_a_plural_says_for_which_numbers_it_is(client):
    page = client.get(f"/en/better/{named('en', '%(num)s seat left', 1).name}").text
    assert "These words are for numbers such as 0, 2, 3, 4." in page
    assert "\u2066%(num)s\u2069 seats left</textarea>" in page
    assert "Leave \u2066%(num)s\u2069 as it is: a number comes there." in page


def refused(answer):
    """The sentence beside the field of a page that refused."""
    assert answer.status_code == 422
    found = re.findall(r'id="proposed-error">.*?<span>(.*?)</span>', answer.text)
    return html.unescape(found[0]).replace("\u2066", "").replace("\u2069", "")


SEATS, EMPLOYED = "%(num)s seat left", "A coordinator brings us together. She is employed by %(employer)s."


@pytest.mark.parametrize(
    ("msgid", "form", "proposed", "words"),
    [
        (FREE, 0, FREE, "These are the words that stand there now."),
        (FREE, 0, " Free  of\ncharge\u202e ", "These are the words that stand there now."),
        (FREE, 0, "", "Write what it should rather say."),
        (FREE, 0, "x" * 601, "This is too long. Use at most 600 characters."),
        (FREE, 0, "Call 010190-1234", "Please leave out the CPR number."),
        (FREE, 0, "Free for %(num)s", "Leave out %(num)s: nothing comes there."),
        (SEATS, 1, "seats left", "Leave %(num)s as it is: a number comes there."),
        (SEATS, 1, "%(num)s of %(num)s seats", "Leave %(num)s as it is: a number comes there."),
        (SEATS, 1, "%(number)s seats left", "Leave %(num)s as it is: a number comes there."),
        (SEATS, 1, "%(num)s % seats left", "Please write the sign % as a word."),
        (SEATS, 1, "%(num)s seats %s", "Please write the sign % as a word."),
        (EMPLOYED, 0, "She is employed.", "Leave %(employer)s as it is: other words come there."),
    ],
)
def test_what_could_not_stand_there_is_refused_in_words(send, kept, msgid, form, proposed, words):
    assert refused(send(named("en", msgid, form), proposed)).startswith(words)
    assert kept() == []


def test_a_placeholder_with_its_marks_of_direction_is_kept_clean(send, kept):
    one = named("ar", SEATS, 3)
    assert send(one, one.text.replace("%(num)s", "\u2066%(num)s\u2069") + " هنا").status_code == 303
    assert [row[4] for row in kept()] == [one.text + " هنا"]


def test_a_percent_sign_may_stand_where_nothing_is_filled_in(send, kept):
    assert send(named("en", FREE), "100 % free").status_code == 303


@pytest.mark.slow
def test_new_lines_become_spaces_and_joiners_of_urdu_stay(send, kept):
    send(named("ur", FREE), "بالکل\r\n\nمفت\u200cہے")
    assert [row[4] for row in kept()] == ["بالکل مفت\u200cہے"]


def test_the_same_words_from_one_place_count_once_and_from_two_twice(send, kept):
    one = named("en", FREE)
    for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2"):
        answer = send(one, "Costs nothing", environ_overrides={"REMOTE_ADDR": address})
        assert answer.status_code == 303  # she is thanked each time
    send(one, "No price", environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert [row[4] for row in kept()] == ["Costs nothing", "Costs nothing", "No price"]


def test_a_member_who_is_signed_in_is_noted_and_counts_once(send, kept, mother, sign_in):
    phone, one = sign_in(mother), named("en", FREE)
    for address in ("192.0.2.1", "192.0.2.2"):
        send(one, "Costs nothing", phone=phone, environ_overrides={"REMOTE_ADDR": address})
    assert [row[6] for row in kept()] == [mother.id]


@pytest.mark.slow
def test_a_form_that_was_not_made_in_her_session_is_nobodys(client, kept, mother, make_member, sign_in):
    """Words that another site sends from her phone must not stand there as hers."""
    one = named("en", FREE)
    path, phone, others = f"/en/better/{one.name}", sign_in(mother), sign_in(make_member("Amal"))
    foreign = re.findall(r'name="csrf_token" value="([^"]+)"', others.get(path).text)
    for number, more in enumerate([{}, {"csrf_token": ""}, {"csrf_token": "x"}, {"csrf_token": foreign[0]}]):
        data = {"token": token_on(client.get(path)), "proposed": f"Costs nothing {number}", **more}
        assert phone.post(path, data=data).status_code == 303
    assert [row[6] for row in kept()] == [None] * 4


def test_a_form_she_opened_with_her_pin_is_hers_when_the_ten_minutes_are_over(
    send, kept, mother, sign_in, session
):
    phone, one = sign_in(mother, opened=True), named("en", FREE)
    path = f"/en/better/{one.name}"
    tokens = dict(re.findall(r'name="(token|csrf_token)" value="([^"]+)"', phone.get(path).text))
    with transaction() as writing:
        writing.execute(update(PhoneSession).values(opened_until_at=None))
    assert phone.post(path, data={**tokens, "proposed": "Costs nothing"}).status_code == 303
    assert [row[6] for row in kept()] == [mother.id]


def test_a_stranger_is_given_no_token_of_a_session(client):
    assert "csrf_token" not in client.get(f"/en/better/{named('en', FREE).name}").text


def test_nothing_is_kept_of_who_sent_it(send, session):
    send(named("en", FREE), "Costs nothing", environ_overrides={"REMOTE_ADDR": "192.0.2.77"})
    row = session.scalars(select(WordingSuggestion)).one()
    values = [getattr(row, column.name) for column in WordingSuggestion.__table__.columns]
    assert row.member_id is None and "192.0.2.77" not in str(values)


def test_from_one_place_only_so_many_in_an_hour(send, kept, monkeypatch):
    monkeypatch.setattr(suggestions, "PER_HOUR", 2)
    one = named("en", FREE)
    codes = [send(one, f"Costs nothing {number}").status_code for number in range(3)]
    assert codes == [303, 303, 422]
    answer = send(one, "Costs nothing at all")
    assert "Many suggestions have come from here just now." in answer.text
    assert "Costs nothing at all</textarea>" in answer.text
    assert len(kept()) == 2


@pytest.mark.slow
def test_from_one_place_only_so_many_pages_are_read_in_an_hour(client, monkeypatch):
    monkeypatch.setattr(better_views, "READ_PER_HOUR", 2)
    answers = [client.get(f"/en/better?page=/en/{page}") for page in ("about", "privacy", "past")]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[-1]
    assert "Many have looked from here just now. Please wait a while, or call us." in refused.text
    assert "On the page you came from" not in refused.text
    assert "Cache-Control" not in refused.headers  # nobody else is given this answer
    assert 'name="q"' in refused.text and 'href="/en/past"' in refused.text
    for path in ("/en/better", "/en/better?q=free&page=/en/about", "/en/better?page=/en/nothing"):
        assert client.get(path).status_code == 200  # nothing is read for these
    elsewhere = {"REMOTE_ADDR": "192.0.2.9"}
    assert client.get("/en/better?page=/en/past", environ_overrides=elsewhere).status_code == 200


@pytest.mark.slow
def test_a_page_that_says_the_same_is_searched_once(client, make_event, monkeypatch):
    event = make_event()
    page, searched = f"/en/better?page=/en/events/{event.code}", []
    reading = on_page.runs_of
    monkeypatch.setattr(on_page, "runs_of", lambda html: searched.append(html) or reading(html))
    first, second = client.get(page).text, client.get(page).text
    assert (len(searched), "I am coming" in first, first == second) == (1, True, True)
    with transaction() as session:
        session.get_one(Event, event.id).seats, session.get_one(Event, event.id).version = 0, 2
    assert client.get(page).status_code == 200
    assert len(searched) == 2


def test_a_form_that_did_not_come_from_us_keeps_nothing(client, kept):
    one = named("en", FREE)
    for token in ({}, {"token": "x" * 50}):
        assert (
            client.post(f"/en/better/{one.name}", data={"proposed": "Costs nothing", **token}).status_code == 422
        )
    assert kept() == []


@pytest.mark.parametrize("name", ["0123456789ab-0", "thanks2", "x", "0123456789ab"])
def test_a_sentence_that_we_do_not_say_is_not_there(client, name):
    assert client.get(f"/en/better/{name}").status_code == 404
    assert client.post(f"/en/better/{name}", data={"proposed": "a"}).status_code == 404


def test_no_robot_keeps_these_pages(client):
    for path in ("/en/better", "/en/better/thanks", f"/en/better/{named('en', FREE).name}"):
        assert '<meta name="robots" content="noindex">' in client.get(path).text


@pytest.mark.slow
def test_the_page_within_asks_in_a_transaction_of_nobody(client, make_event, app):
    """Reading a page from within leaves nothing open behind it."""
    event = make_event()
    assert client.get(f"/da/better?page=/da/events/{event.code}").status_code == 200
    with transaction() as session:
        assert session.scalars(select(WordingSuggestion)).all() == []
