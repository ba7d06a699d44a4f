"""The sheets to print: what they say in which language, what is chosen above them, and what their code holds."""

import re

import pytest
import qrcode

from portal.core.i18n import LANGUAGES
from portal.events.models import Status
from portal.posters.words import code_address
from tests.pages import flat
from tests.posters.conftest import TITLES


def sheet(coordinator, event, **choice):
    """The sheet that is chosen."""
    return coordinator.get(f"/team/events/{event.code}/poster", query_string=choice).text


def voices(page):
    """The languages that a sheet speaks alike, each with its direction and title."""
    return re.findall(
        r'lang="(\w+)" dir="(\w+)">\s*(?:<div class="card-panel" data-fit>\s*)?<h2(?: class="length-\d")?>(.*?)<',
        page,
    )


@pytest.mark.parametrize("lang", list(TITLES))
def test_a_poster_speaks_one_language_large_and_the_chosen_ones_in_a_line_each(coordinator, event, lang):
    page = sheet(coordinator, event, first=lang)
    assert f'<html lang="{lang}" dir="{LANGUAGES[lang].dir}" class="sheet-a4">' in page
    assert f"<h2>{TITLES[lang]}</h2>" in page
    others = [(other, LANGUAGES[other].dir, TITLES[other]) for other in TITLES if other != lang]
    assert re.findall(r'<li lang="(\w+)" dir="(\w+)"><b>(.*?)</b>', page) == others
    assert '<header class="tools" lang="en" dir="ltr">' in page


def test_a_poster_in_one_language_alone_has_no_other_lines(coordinator, event):
    page = sheet(coordinator, event, lang="ar")
    assert '<html lang="ar" dir="rtl"' in page
    assert '<li lang="' not in page


def test_languages_may_stand_alike_in_the_order_that_is_asked_for(coordinator, event):
    page = sheet(coordinator, event, layout="even", lang=["da", "ur", "ar"], first="ar")
    assert voices(page) == [(lang, LANGUAGES[lang].dir, TITLES[lang]) for lang in ("ar", "da", "ur")]
    assert '<html lang="ar" dir="rtl"' in page
    assert page.count('class="qr"') == 1
    assert page.count("Hedeparken 5") == 1


def test_an_even_sheet_in_one_language_is_the_large_one(coordinator, event):
    page = sheet(coordinator, event, layout="even", lang="ru")
    assert 'class="poster poster-alone length-1 palette-meal"' in page


def test_a_picture_for_a_chat_speaks_the_first_language_alone(coordinator, event):
    page = sheet(coordinator, event, size="chat", layout="even", lang=["da", "ar"], first="ar")
    assert '<html lang="ar" dir="rtl" class="sheet-chat">' in page
    assert "poster-alone" in page and "poster-chat.css" in page
    assert "localhost<wbr>/e/" in page and 'class="qr"' in page


def test_eight_cards_take_turns_in_the_chosen_languages(coordinator, event):
    page = sheet(coordinator, event, size="cards", lang=["da", "ar", "ru"])
    spoken = ["da", "ar", "ru", "da", "ar", "ru", "da", "ar"]
    assert voices(page) == [(lang, LANGUAGES[lang].dir, TITLES[lang]) for lang in spoken]
    assert page.count('class="qr"') == 8


@pytest.mark.parametrize("asked", ["", "fr", "DA", "x" * 10_000, "../da", "\U0001f389"])
@pytest.mark.parametrize("name", ["lang", "first", "size", "layout", "place"])
def test_what_we_do_not_have_falls_back_to_what_is_usual(coordinator, event, name, asked):
    page = sheet(coordinator, event, **{name: asked})
    assert page == sheet(coordinator, event)
    assert '<html lang="da" dir="ltr" class="sheet-a4">' in page


def test_the_form_above_shows_what_was_chosen_and_works_without_a_script(coordinator, event, laundry):
    page = flat(
        sheet(coordinator, event, size="a5", layout="even", lang=["da", "ur"], first="ur", place="vaskeri")
    )
    tools = page[page.index('<header class="tools"') : page.index("<main")]
    assert re.findall(r'name="size" value="(\w+)" checked', tools) == ["a5"]
    assert re.findall(r'name="lang" value="(\w+)" checked', tools) == ["da", "ur"]
    assert re.findall(r'<option value="(\w*)"[^>]* selected', tools) == ["ur", "even", "VASKERI"]
    assert '<form method="get">' in tools
    assert "poster-a5.css" in page


def test_its_code_holds_the_short_address_in_capitals_and_a_phone_is_led_on(coordinator, client, event):
    assert code_address(event) == f"HTTP://LOCALHOST/E/{event.code}"
    page = sheet(coordinator, event)
    assert f'<bdi dir="ltr">localhost<wbr>/e/{event.code}</bdi>' in page
    assert "44\u00a077\u00a000\u00a000" in page
    answer = client.get(f"/E/{event.code}", headers={"Accept-Language": "ur"})
    assert answer.location.endswith(f"/ur/events/{event.code}?p=poster")


@pytest.mark.slow
def test_its_code_holds_the_place_where_it_hangs(coordinator, client, event, laundry):
    assert code_address(event, "VASKERI") == f"HTTP://LOCALHOST/E/{event.code}-VASKERI"
    assert sheet(coordinator, event, place="VASKERI") != sheet(coordinator, event)
    answer = client.get(f"/E/{event.code}-VASKERI", headers={"Accept-Language": "tr"})
    assert answer.location.endswith(f"/tr/events/{event.code}?p=VASKERI")


def test_capitals_need_fewer_squares():
    squares = {}
    for text in ("HTTPS://PORTAL.EXAMPLE/E/7K3F", "https://portal.example/e/7k3f"):
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q)
        code.add_data(text)
        code.make(fit=True)
        squares[text] = (code.modules_count, code.data_list[0].mode)
    assert list(squares.values()) == [(25, qrcode.util.MODE_ALPHA_NUM), (29, qrcode.util.MODE_8BIT_BYTE)]


SHEETS = [{}, {"layout": "even"}, {"size": "cards"}, {"size": "a5", "lang": "ar"}, {"size": "chat"}]


@pytest.mark.parametrize("choice", SHEETS)
def test_a_home_is_named_by_its_area_alone(coordinator, make_event, choice):
    event = make_event(at_home=True, place_name="Hos Fatma", address="Hedeparken 99, 3. tv", landmark="Red door")
    page = sheet(coordinator, event, **choice)
    for secret in ("Fatma", "Hedeparken 99", "Red door"):
        assert secret not in page


@pytest.mark.parametrize("page", ["poster", "poster?size=chat", "places", "qr.svg", "qr.png"])
def test_an_event_for_the_mothers_alone_has_nothing_to_hang_up(coordinator, make_event, page):
    event = make_event(audience="mothers")
    assert coordinator.get(f"/team/events/{event.code}/{page}").status_code == 404
    assert coordinator.get(f"/team/events/ZZZZ/{page}").status_code == 404


def test_the_poster_of_a_draft_says_that_its_code_leads_nowhere_yet(coordinator, make_event):
    assert "until then its code leads nowhere" in sheet(coordinator, make_event(status=Status.DRAFT))
