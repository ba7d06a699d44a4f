"""A machine writes what is missing, against a little server on this machine that behaves well and badly."""

import json
import threading
import time
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from portal.core.db import utcnow
from portal.events.models import Event, TextState
from portal.events.texts import Wording
from portal.wording import machine
from portal.wording.machine import LibreTranslate, NoTranslation, translator_of, wordings_of
from tests.wording.conftest import DANISH

JSON = "application/json"


class Provider:
    """What the server answers, and what it was asked."""

    def __init__(self) -> None:
        self.asked = []
        self.answer = lambda asked: [f"{asked['target']}: {text}" for text in asked["q"]]
        self.status, self.type, self.raw, self.wait, self.headers = 200, JSON, None, threading.Event(), {}
        self.wait.set()
        self.url = ""


@pytest.fixture
def provider():
    """A server that speaks as LibreTranslate does, until it is told otherwise."""
    told = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append((self.path, asked))
            told.wait.wait(10)
            raw = told.raw if told.raw is not None else json.dumps({"translatedText": told.answer(asked)}).encode()
            self.send_response(told.status)
            self.send_header("Content-Type", told.type)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # whoever asked has gone
                self.wfile.write(raw)

        def do_GET(self):
            told.asked.append((self.path, {}))
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.end_headers()
            self.wfile.write(b'{"translatedText": ["a", "b", "c"]}')

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield told
    told.wait.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def set_up(app, provider, monkeypatch):
    """The portal with this machine."""
    settings = replace(app.extensions["settings"], translate_url=provider.url, translate_key="swordfish")
    monkeypatch.setitem(app.extensions, "settings", settings)
    return provider


@pytest.fixture
def press(coordinator, sign_in):
    """The coordinator presses the button."""
    phone = sign_in(coordinator)
    return lambda event: phone.press(f"/team/events/{event.code}/texts/machine")


ALL = ("en", "tr", "ar", "ur", "ru")


def test_it_is_asked_for_the_danish_words_and_nothing_else(provider):
    made = wordings_of(LibreTranslate(provider.url + "/", "swordfish"), Wording(*DANISH), ["tr"])
    assert made == {"tr": Wording(*(f"tr: {text}" for text in DANISH))}
    asked = {"q": list(DANISH), "source": "da", "target": "tr", "format": "text", "api_key": "swordfish"}
    assert provider.asked == [("/translate", asked)]


def test_without_a_key_none_is_sent_and_empty_parts_are_not_asked(provider):
    made = wordings_of(LibreTranslate(provider.url), Wording("Søndagsmad", "", "Kom!"), ["ar"])
    assert made == {"ar": Wording("ar: Søndagsmad", "", "ar: Kom!")}
    asked = {"q": ["Søndagsmad", "Kom!"], "source": "da", "target": "ar", "format": "text"}
    assert provider.asked == [("/translate", asked)]


def test_no_machine_by_default_and_its_key_is_never_shown(app, provider):
    assert translator_of(app.extensions["settings"]) is None
    assert "swordfish" not in repr(LibreTranslate(provider.url, "swordfish"))


def test_it_writes_only_the_missing_languages_and_labels_them(set_up, press, meal, write, said, session, client):
    write(meal, "tr", state=TextState.OUTDATED)
    assert press(meal).status_code == 303
    assert {asked["target"] for _path, asked in set_up.asked} == set(ALL) - {"tr"}
    assert [said([meal], lang)[0] for lang in ALL] == [
        ("en: Søndagsmad", "machine"),
        ("Pazar yemeği", "outdated"),
        *((f"{lang}: Søndagsmad", "machine") for lang in ("ar", "ur", "ru")),
    ]
    assert session.get_one(Event, meal.id).version == 5
    assert "A machine has translated this text." in client.get(f"/en/events/{meal.code}").text


@pytest.mark.slow
def test_it_writes_for_the_other_dates_that_say_the_same_where_they_have_no_words(set_up, press, row, write, said):
    write(row[2], "tr", "Kendi sözümüz")
    press(row[1])
    assert said(row, "tr") == [
        None,
        ("tr: Søndagsmad", "machine"),
        ("Kendi sözümüz", "up_to_date"),
        ("tr: Søndagsmad", "machine"),
    ]


@pytest.mark.slow
def test_the_button_stands_only_where_a_machine_is_set_and_something_is_missing(
    app, coordinator, sign_in, meal, write, monkeypatch, provider
):
    phone, path = sign_in(coordinator), f"/team/events/{meal.code}/texts"
    button = "Let a machine write the missing ones"
    assert button not in phone.get(path).text
    assert phone.press(f"{path}/machine").status_code == 404
    settings = replace(app.extensions["settings"], translate_url=provider.url)
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert button in phone.get(path).text
    for lang in ALL:
        write(meal, lang)
    assert button not in phone.get(path).text


FAULTS = {
    "an error": {"status": 500},
    "too many": {"status": 429, "raw": b'{"error": "slow down"}'},
    "a page": {"type": "text/html", "raw": b"<html>Welcome</html>"},
    "a page that says it is JSON": {"raw": b"<html>Welcome</html>"},
    "nothing": {"raw": b""},
    "no object": {"raw": b"[]"},
    "another object": {"raw": b'{"translated": ["a"]}'},
    "one text for three": {"raw": b'{"translatedText": "a"}'},
    "too few texts": {"raw": b'{"translatedText": ["a"]}'},
    "numbers": {"raw": b'{"translatedText": [1, 2, 3]}'},
    "an empty title": {"raw": b'{"translatedText": ["", "b", "c"]}'},
    "a title without end": {"raw": json.dumps({"translatedText": ["a" * 121, "b", "c"]}).encode()},
    "a book": {"raw": b'{"translatedText": ["a", "b", "c"], "more": "' + b"a" * 300_000 + b'"}'},
    "a maze": {"raw": b"[" * 100_000},
    "no letters of ours": {"raw": b'{"translatedText": ["\xff", "b", "c"]}'},
    "another address": {"status": 302, "headers": {"Location": "/elsewhere"}},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_goes_wrong_is_one_sentence_and_nothing_is_saved(set_up, press, meal, said, fault):
    for name, value in FAULTS[fault].items():
        setattr(set_up, name, value)
    answer = press(meal)
    assert answer.status_code == 422
    assert answer.text.count("The machine did not answer as it should. Nothing was saved.") == 1
    assert [said([meal], lang) for lang in ALL] == [[None]] * 5
    assert len(set_up.asked) == 1


def test_one_language_that_fails_saves_none(set_up, press, meal, said):
    good = set_up.answer
    set_up.answer = lambda asked: good(asked) if asked["target"] != "ru" else []
    assert press(meal).status_code == 422
    assert [said([meal], lang) for lang in ALL] == [[None]] * 5


def test_a_slow_machine_is_not_waited_for(set_up, press, meal, said, monkeypatch):
    monkeypatch.setattr(machine, "SILENCE", 0.05)
    set_up.wait.clear()
    assert press(meal).status_code == 422
    assert said([meal], "en") == [None]


def test_when_the_time_is_over_no_further_language_is_asked(set_up):
    with pytest.raises(NoTranslation):
        LibreTranslate(set_up.url).translate(["a"], to="tr", before=time.monotonic() - 1)
    assert set_up.asked == []


def test_nobody_at_that_address_is_a_sentence_too(set_up, press, meal, app, monkeypatch):
    settings = replace(app.extensions["settings"], translate_url="http://127.0.0.1:9")
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert press(meal).status_code == 422


def test_strange_marks_of_a_machine_are_cleaned_as_if_they_were_typed(set_up, press, meal, session):
    set_up.answer = lambda asked: ["Title\u202e\nof two", "One\r\n\r\n\r\nTwo\0", "Three"]
    press(meal)
    text = session.get_one(Event, meal.id).text("tr")
    assert (text.title, text.description, text.practical) == ("Title of two", "One\n\nTwo", "Three")


def test_danish_words_that_change_while_the_machine_thinks_stop_it(set_up, press, meal, write, said, monkeypatch):
    def thinks(*asked):
        made = wordings_of(*asked)
        write(meal, "da", "Vinterfest", updated_at=utcnow())
        return made

    monkeypatch.setattr("portal.planning.text_views.wordings_of", thinks)
    refused = press(meal)
    assert refused.status_code == 422 and "The Danish words have changed meanwhile." in refused.text
    assert said([meal], "tr") == [None]


def test_without_danish_words_it_is_not_asked(set_up, press, make_event):
    assert press(make_event()).status_code == 303
    assert set_up.asked == []
