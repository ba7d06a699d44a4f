"""A mother says an event's words in her own language: who may, what is kept, and two at once."""

import re
from datetime import timedelta

import pytest

from portal.core.actors import Actor, Role
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.events.facts import Audience
from portal.events.models import Event, Status, TextState
from portal.events.texts import Wording, stamp
from portal.wording.rules import translate

MINE = Wording("Mine")


@pytest.fixture
def client(mother, sign_in):
    phone = sign_in(mother)
    phone.press("/team/me/language", {"lang": "en"})
    return phone


def fields(client, path):
    """The two stamps that her page holds."""
    page = client.get(path).text
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in ("seen", "danish")}


@pytest.fixture
def send(client, meal):
    """Save (or, without a title, confirm) one language from a page she has just opened."""

    def send(lang, title=None, event=meal, **more):
        path = f"/team/words/{event.code}/{lang}"
        data = fields(client, path)
        if title is None:
            return client.press(f"{path}/same", {**data, **more})
        return client.press(path, {**data, "title": title, **more})

    return send


@pytest.mark.slow
@pytest.mark.parametrize("what", ["writes", "confirms"])
def test_she_is_thanked_on_her_first_page_and_led_to_the_next(
    client, send, meal, write, said, session, mother, what
):
    write(meal, "tr", state=TextState.MACHINE)
    answer = send("tr", "Pazar sofrası") if what == "writes" else send("tr")
    assert (answer.status_code, answer.location) == (303, "/team/?thanks=tr")
    title = "Pazar sofrası" if what == "writes" else "Pazar yemeği"
    assert said([meal], "tr") == [(title, "up_to_date")]
    assert session.get_one(Event, meal.id).text("tr").updated_by_id == mother.id
    page = client.get(answer.location).text
    assert "Thank you. Now more people can read it" in page and "Would you like to take the next one?" in page
    assert f'href="/team/words/{meal.code}/ur"' in page and f'href="/team/words/{meal.code}/tr"' not in page


@pytest.mark.slow
def test_after_the_last_one_there_is_no_next(client, send, meal, write):
    write(meal, "ur")
    page = client.get(send("tr", "Pazar yemeği").location).text
    assert "Thank you." in page and "next one" not in page and "Your language is needed" not in page


def test_the_danish_stands_beside_her_field_and_the_facts_in_her_language(client, make_event, write):
    event = make_event(kind="communal_meal", cost_dkk=0)
    write(event, "da", "Søndagsmad", "Vi spiser suppe.", "Brug den gule dør.")
    page = client.get(f"/team/words/{event.code}/tr").text
    for danish, field in (("Søndagsmad", "title"), ("Vi spiser suppe.", "description"), ("Brug den", "practical")):
        assert re.search(rf'lang="da" dir="ltr"><p>{danish}.*?name="{field}"[^>]* dir="ltr" lang="tr"', page, re.S)
    ready = page.partition("This is translated already")[2]
    assert "Ortak sofra" in ready and "Ücretsiz" in ready
    assert "Save" in page and "it says the same" not in page


def test_a_part_that_is_not_there_in_danish_is_not_asked_for(client, make_event, write):
    event = make_event()
    write(event, "da", "Søndagsmad", "", "")
    page = client.get(f"/team/words/{event.code}/ur").text
    assert 'name="title"' in page and 'name="description"' not in page and 'name="practical"' not in page


@pytest.mark.parametrize(
    ("state", "days", "words", "not_words"),
    [
        (TextState.OUTDATED, 2, "The Danish words have changed. Does yours still say the same?", "machine"),
        (TextState.MACHINE, 1, "A machine has written this. Is it good?", "have changed since"),
        (TextState.MACHINE, 3, "The Danish words have changed since.", "Does yours"),
        (TextState.UP_TO_DATE, 2, "You can still make it better.", "it says the same"),
    ],
)
def test_the_page_says_what_is_asked_and_why(client, meal, write, now, state, days, words, not_words):
    write(meal, "tr", state=state, updated_at=now - timedelta(days=days))
    page = client.get(f"/team/words/{meal.code}/tr").text
    assert words in page and not_words not in page
    assert ("Yes, it says the same" in page) is (state is not TextState.UP_TO_DATE)


def test_an_event_without_words_of_its_own_asks_nothing(client, make_event):
    page = client.get(f"/team/words/{make_event().code}/tr").text
    assert "Nothing is to be translated here." in page and 'name="title"' not in page


@pytest.mark.parametrize("lang", ["da", "ar", "en", "fr"])
def test_never_danish_nor_a_language_she_does_not_speak(client, meal, lang, said):
    path = f"/team/words/{meal.code}/{lang}"
    assert client.get(path).status_code == 404
    for address in (path, f"{path}/same"):
        assert client.press(address, {"seen": "", "danish": "", "title": "Mine"}).status_code == 404
    assert said([meal], "da") == [("Søndagsmad", "up_to_date")]


def test_the_coordinator_may_write_any_but_the_danish(coordinator, sign_in, meal):
    phone = sign_in(coordinator)
    found = {lang: phone.get(f"/team/words/{meal.code}/{lang}").status_code for lang in ("da", "ar", "ru", "en")}
    assert found == {"da": 404, "ar": 200, "ru": 200, "en": 200}


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        ({"status": Status.DRAFT}, 404),
        ({"status": Status.CANCELLED}, 404),
        ({"starts_in": timedelta(hours=-4)}, 404),
        ({"starts_in": timedelta(hours=-1)}, 200),
        ({"audience": Audience.MOTHERS}, 200),
    ],
)
def test_only_an_event_that_is_published_and_not_over(client, make_event, write, columns, status):
    event = make_event(**columns)
    write(event, "da")
    path = f"/team/words/{event.code}/tr"
    assert client.get(path).status_code == status
    if status == 404:
        assert client.press(path, {"title": "Mine"}).status_code == 404


@pytest.mark.slow
def test_her_words_go_to_the_other_dates_that_say_the_same(send, row, said):
    send("tr", "Pazar yemeği", event=row[1])
    assert said(row, "tr") == [None] + [("Pazar yemeği", "up_to_date")] * 3


@pytest.mark.slow
@pytest.mark.parametrize("title", ["", "   ", "t" * 121, "010190-1234"])
def test_a_title_that_will_not_do_is_refused_beside_its_field(send, meal, said, title):
    answer = send("tr", title, description="Çorba var.")
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == ["title"]
    assert "Çorba var." in answer.text
    assert said([meal], "tr") == [None]


@pytest.mark.slow
def test_of_two_at_once_the_second_is_refused_once_and_keeps_her_words(client, meal, write, said):
    path = f"/team/words/{meal.code}/tr"
    mine = fields(client, path)
    write(meal, "tr", "Hers")
    refused = client.press(path, {**mine, "title": "Mine"})
    assert refused.status_code == 422 and ">Mine</textarea>" in refused.text
    assert "Somebody else has changed this text meanwhile." in refused.text
    assert said([meal], "tr") == [("Hers", "up_to_date")]
    seen = {name: re.search(rf'name="{name}" value="([^"]*)"', refused.text).group(1) for name in mine}
    assert client.press(path, {**seen, "title": "Mine"}).status_code == 303
    assert said([meal], "tr") == [("Mine", "up_to_date")]


@pytest.mark.slow
def test_what_was_changed_meanwhile_is_not_confirmed_unread(client, meal, write, said, now):
    write(meal, "tr", state=TextState.MACHINE)
    path = f"/team/words/{meal.code}/tr"
    mine = fields(client, path)
    write(meal, "tr", "Other words", state=TextState.MACHINE, updated_at=now)
    refused = client.press(f"{path}/same", mine)
    assert refused.status_code == 422 and "Other words" in refused.text
    assert said([meal], "tr") == [("Other words", "machine")]


@pytest.mark.slow
def test_nor_is_it_where_the_danish_words_have_changed_meanwhile(client, meal, write, said, now):
    write(meal, "tr", state=TextState.OUTDATED)
    path = f"/team/words/{meal.code}/tr"
    mine = fields(client, path)
    write(meal, "da", "Vinterfest", updated_at=now)
    refused = client.press(f"{path}/same", mine)
    assert refused.status_code == 422 and "Read them once more" in refused.text and "Vinterfest" in refused.text
    assert said([meal], "tr") == [("Pazar yemeği", "outdated")]


@pytest.fixture
def by_rule(rules, now, session):
    """Translate past the pages, as the rule alone decides."""

    def translated(event, lang, by, wording=MINE, seen=""):
        session.expire_all()
        danish = stamp(session.get_one(Event, event.id).text("da"))
        rules(
            translate, event_id=event.id, lang=lang, wording=wording, seen=seen, seen_danish=danish, by=by, now=now
        )

    return translated


@pytest.mark.parametrize("lang", ["da", "ar", "ku"])
def test_the_rule_itself_refuses_other_languages(by_rule, meal, fatma, lang):
    with pytest.raises(RuleBroken) as refused:
        by_rule(meal, lang, fatma)
    assert str(refused.value.message).startswith("This is not one of the languages that you speak.")


def test_the_rule_itself_refuses_an_event_that_is_over(by_rule, make_event, write, fatma):
    event = make_event(starts_in=timedelta(days=-2))
    write(event, "da")
    with pytest.raises(RuleBroken) as refused:
        by_rule(event, "tr", fatma)
    assert str(refused.value.message) == "This event is over or cancelled, so its words stay as they are."


def test_the_rule_itself_refuses_where_there_is_nothing_to_translate_or_to_confirm(
    by_rule, make_event, meal, fatma
):
    with pytest.raises(RuleBroken) as refused:
        by_rule(make_event(), "tr", fatma)
    assert str(refused.value.message).startswith("The Danish words were taken away")
    with pytest.raises(RuleBroken) as refused:
        by_rule(meal, "tr", fatma, wording=None)
    assert (str(refused.value.message), refused.value.field) == ("Write a title.", "title")


def test_she_never_takes_a_text_away(by_rule, meal, write, fatma, said, now):
    write(meal, "tr")
    with transaction() as session:
        seen = stamp(session.get_one(Event, meal.id).text("tr"))
    with pytest.raises(RuleBroken):
        by_rule(meal, "tr", fatma, wording=Wording(""), seen=seen)
    assert said([meal], "tr") == [("Pazar yemeği", "up_to_date")]


def test_a_door_pass_translates_nothing(meal):
    from portal.core.access import Permission, may

    assert not may(Permission.TRANSLATE, Actor(door_event_id=meal.id))
    assert may(Permission.TRANSLATE, Actor(member_id=1, role=Role.MOTHER))
