"""The directory that everybody can read: tiles, chips, cards, and a page for each offer."""

import gzip
import re
from datetime import date, time

import pytest

from portal.core.db import transaction
from portal.core.i18n import LANGUAGES
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Partner, Status, TextState
from portal.offers.models import Offer, Theme
from tests.pages import flat
from tests.sweeps.test_weight import asked, weight

CARD = re.compile(r'<h[23]><a href="([^"]*)"><bdi[^>]*>([^<]*)</bdi></a>')
TILE = re.compile(r'<li class="palette-\w+"><a href="([^"]*)">.*?<span>([^<]*)</span>', re.S)


def titles(page):
    return [title for _address, title in CARD.findall(page)]


def test_one_who_reads_little_finds_childrens_clothes_by_picture_and_word(client, make_offer):
    clothes = make_offer("Børnetøj", theme=Theme.PRACTICAL)
    make_offer("Svømning")
    page = flat(client.get("/en/offers"))
    tiles = TILE.findall(page)
    assert tiles == [
        ("/en/offers?theme=exercise", "Swimming and exercise"),
        ("/en/offers?theme=practical", "Clothes and practical help"),
    ]
    found = client.get(tiles[1][0]).text
    assert CARD.findall(found) == [(f"/en/offers/{clothes.code}", "Børnetøj")]
    assert "<h1>Clothes and practical help</h1>" in found and not TILE.findall(found)


def test_all_of_it_stands_by_theme_and_danish_title(client, make_offer):
    make_offer("Sprogcafé", theme=Theme.DANISH, words={"en": "A language café"})
    make_offer("Åben rådgivning", theme=Theme.ADVICE)
    make_offer("danskundervisning", theme=Theme.DANISH, words={"en": "Zealous Danish lessons"})
    make_offer("Svømning")
    page = client.get("/en/offers").text
    assert titles(page) == ["Svømning", "Zealous Danish lessons", "A language café", "Åben rådgivning"]
    headings = re.findall(r"<h2>([^<]*)</h2>", page)
    assert headings == ["Swimming and exercise", "Learn Danish", "Advice and law"]


def test_an_area_shows_what_is_there_and_what_is_for_everyone(client, make_offer, areas):
    make_offer("Her", area_id=areas[0].id)
    make_offer("Der", area_id=areas[1].id)
    make_offer("Alle")
    assert titles(client.get("/da/offers?area=hedeparken").text) == ["Alle", "Her"]
    assert titles(client.get("/da/offers?area=ringparken&theme=exercise").text) == ["Alle", "Der"]
    page = client.get("/da/offers?theme=exercise&area=hedeparken").text
    assert 'href="/ur/offers?theme=exercise&amp;area=hedeparken"' in page or re.search(
        r'href="/ur/offers\?area=hedeparken&amp;theme=exercise"', page
    )


@pytest.mark.parametrize("query", ["theme=cooking", "area=moon", "theme=&area=", "theme=MEETING", "page=7"])
def test_nonsense_in_the_address_shows_everything(client, make_offer, query):
    make_offer("Svømning")
    assert titles(client.get(f"/da/offers?{query}").text) == ["Svømning"]


def test_an_empty_list_says_what_to_do(client, make_offer, areas):
    page = client.get("/en/offers").text
    assert "There is nothing here just now." in page and "Call us" in page
    assert not TILE.findall(page) and "See everything" not in page
    make_offer("Svømning")
    page = client.get("/en/offers?theme=work").text
    assert "There is nothing here just now." in page and 'class="button" href="/en/offers"' in page


def test_drafts_and_closed_offers_stand_nowhere(client, make_offer):
    for status in (Status.DRAFT, Status.CANCELLED):
        make_offer(status=status, theme=Theme.WORK)
    page = client.get("/en/offers").text
    assert titles(page) == [] and "Work and education" not in page


def test_a_card_says_when_where_and_what_it_costs(client, make_offer):
    make_offer(weekdays=[3, 0], starts_local=time(17), ends_local=time(18, 30), cost_dkk=20)
    page = client.get("/en/offers").text
    card = re.search(r'<li class="event-card.*?</ul>\s*</div>', page, re.S).group()
    found = [re.sub(r"<[^>]*>", "", one) for one in re.findall(r"<span>(.*?)</span>", card)]
    assert found == ["Monday · Thursday 17:00–18:30", "Svømmehallen", "Price: 20&nbsp;kr."]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_thirty_offers_fit_into_one_round_trip_and_ask_no_more_than_one(client, make_offer, areas, lang):
    def questions():
        with asked() as statements:
            client.get(f"/{lang}/offers")
        return len([s for s in statements if not s.startswith(("BEGIN", "PRAGMA"))])

    make_offer(area_id=areas[0].id)
    questions()  # which parts are switched off is asked once
    first = questions()
    with transaction() as session:
        partner = Partner(slug="rk", name="Røde Kors")
        session.add(partner)
    themes = list(Theme)
    for number in range(29):
        make_offer(
            f"Tilbud nummer {number} for kvinder og børn",
            theme=themes[number % len(themes)],
            area_id=areas[number % 2].id,
            organiser_id=partner.id,
            place_name=f"Beboerhuset nummer {number}",
            weekdays=[number % 7, (number + 2) % 7],
            starts_local=time(9 + number % 9),
            ends_local=time(19),
            cost_dkk=number,
            words={lang: f"Tilbud {number} på sproget"} if lang != "da" else {},
        )
    assert (first, questions()) == (5, 6)  # the one more asks for the organisers
    answer = client.get(f"/{lang}/offers", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data).decode().count('<li class="event-card ') == 30
    assert weight(answer) <= 14_600


@pytest.fixture
def whole(make_offer, areas):
    """An offer with every fact there is."""
    with transaction() as session:
        partner = Partner(slug="hallen", name="Svømmeklubben")
        session.add(partner)
    return make_offer(
        code="SV4M",
        organiser_id=partner.id,
        audience=Audience.WOMEN,
        children=Children.ADULTS_ONLY,
        cost_dkk=None,
        weekdays=[0, 1, 2, 4],
        starts_local=time(17),
        by_appointment=True,
        drop_in=True,
        address="Hallen 5",
        landmark="Den blå dør",
        area_id=areas[0].id,
        step_free=StepFree.YES,
        languages=["da", "ar"],
        interpreter=["ur"],
        phone="+4544770000",
        email="svoem@example.dk",
        website="https://www.example.dk/svoem?x=1",
        confirmed_on=date(2026, 5, 3),
        words={"tr": "Kadınlar için yüzme"},
        states={"tr": TextState.MACHINE},
    )


def test_the_page_of_an_offer_says_all_of_it(client, whole):
    page = client.get("/en/offers/SV4M").text
    for words in (
        'Monday – Wednesday · Friday from <bdi dir="ltr" class="hours">17:00</bdi> · By appointment',
        "Svømmehallen, Hallen 5",
        "Ask what it costs",
        "Only for women",
        "Only for adults",
        "Just come, you need not sign up",
        "No stairs",
        "العربية",
        "Interpreter:",
        'href="tel:+4544770000"',
        'href="mailto:svoem@example.dk"',
        '<a href="https://www.example.dk/svoem?x=1" rel="noopener noreferrer">',
        'Read more at <bdi dir="ltr">example.dk</bdi>',
        "Den blå dør",
        "openstreetmap.org/search?query=Hallen%205",
        "Offered by: Svømmeklubben",
        "Last checked on 3 May 2026",
    ):
        assert words in page, words


def test_danish_words_are_marked_as_danish_and_a_machines_as_such(client, whole):
    page = client.get("/ur/offers/SV4M").text
    assert '<h1><bdi lang="da" dir="ltr">Svømning for kvinder</bdi></h1>' in page
    assert re.search(
        r'class="fallback">.*?lang="da" dir="ltr"><p>Vi svømmer sammen.</p><p>Tag badetøj', page, re.S
    )
    page = client.get("/en/offers/SV4M").text
    assert "This text is in Danish:" in page
    page = client.get("/tr/offers/SV4M").text
    assert "<h1>Kadınlar için yüzme</h1>" in page and "Vi svømmer" not in page
    danish = client.get("/da/offers/SV4M").text
    assert "fallback" not in danish.partition("</style>")[2] and "<p>Tag badetøj med.</p>" in danish


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "At any time"),
        ({"by_appointment": True}, "By appointment"),
        ({"weekdays": list(range(7))}, "Every day"),
        (
            {"starts_local": time(9), "ends_local": time(15)},
            'Every day <bdi dir="ltr" class="hours">09:00–15:00</bdi>',
        ),
        ({"weekdays": [5, 6]}, "Saturday · Sunday"),
        ({"weekdays": [6, 5, 4]}, "Friday – Sunday"),
    ],
)
def test_when_is_said_as_people_say_it(client, make_offer, columns, said):
    offer = make_offer(**columns)
    assert f"<dd>{said}</dd>" in client.get(f"/en/offers/{offer.code}").text


def test_days_are_named_in_every_language(client, make_offer):
    offer = make_offer(weekdays=[2])
    found = {
        lang: re.search("<dd>([^<]*)</dd>", client.get(f"/{lang}/offers/{offer.code}").text)[1]
        for lang in LANGUAGES
    }
    assert found == {
        "da": "Onsdag", "en": "Wednesday", "tr": "Çarşamba", "ar": "الأربعاء", "ur": "بدھ", "ru": "Среда",
    }  # fmt: skip


def test_where_one_only_calls_nobody_asks_about_children_and_stairs(client, make_offer):
    offer = make_offer(place_name="", phone="+4544770000", step_free=StepFree.NO)
    page = client.get(f"/en/offers/{offer.code}").text
    assert "For everyone" in page and "Children are welcome" not in page and "There are stairs" not in page


def test_where_times_are_hard_the_numbers_that_help_stand_there(client, make_offer):
    crisis, other = make_offer("Krisehjælp", theme=Theme.CRISIS), make_offer()
    for path in (f"/en/offers/{crisis.code}", "/en/offers?theme=crisis"):
        page = client.get(path).text
        assert 'href="tel:112"' in page and 'href="tel:1888"' in page, path
    for path in (f"/en/offers/{other.code}", "/en/offers"):
        assert 'href="tel:1888"' not in client.get(path).text, path


def test_a_draft_is_not_there_and_a_closed_offer_says_so_kindly(client, make_offer, karen):
    draft = make_offer(status=Status.DRAFT)
    closed = make_offer("Børnetøj", status=Status.CANCELLED, confirmed_by_id=karen.id)
    for path in (
        f"/en/offers/{draft.code}",
        f"/o/{draft.code}",
        "/en/offers/N0NE",
        "/o/N0NE",
        "/en/offers/x",
        "/o/%00",
    ):
        assert client.get(path).status_code == 404, path
    answer = client.get(f"/en/offers/{closed.code}")
    assert answer.status_code == 404
    assert "This is no longer offered" in answer.text and "Børnetøj" in answer.text
    assert 'href="/en/offers?theme=exercise"' in answer.text
    assert client.get(f"/o/{closed.code}", headers={"Accept-Language": "en"}).status_code == 302


def test_a_draft_that_is_closed_was_never_there(client, coordinator, make_offer):
    draft = make_offer("Hemmelig", status=Status.DRAFT)
    coordinator.press(f"/team/offers/{draft.code}/close")
    assert [client.get(path).status_code for path in (f"/o/{draft.code}", f"/en/offers/{draft.code}")] == [
        404,
        404,
    ]
    assert "Hemmelig" not in client.get(f"/en/offers/{draft.code}").text
    coordinator.press(f"/team/offers/{draft.code}/publish")
    coordinator.press(f"/team/offers/{draft.code}/close")
    assert "Hemmelig" in client.get(f"/en/offers/{draft.code}").text


def test_the_short_link_leads_to_the_phones_own_language(client, whole):
    for path in ("/o/SV4M", "/O/SV4M", "/o/sv4m"):
        answer = client.get(path, headers={"Accept-Language": "ur-PK,en;q=0.5"})
        assert (answer.status_code, answer.location, answer.headers["Vary"]) == (
            302, "/ur/offers/SV4M", "Accept-Language",
        )  # fmt: skip
    unknown = client.get("/o/SV4M", headers={"Accept-Language": "fi"})
    assert unknown.status_code == 200
    assert [f'href="/{lang}/offers/SV4M"' in unknown.text for lang in LANGUAGES] == [True] * len(LANGUAGES)


def test_a_code_in_small_letters_leads_to_the_one_address(client, whole):
    answer = client.get("/da/offers/sv4m")
    assert (answer.status_code, answer.location) == (301, "/da/offers/SV4M")


def test_what_was_typed_is_shown_as_text(client, make_offer):
    offer = make_offer("<b>Tøj</b>", place_name='"><script>', landmark="<i>")
    for path in ("/en/offers", f"/en/offers/{offer.code}"):
        page = client.get(path).text
        assert "<b>Tøj" not in page and '"><script>' not in page and "<i>" not in page


def test_where_offers_are_switched_off_they_are_not_there(client, make_offer, rules, now, by_karen):
    from portal.core.features import Feature, switch

    offer = make_offer()
    rules(switch, off={Feature.OFFERS}, by=by_karen, now=now)
    from portal.core import features

    features.forget(client.application)
    for path in ("/en/offers", f"/en/offers/{offer.code}", f"/o/{offer.code}"):
        assert client.get(path).status_code == 404


def test_every_theme_has_a_word_an_icon_a_picture_and_a_colour():
    assert {len({str(one.label) for one in Theme}), len({one.icon for one in Theme})} == {len(Theme)}
    assert all(one.picture and one.palette for one in Theme)
    assert Offer.__table__.c.theme.type.length >= max(len(one) for one in Theme)
