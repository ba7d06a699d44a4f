"""What a sheet says: the size of its title, how a long place is shortened, and the message for a chat."""

import re

import pytest

from portal.events.models import Status
from portal.posters.words import length_class, shorter_place, voice
from tests.posters.conftest import LONG_FACTS, TITLES
from tests.posters.test_sheets import sheet


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("", "length-1"),
        ("Newroz", "length-1"),
        ("Mad og dans i gården s", "length-1"),
        ("Mad og dans i gården ss", "length-2"),
        ("Fællesspisning", "length-2"),
        ("x" * 40, "length-4"),
        ("Newroz " * 17, "length-5"),
    ],
)
def test_a_longer_title_and_one_with_a_long_word_stand_in_smaller_letters(title, found):
    assert length_class(title) == found


def test_of_several_titles_the_longest_counts():
    assert length_class(["Newroz", "x" * 40, "Mad"]) == length_class("x" * 40)
    assert length_class("x" * 20, (50, 90)) == "length-1"


def test_a_long_place_goes_without_its_street():
    assert shorter_place("Beboerhuset", "Hedeparken 5") == "Beboerhuset, Hedeparken 5"
    assert shorter_place("Hedeparken 5", "Hedeparken 5") == "Hedeparken 5"
    assert shorter_place("Beboerhuset", "x" * 90) == "Beboerhuset"
    assert shorter_place("", "x" * 120) == "x" * 120


def test_a_card_has_room_for_less_of_a_place(app, make_event):
    event = make_event(**LONG_FACTS)
    with app.test_request_context():
        said = voice(event, "da")
    assert said.place == "Beboerhuset i Hedeparken ved legepladsen"
    assert said.card_place == said.place
    with app.test_request_context():
        said = voice(make_event(place_name="Beboerhuset i Hedeparken", address="Hedeparken 5, kælderen"), "da")
    assert said.place == "Beboerhuset i Hedeparken, Hedeparken 5, kælderen"
    assert said.card_place == "Beboerhuset i Hedeparken"


def test_the_message_is_ready_to_be_copied_with_a_link_that_says_it_was_shared(coordinator, event):
    page = sheet(coordinator, event, size="chat", first="ur")
    message = re.search(r'<p class="message" lang="ur" dir="rtl">(.*?)</p>', page, re.DOTALL)[1]
    first, _when, where, _facts, link = message.splitlines()
    assert (first, where) == (f"*{TITLES['ur']}*", "Beboerhuset, Hedeparken 5")
    assert link == f"http://localhost/ur/events/{event.code}?p=share"
    assert f'data-copy="{message}"' in page
    assert "https://wa.me/?text=" in page


def test_only_a_picture_for_a_chat_comes_with_a_message(coordinator, event):
    assert "https://wa.me/" not in sheet(coordinator, event)


def test_a_home_is_named_by_its_area_alone_in_a_message(coordinator, make_event):
    event = make_event(at_home=True, place_name="Hos Fatma", address="Hedeparken 99", landmark="Red door")
    page = sheet(coordinator, event, size="chat", first="en")
    assert not re.search("Fatma|Hedeparken 99|Red door", page)
    assert page.count("At the home of one of us") >= 2


def test_the_picture_of_a_draft_says_that_its_link_leads_nowhere_yet(coordinator, make_event):
    page = sheet(coordinator, make_event(status=Status.DRAFT), size="chat")
    assert "until then the link leads nowhere" in page
