"""Headers on every answer, and the pages for what went wrong."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from portal.core.db import db
from portal.events.codes import new_code
from tests.signups.forms import token_on


def test_no_script_or_style_that_we_did_not_write_can_run(client, make_event):
    policy = client.get(f"/da/events/{make_event().code}").headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "sha256-",
    ):
        assert part in policy


def test_https_is_remembered_where_we_are_reached_by_it(client, app, monkeypatch):
    assert "Strict-Transport-Security" not in client.get("/da/").headers
    secure = replace(app.extensions["settings"], portal_url="https://portal.example")
    monkeypatch.setitem(app.extensions, "settings", secure)
    assert "max-age=63072000" in client.get("/da/").headers["Strict-Transport-Security"]


def test_pages_with_a_form_are_kept_by_nobody_and_others_for_a_minute(client, make_event):
    assert client.get(f"/da/events/{make_event().code}").headers["Cache-Control"] == "private, no-store"
    assert client.get("/da/").headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize(
    ("path", "lang"), [("/ur/nothing", "ur"), ("/nothing", "da"), ("/xx/", "da"), ("/ar/events/NONE9", "ar")]
)
def test_a_page_that_is_not_here_leads_back_in_the_readers_language(client, path, lang):
    answer = client.get(path)
    assert answer.status_code == 404
    assert f'<html lang="{lang}"' in answer.text and f'href="/{lang}/"' in answer.text


def test_the_phones_language_speaks_where_the_path_names_none(client):
    assert '<html lang="tr"' in client.get("/nothing", headers={"Accept-Language": "tr"}).text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused_in_words(client, method):
    answer = getattr(client, method)("/da/")
    assert answer.status_code == 405 and "<h1>" in answer.text


def test_too_much_text_is_refused_in_words(client, make_event):
    path = f"/en/events/{make_event().code}"
    answer = client.post(path, data={"name": "x" * 300_000})
    assert answer.status_code == 413 and "That was too much text" in answer.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe\x00" * 100, "application/x-www-form-urlencoded"),
        (b"name=%ED%A0%80&adults=%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{", "application/json"),
        (b"", "multipart/form-data"),
    ],
)
def test_any_bytes_are_answered_with_a_sentence(client, make_event, body, kind):
    answer = client.post(f"/en/events/{make_event().code}", data=body, content_type=kind)
    assert answer.status_code in (400, 422) and "<h1>" in answer.text


def test_a_database_that_cannot_write_never_says_you_are_in(client, make_event, monkeypatch):
    path = f"/en/events/{make_event().code}"
    token = token_on(client.get(path))

    def broken(*_args, **_kwargs):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr("portal.signups.rules.sign_up", broken)
    answer = client.post(path, data={"token": token, "name": "Amina", "adults": "1"})
    assert answer.status_code == 503
    assert "It was not saved" in answer.text and "You have a seat" not in answer.text


def test_a_database_whose_driver_complains_before_anything_is_asked_says_so_too(
    client, make_event, monkeypatch, caplog
):
    """The write transaction begins, and an invitation is read, at the driver itself."""
    path = f"/en/events/{make_event().code}"
    form = {"token": token_on(client.get(path)), "name": "Amina", "adults": "1"}
    driver = db.engine.dialect.dbapi

    def broken(*_args, **_kwargs):
        raise driver.OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr("portal.core.submit.transaction", broken)
        sent = client.post(path, data=form)
    monkeypatch.setattr(db.engine.pool, "connect", broken)
    looked = client.get(path)
    assert [(answer.status_code, "It was not saved" in answer.text) for answer in (sent, looked)] == [
        (503, True)
    ] * 2
    assert "Amina" not in caplog.text


@pytest.mark.parametrize(
    ("path", "leads"), [("/da", "/da/"), ("/team?x=1", "/team/?x=1"), ("//da//past", "/da/past"), ("//da", "/da/")]
)
def test_a_mended_address_leads_on_without_naming_the_host_that_was_asked_for(client, path, leads):
    path, _mark, query = path.partition("?")
    environ = {"PATH_INFO": path, "QUERY_STRING": query}
    answer = client.get("/", base_url="http://EVIL.example:81", environ_overrides=environ)
    assert (answer.status_code, answer.location) == (308, leads)


@pytest.mark.slow
def test_codes_have_no_letters_that_look_alike(app, session):
    codes = {new_code(session) for _ in range(200)}
    assert len(codes) > 190 and not set("".join(codes)) & set("AEIOU01LSY")


def test_answers_are_pressed_small_for_phones_that_can_unfold_them(client):
    plain, small = client.get("/da/"), client.get("/da/", headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(plain.data) / 2


def test_a_member_who_is_lost_is_told_in_her_own_language_and_led_home(make_member, sign_in):
    answer = sign_in(make_member(lang="ar")).get("/team/nothing")
    assert answer.status_code == 404
    assert '<html lang="ar"' in answer.text and 'href="/team/"' in answer.text


def test_a_file_is_pressed_small_and_loads_nothing(client):
    plain, small = (client.get("/static/public.js", headers={"Accept-Encoding": kind}) for kind in ("", "gzip"))
    assert small.headers["Content-Encoding"] == "gzip" and len(small.data) < len(plain.data) * 0.6
    assert plain.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "max-age=31536000" in plain.headers["Cache-Control"]
    for answer in (plain, small):
        answer.close()
