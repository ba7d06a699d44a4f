"""The invitation: three layers of words, the facts, and what other programs read from it."""

import json
import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from portal.core.areas import Area
from portal.events.facts import Audience, Bring, Cancelled, Children, Food, StepFree
from portal.events.models import EventText, Partner, Status, TextState
from tests.pages import flat


@pytest.fixture
def write(rules, now):
    def write(event, lang, title, **more):
        rules(lambda s: s.add(EventText(event_id=event.id, lang=lang, title=title, updated_at=now, **more)))

    return write


def json_of(page):
    return json.loads(re.search(r'ld\+json">(.+?)</script>', page.text).group(1))


def test_an_event_with_facts_only_is_a_whole_invitation(client, make_event):
    page = client.get(f"/en/events/{make_event().code}").text
    assert "<h1>Communal meal</h1>" in page
    assert "We eat together. Come as you are: alone, with your children or with a friend." in page
    assert "in Danish" not in page


def test_its_own_words_come_before_those_of_its_kind(client, make_event, write):
    event = make_event()
    write(event, "en", "Sunday lunch", description="Soup for all.", practical="Ring at the blue door.")
    page = client.get(f"/en/events/{event.code}").text
    assert "<h1>Sunday lunch</h1>" in page and "Soup for all." in page and "Ring at the blue door." in page
    assert "We eat together." not in page


def test_danish_words_stand_in_and_say_so(client, make_event, write):
    event = make_event()
    write(event, "da", "Søndagsmad", description="Suppe til alle.")
    page = flat(client.get(f"/en/events/{event.code}"))
    assert "<h1>Communal meal</h1>" in page and "This text is in Danish:" in page
    assert '<div lang="da" dir="ltr"><p>Suppe til alle.</p>' in page


def test_a_machines_words_say_so(client, make_event, write):
    event = make_event()
    write(event, "en", "Sunday lunch", state=TextState.MACHINE)
    assert "A machine has translated this text." in client.get(f"/en/events/{event.code}").text


def test_the_facts_are_icons_and_words(client, make_event):
    event = make_event(
        cost_dkk=20,
        audience=Audience.WOMEN,
        children=Children.CHILDMINDING,
        step_free=StepFree.PARTLY,
        food=[Food.HALAL, Food.NO_NUTS],
        languages=["tr", "ar", "so"],
        interpreter=["ru"],
        bring=[Bring.A_DISH],
        no_photos=True,
        met_at_door=True,
    )
    page = unescape(client.get(f"/en/events/{event.code}").text).replace("\xa0", " ")
    items = re.findall(r"<ul class=\"facts\">(.+?)</ul>", page, re.S)[0]
    words = [re.sub(r"<[^>]+>", "", item).strip() for item in items.split("</li>")[:-1]]
    assert words == [
        "Price: 20 kr.",
        "Only for women",
        "We look after the children",
        "Halal meat · Food without nuts",
        "A few steps",
        "We speak: Türkçe · العربية · Somali",
        "Interpreter: Русский",
        "Nobody takes photos",
        "Someone meets you at the door",
        "Bring: A dish to share",
    ]
    assert items.count("<svg") == len(words)


def test_what_is_not_known_of_stairs_is_not_said(client, make_event):
    assert "stairs" not in client.get(f"/en/events/{make_event(step_free=StepFree.NOT_KNOWN).code}").text


def test_a_moved_and_a_cancelled_event_say_so(client, make_event):
    moved = make_event(moved_from_local=datetime(2030, 1, 4, 17, 0))
    page = client.get(f"/en/events/{moved.code}").text
    assert "The event has a new time." in page and "Before: Friday 4 January, 17:00." in page
    cancelled = make_event(status=Status.CANCELLED, cancel_reason=Cancelled.WEATHER)
    page = client.get(f"/en/events/{cancelled.code}").text
    assert "This event is cancelled." in page and "The weather does not allow it." in page and "<form" not in page


def test_programs_read_when_where_and_whether_there_is_room(client, make_event, rules):
    rules(lambda s: s.add(Partner(slug="library", name="The library")))
    event = make_event(
        starts_local=datetime(2030, 7, 5, 17, 0), ends_local=datetime(2030, 7, 5, 20, 30), seats=9, organiser_id=1
    )
    assert json_of(client.get(f"/en/events/{event.code}")) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Communal meal",
        "description": "We eat together. Come as you are: alone, with your children or with a friend.",
        "inLanguage": "en",
        "startDate": "2030-07-05T17:00:00+02:00",
        "endDate": "2030-07-05T20:30:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "url": f"http://localhost/en/events/{event.code}",
        "organizer": {"@type": "Organization", "name": "The library"},
        "location": {"@type": "Place", "name": "Beboerhuset", "address": "Hedeparken 5"},
        "maximumAttendeeCapacity": 9,
        "remainingAttendeeCapacity": 9,
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "DKK",
            "url": f"http://localhost/en/events/{event.code}",
            "availability": "https://schema.org/InStock",
        },
    }


def test_programs_learn_that_an_event_is_full_moved_or_cancelled(client, make_event):
    full = json_of(client.get(f"/en/events/{make_event(seats=0).code}"))
    assert full["offers"]["availability"] == "https://schema.org/SoldOut"
    moved = json_of(client.get(f"/en/events/{make_event(moved_from_local=datetime(2030, 1, 4, 17)).code}"))
    assert (moved["eventStatus"], moved["previousStartDate"]) == (
        "https://schema.org/EventRescheduled",
        "2030-01-04T17:00:00+01:00",
    )
    cancelled = json_of(client.get(f"/en/events/{make_event(status=Status.CANCELLED).code}"))
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled" and "offers" not in cancelled


def test_programs_never_learn_in_whose_home_it_is(client, make_event, rules):
    rules(lambda s: s.add(Area(slug="magleparken", name="Magleparken")))
    event = make_event(at_home=True, place_name="Hos Fatma", address="Magleparken 9", area_id=1)
    page = client.get(f"/en/events/{event.code}")
    assert json_of(page)["location"] == {"@type": "Place", "name": "Magleparken"}
    assert "openstreetmap" not in page.text
    other = make_event(at_home=True, place_name="Hos Fatma", address="Magleparken 9")
    assert json_of(client.get(f"/en/events/{other.code}"))["location"]["name"] == "Bydelsmødrene i Ballerup"


def test_a_wicked_title_cannot_leave_its_place(client, make_event, write):
    event = make_event()
    write(event, "en", "</script><script>alert(1)</script>&", description='"><b>')
    page = client.get(f"/en/events/{event.code}")
    assert "<script>alert" not in page.text
    assert json_of(page)["name"] == "</script><script>alert(1)</script>&"


def test_every_language_knows_the_others(client, make_event):
    code = make_event(code="7K3F").code
    page = client.get(f"/en/events/{code}").text
    for lang in ("da", "en", "tr", "ar", "ur", "ru"):
        assert f'hreflang="{lang}" href="http://localhost/{lang}/events/7K3F"' in page
    assert 'hreflang="x-default" href="http://localhost/e/7K3F"' in page
    assert '<meta property="og:title" content="Communal meal · ' in page


def test_the_way_she_came_follows_her_into_another_language(client, make_event):
    page = client.get(f"/en/events/{make_event(code='7K3F').code}?p=L1").text
    assert 'href="/ur/events/7K3F?p=L1"' in page and 'action="/en/events/7K3F?p=L1"' in page


def test_the_map_shows_the_address(client, make_event):
    page = client.get(f"/en/events/{make_event(address='Hedeparken 5, 2750 Ballerup').code}").text
    assert "https://www.openstreetmap.org/search?query=Hedeparken%205%2C%202750%20Ballerup" in page
    assert "openstreetmap" not in client.get(f"/en/events/{make_event(address='').code}").text


def test_who_is_late_finds_the_telephone_number(client, make_event):
    page = client.get(f"/en/events/{make_event(starts_in=timedelta(hours=-1)).code}").text
    assert "Call us: perhaps there is a seat." in page and 'href="tel:+4544770000"' in page
