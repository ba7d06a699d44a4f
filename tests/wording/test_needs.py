"""Whose language is needed: what an event asks, of whom, and how it stands on her first page."""

from datetime import timedelta

import pytest

from portal.core.actors import Role
from portal.core.db import transaction
from portal.events.facts import Audience
from portal.events.models import Event, Status, TextState
from portal.events.queries import coming
from portal.wording.needs import Ask, missing_languages, needs, tongues
from tests.wording.conftest import DANISH


@pytest.fixture
def asked(now, session):
    """What is asked in some languages: the code of each event, the language, and the deed."""

    def asked(*languages, most=9):
        session.expire_all()
        return [(need.event.code, need.lang, need.ask) for need in needs(coming(now), languages, most=most)]

    return asked


def test_an_event_asks_to_write_to_look_again_and_to_confirm(asked, meal, write):
    write(meal, "tr", state=TextState.OUTDATED)
    write(meal, "ar", state=TextState.MACHINE)
    write(meal, "en")
    assert asked("ur", "tr", "ar", "en") == [
        (meal.code, "ur", Ask.WRITE),
        (meal.code, "tr", Ask.LOOK_AGAIN),
        (meal.code, "ar", Ask.CONFIRM),
    ]


def test_without_danish_words_nothing_is_asked(asked, make_event):
    make_event()
    assert asked("tr") == []


@pytest.mark.parametrize(
    ("columns", "counts"),
    [
        ({}, True),
        ({"audience": Audience.MOTHERS}, True),
        ({"status": Status.DRAFT}, False),
        ({"status": Status.CANCELLED}, False),
        ({"starts_in": timedelta(hours=-1)}, True),
        ({"starts_in": timedelta(hours=-4)}, False),
    ],
)
def test_only_published_events_that_are_not_over_ask(asked, make_event, write, columns, counts):
    event = make_event(**columns)
    write(event, "da", *DANISH)
    assert (asked("tr") == [(event.code, "tr", Ask.WRITE)]) is counts


def test_the_soonest_comes_first_and_only_a_few_are_asked(asked, make_event, write):
    events = [make_event(starts_in=timedelta(days=days)) for days in (9, 3, 6)]
    for event in events:
        write(event, "da", *DANISH)
    assert [code for code, _lang, _ask in asked("tr", most=2)] == [events[1].code, events[2].code]


def test_dates_of_one_series_with_the_same_danish_words_ask_once(asked, row, write):
    assert asked("tr", "ur") == [(row[1].code, "tr", Ask.WRITE), (row[1].code, "ur", Ask.WRITE)]
    write(row[3], "da", "Vinterfest")
    assert asked("tr") == [(row[1].code, "tr", Ask.WRITE), (row[3].code, "tr", Ask.WRITE)]


def test_her_languages_are_those_the_portal_has_without_danish_her_screens_first(make_member):
    assert tongues(make_member(languages=["da", "ku", "ur", "tr", "en"], lang="ur")) == ["ur", "en", "tr"]
    assert tongues(make_member(languages=["da", "so"], lang="en")) == []


def test_the_coordinator_sees_which_languages_are_missing(meal, make_event, write):
    write(meal, "tr")
    write(meal, "ar", state=TextState.MACHINE)
    bare = make_event()
    with transaction() as session:
        found = missing_languages([session.get_one(Event, event.id) for event in (meal, bare)])
    assert found == {meal.id: ["en", "ur", "ru"], bare.id: []}


def test_her_first_page_says_what_is_asked_in_each_of_her_languages(mother, sign_in, meal, write):
    write(meal, "ur", state=TextState.MACHINE)
    client = sign_in(mother)
    client.press("/team/me/language", {"lang": "en"})
    page = client.get("/team/").text
    assert "Your language is needed" in page
    for lang, autonym, deed in (("tr", "Türkçe", "write"), ("ur", "اردو", "confirm")):
        link = page.partition(f'href="/team/words/{meal.code}/{lang}"')[2].partition("</a>")[0]
        assert autonym in link and f": {deed}" in link and 'lang="da" dir="ltr">Søndagsmad' in link


@pytest.mark.slow
def test_nothing_to_do_shows_nothing(make_member, sign_in, meal, write):
    write(meal, "tr")
    turkish = make_member("Ayşe", languages=["da", "tr"], lang="en")
    danish = make_member("Mette", languages=["da"], lang="en")
    leader = make_member("Karen", Role.COORDINATOR, languages=["ur"], lang="en")
    for member in (turkish, danish, leader):
        assert "Your language is needed" not in sign_in(member).get("/team/").text
