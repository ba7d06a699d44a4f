"""The poster: what it says in which language, what its code holds, and how its words are fitted to the page."""

import re
from dataclasses import replace

import pytest
import qrcode
from flask.testing import FlaskClient

from portal.accounts.models import Role
from portal.db import transaction, utcnow
from portal.events.models import Event, EventText, Status
from portal.i18n import LANGUAGES
from portal.posters.fit import SIZES, Words, fit
from portal.posters.views import address

TITLES = {
    "da": "Søndagsmad",
    "en": "Sunday meal",
    "tr": "Pazar yemeği",
    "ar": "عشاء الأحد",
    "ur": "اتوار کا کھانا",
    "ru": "Обед в воскресенье",
}


@pytest.fixture
def coordinator(make_member, sign_in) -> FlaskClient:
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"))


@pytest.fixture
def event(make_event) -> Event:
    event_id = make_event(landmark="Next to the laundry", food=["halal"], languages=["da", "tr"]).id
    with transaction() as session:
        event = session.get_one(Event, event_id)
        event.texts = [EventText(lang=lang, title=title, updated_at=utcnow()) for lang, title in TITLES.items()]
    return event


@pytest.mark.parametrize("lang", list(TITLES))
def test_a_poster_speaks_one_language_large_and_the_others_in_a_line_each(coordinator, event, lang):
    page = coordinator.get(f"/team/events/{event.code}/poster?lang={lang}").text
    direction = LANGUAGES[lang].dir
    assert f'<html lang="{lang}" dir="{direction}">' in page
    assert re.search(rf'<h1 class="size-\d\d">{TITLES[lang]}</h1>', page)
    others = [(other, LANGUAGES[other].dir, TITLES[other]) for other in TITLES if other != lang]
    assert re.findall(r'<li lang="(\w+)" dir="(\w+)"><b>(.*?)</b>', page) == others
    assert '<div class="poster-tools" lang="en" dir="ltr">' in page


@pytest.mark.parametrize("asked", ["", "fr", "DA", "x" * 10_000, "../da", "\U0001f389"])
def test_a_language_that_we_do_not_have_gives_the_danish_poster(coordinator, event, asked):
    page = coordinator.get(f"/team/events/{event.code}/poster", query_string={"lang": asked}).text
    assert '<html lang="da" dir="ltr">' in page


def test_its_code_holds_the_short_address_in_capitals_and_a_phone_is_led_on(coordinator, client, event):
    assert address(event) == f"HTTP://LOCALHOST/E/{event.code}"
    page = coordinator.get(f"/team/events/{event.code}/poster").text
    assert f'<bdi dir="ltr">localhost/e/{event.code}</bdi>' in page
    assert "44\u00a077\u00a000\u00a000" in page
    answer = client.get(f"/E/{event.code}", headers={"Accept-Language": "ur"})
    assert answer.location.endswith(f"/ur/events/{event.code}?p=poster")


def test_capitals_need_fewer_squares():
    squares = {}
    for text in ("HTTPS://PORTAL.EXAMPLE/E/7K3F", "https://portal.example/e/7k3f"):
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q)
        code.add_data(text)
        code.make(fit=True)
        squares[text] = (code.modules_count, code.data_list[0].mode)
    assert list(squares.values()) == [(25, qrcode.util.MODE_ALPHA_NUM), (29, qrcode.util.MODE_8BIT_BYTE)]


def test_a_home_is_named_by_its_area_alone(coordinator, make_event):
    event = make_event(at_home=True, place_name="Hos Fatma", address="Hedeparken 99, 3. tv", landmark="Red door")
    page = coordinator.get(f"/team/events/{event.code}/poster").text
    for secret in ("Fatma", "Hedeparken 99", "Red door"):
        assert secret not in page


def test_an_event_for_the_mothers_alone_has_no_poster(coordinator, make_event):
    event = make_event(audience="mothers")
    assert coordinator.get(f"/team/events/{event.code}/poster").status_code == 404


def test_the_poster_of_a_draft_says_that_its_code_leads_nowhere_yet(coordinator, make_event):
    event = make_event(status=Status.DRAFT)
    assert "until then its code leads nowhere" in coordinator.get(f"/team/events/{event.code}/poster").text


SHORT = Words("da", "Newroz", "Fra 17:00 · Til 20:00", "Beboerhuset", "", "Se mere", ("Gratis", "For alle"))


def test_a_short_title_stands_in_the_largest_letters():
    assert fit(SHORT).size == SIZES[0]


def test_a_longer_title_stands_in_smaller_ones_and_never_off_the_page():
    sizes = [fit(replace(SHORT, title=" ".join(["Newroz"] * count))).size for count in range(1, 18)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == SIZES[-1]
    assert fit(replace(SHORT, title="x" * 120)).size == SIZES[-1]


def test_facts_give_way_before_the_landmark_and_the_title():
    much = ("Halal meat, vegetarian food, no nuts, no gluten, no milk, coffee, tea and cake",) * 8
    found = fit(replace(SHORT, title="Fællesspisning i Hedeparken", landmark="Døren ved vaskeriet", facts=much))
    assert (found.size, found.landmark) == (68, True)
    assert 0 < found.facts < 8
