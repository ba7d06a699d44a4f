"""An event's own words: one language at a time, and what a new Danish text does to the others."""

import re
from typing import Any

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import transaction, utcnow
from portal.events import texts
from portal.events.models import Event, EventText, TextState
from portal.events.texts import Wording
from tests.planning.cast import COORDINATOR


@pytest.fixture
def event(make_event) -> Event:
    """A meal with Danish, Turkish and machine-made Russian words."""
    event_id = make_event().id
    with transaction() as session:
        event = session.get_one(Event, event_id)
        for lang, title, state in (
            ("da", "Søndagsmad", TextState.UP_TO_DATE),
            ("tr", "Pazar yemeği", TextState.UP_TO_DATE),
            ("ru", "Обед", TextState.MACHINE),
        ):
            event.texts.append(EventText(lang=lang, title=title, state=state, updated_at=utcnow()))
    return event


@pytest.fixture
def write(coordinator, event):
    """Write one language by its page, from the stamp that the page holds."""

    def send(lang: str, title: str = "", description: str = "", practical: str = "", **more: Any):
        path = f"/team/events/{event.code}/texts/{lang}"
        seen = re.search(r'name="seen" value="([^"]*)"', coordinator.get(path).text).group(1)
        words = {"title": title, "description": description, "practical": practical}
        return coordinator.press(path, {"seen": seen, **words, **more})

    return send


def states(event: Event) -> dict[str, tuple[str, str]]:
    from portal.core.db import db

    db.session.expire_all()
    return {text.lang: (text.title, str(text.state)) for text in sorted(event.texts, key=lambda text: text.lang)}


def test_a_change_to_the_danish_words_makes_the_others_outdated(write, event):
    assert write("da", "Søndagsmad og musik").status_code == 303
    assert states(event) == {
        "da": ("Søndagsmad og musik", "up_to_date"),
        "ru": ("Обед", "machine"),
        "tr": ("Pazar yemeği", "outdated"),
    }
    assert event.version == 2


@pytest.mark.parametrize("danish", [None, "Søndagsmad"], ids=["first", "machine-made"])
def test_danish_words_that_say_nothing_new_leave_the_others_as_they_are(write, event, rules, danish):
    def begin(session):
        row = session.get_one(Event, event.id)
        if danish is None:
            row.texts.remove(row.text("da"))
        else:
            row.text("da").state = TextState.MACHINE

    rules(begin)
    write("da", "Søndagsmad")
    assert states(event)["da"] == ("Søndagsmad", "up_to_date")
    assert states(event)["tr"] == ("Pazar yemeği", "up_to_date")
    assert event.version == 2


@pytest.mark.parametrize("known", [True, False])
def test_words_that_are_taken_back_agree_again_with_the_translations_that_the_page_knew(event, rules, now, known):
    agreed = texts.agreements(event) if known else []
    for title in ("Suppe", "Søndagsmad"):
        words = {"lang": "da", "wording": Wording(title), "small": False, "seen": texts.stamp(event.text("da"))}
        rules(texts.save, event_id=event.id, **words, follow=False, agreed=agreed, by=COORDINATOR, now=now)
        assert states(event)["ru"] == ("Обед", "machine")
        current = known and title == "Søndagsmad"
        assert states(event)["tr"] == ("Pazar yemeği", "up_to_date" if current else "outdated")


def test_saving_words_is_noted(write, event, session):
    write("tr", "Pazar")
    entry = session.query(AuditEntry).filter_by(action="events.text").one()
    assert entry.subject == f"event:{event.id}"


def test_a_small_correction_leaves_the_others_as_they_are(write, event):
    write("da", "Søndagsmad!", small="y")
    assert states(event)["tr"] == ("Pazar yemeği", "up_to_date")
    assert event.version == 2


@pytest.mark.slow
def test_saving_a_translation_says_that_it_is_right_now(write, event):
    write("da", "Søndagsmad og musik")
    write("tr", "Pazar yemeği")
    write("ru", "Обед")
    assert states(event)["tr"] == ("Pazar yemeği", "up_to_date")
    assert states(event)["ru"] == ("Обед", "up_to_date")
    assert event.version == 4


def test_the_same_words_saved_again_change_nothing(write, event):
    write("da", "Søndagsmad")
    assert event.version == 1
    assert states(event)["tr"] == ("Pazar yemeği", "up_to_date")


@pytest.mark.slow
def test_words_are_taken_away_by_emptying_them(write, event):
    refused = write("tr", "", "Still here")
    assert refused.status_code == 422
    assert 'id="title-error"' in refused.text
    assert "Still here" in refused.text
    assert write("tr").status_code == 303
    assert list(states(event)) == ["da", "ru"]
    assert write("tr").status_code == 303
    assert event.version == 2


def test_new_words_in_arabic_stand_on_the_invitation(write, client, event):
    assert write("ar", "عشاء الأحد", "نأكل معاً.\n\nتعالوا").status_code == 303
    assert "عشاء الأحد" in client.get(f"/ar/events/{event.code}").text


def test_two_tabs_lose_no_words(coordinator, write, event):
    path = f"/team/events/{event.code}/texts/da"
    stale = re.search(r'name="seen" value="([^"]*)"', coordinator.get(path).text).group(1)
    write("da", "First")
    second = coordinator.press(path, {"seen": stale, "title": "Second", "description": "", "practical": ""})
    assert second.status_code == 422
    assert "Somebody else has changed this text meanwhile." in second.text
    assert ">Second</textarea>" in second.text
    assert states(event)["da"][0] == "First"
    seen = re.search(r'name="seen" value="([^"]*)"', second.text).group(1)
    coordinator.press(path, {"seen": seen, "title": "Second", "description": "", "practical": ""})
    assert states(event)["da"][0] == "Second"


def test_a_new_line_in_a_title_is_a_space(coordinator, event):
    path = f"/team/events/{event.code}/texts/da"
    seen = re.search(r'name="seen" value="([^"]*)"', coordinator.get(path).text).group(1)
    coordinator.press(path, {"seen": seen, "title": "Sunday\r\nmeal\n", "description": "", "practical": ""})
    assert states(event)["da"][0] == "Sunday meal"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "t" * 121),
        ("title", "010190-1234"),
        ("title", ["one", "two"]),
        ("description", "d" * 10_000),
        ("practical", "p" * 2001),
        ("practical", "Bring 010190-1234"),
    ],
)
def test_bad_words_are_refused_beside_their_field(coordinator, event, field, value):
    answer = coordinator.press(f"/team/events/{event.code}/texts/en", {"seen": "", "title": "Good", field: value})
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [field]
    assert "en" not in states(event)


def test_marks_and_emoji_are_kept_or_cleaned(write, event):
    write("en", "Meal\u202e \0together 🎉", "One\r\n\r\n\r\n\r\nTwo")
    assert states(event)["en"][0] == "Meal together 🎉"
    assert event.text("en").description == "One\n\nTwo"


@pytest.mark.parametrize(("lang", "direction"), [("da", "ltr"), ("ar", "rtl"), ("ur", "rtl"), ("ru", "ltr")])
def test_each_field_speaks_the_language_that_is_written_in_it(coordinator, event, lang, direction):
    page = coordinator.get(f"/team/events/{event.code}/texts/{lang}").text
    assert page.count(f'dir="{direction}" lang="{lang}"') == 3
    assert ('name="small"' in page) is (lang == "da")


def test_the_page_of_all_languages_says_in_words_how_each_stands(coordinator, write, event):
    write("da", "Søndagsmad og musik")
    page = coordinator.get(f"/team/events/{event.code}/texts").text
    for words in ("Up to date", "The Danish text has changed", "Made by a machine", "Not written"):
        assert words in page


def test_a_language_that_we_do_not_have_is_not_there(coordinator, event):
    assert coordinator.get(f"/team/events/{event.code}/texts/fr").status_code == 404
