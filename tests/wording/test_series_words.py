"""One date of a series speaks for the others: a translation for all that say the same, Danish for later ones."""

import re
from datetime import timedelta

import pytest

from portal.core.db import transaction
from portal.core.i18n import to_local
from portal.events import texts
from portal.events.models import Event, Status
from portal.events.texts import Wording
from tests.pages import flat
from tests.wording.conftest import DANISH

TURKISH = ("Pazar yemeği", "up_to_date")


@pytest.fixture
def save(rules, karen, now, session):
    """Save the words of one date, from what stands there now."""

    def save(event, lang, title, *, follow=True, small=False):
        session.expire_all()
        seen = texts.stamp(session.get_one(Event, event.id).text(lang))
        wording = Wording(title, *DANISH[1:]) if lang == "da" else Wording(title)
        rules(
            texts.save,
            event_id=event.id,
            lang=lang,
            wording=wording,
            small=small,
            seen=seen,
            follow=follow,
            by=karen,
            now=now,
        )

    return save


@pytest.fixture
def mark(rules):
    """Say that something was changed by hand on one date."""

    def mark(event, *names, **columns):
        def change(session):
            row = session.get_one(Event, event.id)
            row.by_hand = list(names)
            for name, value in columns.items():
                setattr(row, name, value)

        rules(change)

    return mark


@pytest.fixture
def by_hand(session):
    def by_hand(event):
        session.expire_all()
        return session.get_one(Event, event.id).by_hand

    return by_hand


@pytest.mark.parametrize("which", [1, 2, 3])
def test_a_translation_goes_to_every_date_that_is_not_over(save, row, said, which):
    save(row[which], "tr", "Pazar yemeği")
    assert said(row, "tr") == [None, TURKISH, TURKISH, TURKISH]


def test_each_date_that_changed_gets_a_new_version_and_no_other(save, row, session):
    save(row[1], "tr", "Pazar yemeği")
    save(row[2], "tr", "Pazar yemeği")
    session.expire_all()
    assert [session.get_one(Event, event.id).version for event in row] == [1, 2, 2, 2]


@pytest.mark.slow
def test_a_date_that_says_something_else_in_danish_keeps_its_own_translation(save, row, write, said):
    write(row[2], "da", "Vinterfest")
    write(row[2], "tr", "Kış şenliği")
    save(row[1], "tr", "Pazar yemeği")
    assert said(row, "tr")[1:] == [TURKISH, ("Kış şenliği", "up_to_date"), TURKISH]


def test_a_date_whose_translation_was_changed_by_hand_keeps_it(save, row, mark, write, said):
    write(row[2], "tr", "Başka")
    mark(row[2], "seats", "text:tr")
    save(row[1], "tr", "Pazar yemeği")
    assert said(row, "tr")[1:] == [TURKISH, ("Başka", "up_to_date"), TURKISH]


def test_a_cancelled_date_stays_as_it_is(save, row, mark, said):
    mark(row[2], status=Status.CANCELLED)
    save(row[1], "tr", "Pazar yemeği")
    assert said(row, "tr")[1:] == [TURKISH, None, TURKISH]


def test_a_date_that_ends_this_minute_is_over(save, row, mark, said, now):
    mark(row[2], starts_local=to_local(now - timedelta(hours=3)), ends_local=to_local(now))
    save(row[1], "tr", "Pazar yemeği")
    assert said(row, "tr")[1:] == [TURKISH, None, TURKISH]


@pytest.mark.slow
def test_an_event_of_another_series_or_of_none_is_left_alone(save, row, meal, said):
    save(row[1], "tr", "Pazar yemeği")
    save(meal, "tr", "Başka")
    assert said([meal, row[1]], "tr") == [("Başka", "up_to_date"), TURKISH]


@pytest.mark.slow
def test_for_this_date_alone_makes_it_by_hand_and_later_words_pass_it_by(save, row, by_hand, said):
    save(row[2], "tr", "Başka", follow=False)
    assert said(row, "tr") == [None, None, ("Başka", "up_to_date"), None]
    assert [by_hand(event) for event in row] == [[], [], ["text:tr"], []]
    save(row[1], "tr", "Pazar yemeği")
    assert said(row, "tr")[1:] == [TURKISH, ("Başka", "up_to_date"), TURKISH]


@pytest.mark.slow
def test_new_danish_words_go_to_the_dates_that_follow_and_make_their_translations_outdated(save, row, write, said):
    for event in row:
        write(event, "tr")
    save(row[2], "da", "Vinterfest")
    old, new = ("Søndagsmad", "up_to_date"), ("Vinterfest", "up_to_date")
    assert said(row, "da") == [old, old, new, new]
    assert [state for _title, state in said(row, "tr")] == ["up_to_date", "up_to_date", "outdated", "outdated"]


@pytest.mark.slow
def test_a_small_correction_outdates_nothing_on_any_date(save, row, write, said):
    for event in row:
        write(event, "tr")
    save(row[1], "da", "Søndagsmad!", small=True)
    assert [title for title, _state in said(row, "da")] == ["Søndagsmad"] + ["Søndagsmad!"] * 3
    assert {state for _title, state in said(row, "tr")} == {"up_to_date"}


def test_danish_words_for_this_date_alone_are_by_hand_and_stay(save, row, by_hand, said):
    save(row[2], "da", "Vinterfest", follow=False)
    assert by_hand(row[2]) == ["text:da"]
    save(row[1], "da", "Fællesspisning")
    assert [title for title, _state in said(row, "da")][1:] == ["Fællesspisning", "Vinterfest", "Fællesspisning"]


@pytest.mark.slow
def test_words_that_go_on_to_the_others_are_by_hand_no_more(save, row, by_hand):
    save(row[2], "da", "Vinterfest", follow=False)
    save(row[2], "da", "Fællesspisning")
    assert by_hand(row[2]) == []


def test_the_same_words_saved_again_for_one_date_alone_are_not_by_hand(save, row, write, by_hand):
    write(row[1], "tr", description="")
    save(row[1], "tr", "Pazar yemeği", follow=False)
    assert by_hand(row[1]) == []


def test_a_date_that_came_later_gets_the_words_when_they_are_saved_again(save, row, write, said):
    write(row[1], "tr", description="")
    save(row[1], "tr", "Pazar yemeği")
    assert said(row, "tr") == [None, TURKISH, TURKISH, TURKISH]


def test_words_that_are_taken_away_go_from_all_dates(save, row, said):
    save(row[1], "tr", "Pazar yemeği")
    save(row[2], "tr", "")
    assert said(row, "tr") == [None] * 4


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lang", "words"), [("da", "dates that follow"), ("tr", "other dates with the same Danish")]
)
def test_the_coordinator_is_asked_and_the_tick_is_on(coordinator, sign_in, row, meal, lang, words):
    client = sign_in(coordinator)
    page = flat(client.get(f"/team/events/{row[1].code}/texts/{lang}"))
    assert words in page and re.search(r'name="follow" value="y" checked', page)
    assert 'name="follow"' not in client.get(f"/team/events/{meal.code}/texts/{lang}").text


@pytest.mark.slow
def test_without_the_tick_the_page_writes_this_date_alone_and_says_so(coordinator, sign_in, row, said):
    client, path = sign_in(coordinator), f"/team/events/{row[1].code}/texts"
    client.press(f"{path}/tr", {"seen": "", "title": "Pazar yemeği"})
    assert said(row, "tr") == [None, TURKISH, None, None]
    assert "for this date alone" in client.get(path).text
    client.press(f"{path}/en", {"seen": "", "title": "Sunday meal", "follow": "y"})
    assert said(row, "en")[1:] == [("Sunday meal", "up_to_date")] * 3


def test_who_translated_and_when_stands_on_the_coordinators_page(coordinator, sign_in, meal, write, mother, now):
    write(meal, "tr", updated_by_id=mother.id)
    page = sign_in(coordinator).get(f"/team/events/{meal.code}/texts").text
    assert "<bdi>Fatma</bdi> · " in page


def test_two_who_save_at_once_hold_the_dates_in_one_order(row):
    with transaction() as session:
        event, others = texts.held(session, row[3].id)
        assert (event.id, [other.id for other in others]) == (row[3].id, [one.id for one in row[:3]])
