"""The front door: each phone is sent to its own language, and nobody to a guess."""

import pytest


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("da", "da"),
        ("ur-PK,ur;q=0.9,en;q=0.8", "ur"),
        ("ar-SY", "ar"),
        ("tr-TR,tr;q=0.9", "tr"),
        ("ru", "ru"),
        ("en-GB,en;q=0.9", "en"),
        ("nb-NO", "da"),
        ("sv", "da"),
        ("so,ar;q=0.8,en;q=0.5", "ar"),
        ("xx,*;q=0.1,ur;q=0.3", "ur"),
    ],
)
def test_a_phone_is_sent_to_its_own_language(client, header, lang):
    answer = client.get("/", headers={"Accept-Language": header})
    assert (answer.status_code, answer.location) == (302, f"/{lang}/")
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("header", ["kmr", "ku,kmr;q=0.9", "so", "*", "", "x" * 5000, "ü;q=nan", ";;;,,,"])
def test_a_phone_whose_languages_we_lack_chooses_among_autonyms(client, header):
    answer = client.get("/", headers={"Accept-Language": header})
    assert answer.status_code == 200
    for autonym in ("Dansk", "English", "Türkçe", "العربية", "اردو", "Русский"):
        assert autonym in answer.text


@pytest.mark.parametrize("path", ["/e/7K3F", "/E/7K3F", "/e/7k3f", "/E/7k3F"])
def test_the_code_on_a_poster_leads_on_in_any_case(client, make_event, path):
    make_event(code="7K3F")
    answer = client.get(path, headers={"Accept-Language": "ur"})
    assert (answer.status_code, answer.location) == (302, "/ur/events/7K3F?p=poster")


def test_the_place_where_a_poster_hangs_comes_along(client, make_event):
    make_event(code="7K3F")
    answer = client.get("/E/7K3F-L1", headers={"Accept-Language": "da"})
    assert answer.location == "/da/events/7K3F?p=L1"
    choice = client.get("/E/7K3F-L1", headers={"Accept-Language": "so"})
    assert 'href="/tr/events/7K3F?p=L1"' in choice.text


@pytest.mark.parametrize(
    "path",
    ["/e/NONE9", "/e/", "/e/7K3F-", "/e/7K3F-<b>", "/e/%00", "/e/%ED%A0%80", "/e/" + "A" * 10_000, "/e/a/b"],
)
def test_a_code_that_is_not_ours_leads_back_to_the_events(client, make_event, path):
    make_event(code="7K3F")
    answer = client.get(path, headers={"Accept-Language": "da"})
    if path == "/e/7K3F-":
        assert answer.status_code == 302, "a dash too many is no reason to turn anyone away"
    else:
        assert answer.status_code == 404
        assert 'href="/da/"' in answer.text


def test_a_guest_of_the_public_pages_gets_no_cookie(client, make_event):
    event = make_event()
    for path in (
        "/",
        "/da/",
        "/da/past",
        "/da/about",
        "/da/privacy",
        f"/da/events/{event.code}",
        f"/e/{event.code}",
    ):
        assert "Set-Cookie" not in client.get(path, headers={"Accept-Language": "da"}).headers


def test_the_app_says_when_it_is_ready(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_search_engines_stay_out_of_tickets(client):
    assert "Disallow: /t/" in client.get("/robots.txt").text
