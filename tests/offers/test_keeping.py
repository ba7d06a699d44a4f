"""The coordinator keeps the offers: one screen, one tap to say that it is still so, one to close or open again."""

import re
from datetime import date, timedelta

import pytest

from portal.core.text import parse_phone
from portal.events.models import Partner, Status
from portal.offers.models import Offer

SENT = {
    "version": "0",
    "theme": "exercise",
    "organiser": "",
    "new_partner": "Svømmeklubben",
    "title": "Svømning for kvinder",
    "description": "Vi svømmer sammen.",
    "practical": "",
    "audience": "women",
    "children": "adults_only",
    "cost_dkk": "25",
    "weekdays": ["6", "3"],
    "start": "17.00",
    "end": "18:30",
    "drop_in": "y",
    "place_name": "Svømmehallen",
    "address": "Badevej 2",
    "landmark": "",
    "area": "",
    "step_free": "yes",
    "languages": ["da", "ar"],
    "interpreter": [],
    "phone": "44 77 00 00",
    "email": "SVOEM@example.dk",
    "website": "www.example.dk/svoem",
}


@pytest.fixture
def only(session):
    """The one offer there is, as it was saved."""

    def only():
        session.expire_all()
        return session.query(Offer).one()

    return only


def errors(page):
    return re.findall(r'<p class="error" id="(\w+)-error">', page)


@pytest.mark.slow
def test_a_draft_is_written_looked_at_and_published(coordinator, client, only):
    assert "There are no offers yet." in coordinator.get("/team/offers").text
    answer = coordinator.press("/team/offers/new", SENT)
    offer = only()
    assert (answer.status_code, answer.location) == (303, f"/team/offers/{offer.code}?done=saved")
    assert (offer.status, offer.weekdays, str(offer.starts_local), str(offer.ends_local)) == (
        Status.DRAFT, [3, 6], "17:00:00", "18:30:00",
    )  # fmt: skip
    assert (offer.phone, offer.email, offer.website) == (
        "+4544770000", "SVOEM@example.dk", "https://www.example.dk/svoem",
    )  # fmt: skip
    assert (offer.organiser.name, offer.cost_dkk, offer.drop_in, offer.by_appointment) == (
        "Svømmeklubben", 25, True, False,
    )  # fmt: skip
    page = coordinator.get(answer.location).text
    assert "It is saved." in page and f'action="/team/offers/{offer.code}/publish"' in page
    assert client.get(f"/en/offers/{offer.code}").status_code == 404
    answer = coordinator.press(f"/team/offers/{offer.code}/publish")
    assert "Everyone can see it now." in coordinator.get(answer.location).text
    assert client.get(f"/en/offers/{offer.code}").status_code == 200


def test_it_is_published_from_the_screen_at_once_or_not_saved_at_all(coordinator, only, session):
    nowhere = {**SENT, "place_name": "", "address": "", "phone": "", "email": "", "website": ""}
    refused = coordinator.press("/team/offers/new", {**nowhere, "then": "publish"})
    assert refused.status_code == 422 and errors(refused.text) == ["place_name"]
    assert ">Svømning for kvinder</textarea>" in refused.text
    assert session.query(Offer).count() == 0 and session.query(Partner).count() == 0
    answer = coordinator.press("/team/offers/new", {**SENT, "then": "publish"})
    assert answer.location.endswith("?done=published") and only().public


def test_the_screen_comes_back_filled_as_it_was_saved(coordinator, only):
    coordinator.press("/team/offers/new", SENT)
    page = coordinator.get(f"/team/offers/{only().code}/edit").text
    shown = {**SENT, "start": "17:00", "website": "https://www.example.dk/svoem"}
    assert ">Svømning for kvinder</textarea>" in page
    for name in ("cost_dkk", "start", "end", "phone", "website"):
        assert re.search(rf'name="{name}"[^>]* value="{shown[name]}"', page), name
    assert re.findall(r'name="weekdays" value="(\d)" checked', page) == ["3", "6"]
    assert "Svømmeklubben</option>" in page and 'value="mothers"' not in page
    before = only()
    answer = coordinator.press(
        f"/team/offers/{before.code}/edit", {**SENT, "version": "1", "phone": "44 77 00 00"}
    )
    assert answer.status_code == 303 and only().version == 1, "saving what stands there changes nothing"


def test_a_change_is_saved_and_seen(coordinator, client, make_offer):
    offer = make_offer()
    sent = {**SENT, "version": "1", "cost_dkk": "", "title": "Svømning"}
    answer = coordinator.press(f"/team/offers/{offer.code}/edit", sent)
    assert answer.location == f"/team/offers/{offer.code}?done=saved"
    page = client.get(f"/en/offers/{offer.code}").text
    assert "Ask what it costs" in page and "Svømning</bdi></h1>" in page


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(coordinator, make_offer, only):
    offer = make_offer()
    path = f"/team/offers/{offer.code}/edit"
    coordinator.press(path, {**SENT, "version": "1"})
    refused = coordinator.press(path, {**SENT, "version": "1", "title": "Mit"})
    assert refused.status_code == 422 and "Somebody else has changed this meanwhile." in refused.text
    assert ">Mit</textarea>" in refused.text and 'name="version" value="2"' in refused.text
    assert coordinator.press(path, {**SENT, "version": "2", "title": "Mit"}).status_code == 303
    assert only().text("da").title == "Mit"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "010190-1234"),
        ("description", "x" * 2001),
        ("theme", "cooking"),
        ("theme", ""),
        ("audience", "mothers"),
        ("audience", "men"),
        ("children", ""),
        ("organiser", "99"),
        ("organiser", "x"),
        ("area", "7"),
        ("cost_dkk", "-5"),
        ("cost_dkk", "ten"),
        ("cost_dkk", "10001"),
        ("weekdays", ["7"]),
        ("weekdays", ["monday"]),
        ("start", "25:00"),
        ("end", "17:00"),
        ("end", "16:00"),
        ("languages", ["xx"]),
        ("phone", "12"),
        ("phone", "call me"),
        ("email", "not an address"),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://example.dk"),
        ("website", "https://user:pass@example.dk"),
        ("website", "http://"),
        ("website", "http://localhost/"),
        ("website", "https://exa mple.dk"),
        ("website", "https://[::1"),
        ("website", "www.example.dk/" + "x" * 300),
    ],
)
def test_what_will_not_do_is_refused_beside_its_field_and_nothing_is_saved(coordinator, session, field, value):
    answer = coordinator.press("/team/offers/new", {**SENT, field: value})
    assert (answer.status_code, errors(answer.text)) == (422, [field])
    assert session.query(Offer).count() == 0


def test_nothing_at_all_is_refused_with_a_sentence(coordinator, make_offer):
    for path in ("/team/offers/new", f"/team/offers/{make_offer().code}/edit"):
        assert coordinator.press(path, {}).status_code == 422
        assert coordinator.press(path, {**SENT, "title": ["one", "two"]}).status_code == 422


def test_what_nobody_has_looked_at_stands_on_top_and_one_tap_says_it_is_still_so(
    coordinator, make_offer, client, only, today
):
    old = make_offer("Gammelt tilbud", confirmed_on=today - timedelta(days=200), phone=parse_phone("44770000"))
    make_offer("Alt er godt")
    page = coordinator.get("/team/offers").text
    assert page.index("Is it still so?") < page.index("Gammelt tilbud") < page.index("Alt er godt")
    assert page.count("It is still so<") == 1
    action = re.search(r'action="([^"]*confirm[^"]*)"', page).group(1).replace("&amp;", "&")
    answer = coordinator.press(action)
    assert answer.location == f"/team/offers?done={old.code}"
    page = coordinator.get(answer.location).text
    assert "Thank you. It is still so:" in page and "Is it still so?" not in page
    assert f"Last checked on {today.day} {today:%b %Y}" in client.get(f"/en/offers/{old.code}").text


def test_an_offer_is_closed_and_opened_again(coordinator, client, make_offer, session):
    offer = make_offer(confirmed_on=date(2026, 1, 1))
    answer = coordinator.press(f"/team/offers/{offer.code}/close")
    page = coordinator.get(answer.location).text
    assert "It is closed." in page and "Open it again" in page
    assert client.get(f"/en/offers/{offer.code}").status_code == 404
    assert "1 closed offer" in coordinator.get("/team/offers").text
    answer = coordinator.press(f"/team/offers/{offer.code}/publish")
    assert answer.location.endswith("done=published")
    assert client.get(f"/en/offers/{offer.code}").status_code == 200
    session.expire_all()
    assert session.get_one(Offer, offer.id).confirmed_on != date(2026, 1, 1), "opened again it is looked at"


def test_a_deed_that_cannot_be_done_says_why_on_the_offers_page(coordinator, make_offer):
    draft = make_offer(status=Status.DRAFT, place_name="")
    refused = coordinator.press(f"/team/offers/{draft.code}/confirm?then=list")
    assert refused.status_code == 422 and "Residents do not see this offer. Publish it first." in refused.text
    refused = coordinator.press(f"/team/offers/{draft.code}/publish")
    assert refused.status_code == 422 and "how does one find it?" in refused.text
    assert "Before you publish it" in coordinator.get(f"/team/offers/{draft.code}").text


def test_an_offer_that_is_not_there_is_not_found(coordinator):
    for path in ("", "/edit", "/poster", "/qr.svg", "/qr.png", "/words/tr"):
        assert coordinator.get(f"/team/offers/N0NE{path}").status_code == 404, path
    for path in ("/edit", "/publish", "/confirm", "/close", "/words/tr", "/words/tr/same"):
        assert coordinator.press(f"/team/offers/N0NE{path}").status_code == 404, path


def test_a_mother_keeps_no_offers(mother, make_offer):
    offer = make_offer()
    for path in ("/team/offers", "/team/offers/new", f"/team/offers/{offer.code}"):
        assert mother.get(path).status_code == 404
    assert mother.press(f"/team/offers/{offer.code}/close").status_code == 404


def test_the_list_of_all_asks_no_more_for_many_than_for_a_few(coordinator, make_offer):
    from tests.sweeps.test_weight import asked

    def questions():
        with asked() as statements:
            coordinator.get("/team/offers")
        return len(statements)

    make_offer(), make_offer(status=Status.CANCELLED), make_offer(confirmed_on=date(2025, 1, 1))
    questions()
    first = questions()
    for number in range(12):
        make_offer(f"Tilbud {number}", confirmed_on=date(2025, 1, 1 + number))
    assert questions() == first


@pytest.mark.slow
def test_its_code_is_given_as_a_file_and_leads_to_it(coordinator, make_offer):
    offer = make_offer()
    svg, png = (coordinator.get(f"/team/offers/{offer.code}/qr.{ending}") for ending in ("svg", "png"))
    assert (svg.mimetype, png.mimetype, png.data[:4]) == ("image/svg+xml", "image/png", b"\x89PNG")
    assert svg.headers["Content-Disposition"] == f'attachment; filename="{offer.code}.svg"'
    from io import BytesIO

    from PIL import Image
    from zxingcpp import read_barcodes

    assert [one.text for one in read_barcodes(Image.open(BytesIO(png.data)))] == [
        f"HTTP://LOCALHOST/O/{offer.code}"
    ]
    page = coordinator.get(f"/team/offers/{offer.code}").text
    assert f'data-copy="http://localhost/o/{offer.code}"' in page


@pytest.mark.parametrize("lang", ["da", "ur", "fi"])
def test_the_small_poster_speaks_the_language_of_its_readers(coordinator, make_offer, lang):
    offer = make_offer(words={"ur": "تیراکی"}, phone="+4544770000")
    page = coordinator.get(f"/team/offers/{offer.code}/poster?lang={lang}").text
    spoken = "ur" if lang == "ur" else "da"
    assert re.search(rf'<html lang="{spoken}"', page) and "poster-a5.css" in page
    assert ("تیراکی" if lang == "ur" else "Svømning for kvinder") in page
    assert f"localhost<wbr>/o/{offer.code}" in page and "44\u00a077\u00a000\u00a000" in page
    draft = make_offer(status=Status.DRAFT)
    assert "its code leads nowhere" in coordinator.get(f"/team/offers/{draft.code}/poster").text


def test_what_is_left_empty_is_kept_as_nothing(coordinator, only):
    empty = {"phone": "", "email": "", "website": "", "start": "", "end": "", "weekdays": [], "cost_dkk": ""}
    coordinator.press("/team/offers/new", SENT | empty)
    offer = only()
    names = ("phone", "email", "website", "starts_local", "ends_local", "weekdays", "cost_dkk")
    assert [getattr(offer, name) for name in names] == [None, None, None, None, None, [], None]
