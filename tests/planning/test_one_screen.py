"""From "new event" to "published" on the coordinator's phone: two short steps and one screen."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from portal.core.areas import Area
from portal.core.db import side_transaction, transaction, utcnow
from portal.core.i18n import LANGUAGES
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Partner, Repeat, Status, TextState
from portal.planning import discards, series
from portal.planning.forms import DraftForm
from tests.pages import flat
from tests.planning.cast import COORDINATOR, form


@pytest.fixture
def draft(coordinator, now, session) -> Event:
    """A communal meal that has just begun to be planned."""
    coordinator.press("/team/events/new/communal_meal", {"day": form(now)["day"]})
    return session.query(Event).order_by(Event.id.desc()).first()


def sent(event: Event, now: Any, **more: Any) -> dict[str, Any]:
    """The form as the page of this draft would send it."""
    return {"version": event.version, **form(now, **more)}


def test_the_most_used_kind_comes_first_and_the_day_goes_along(coordinator, make_event):
    make_event(kind="newroz")
    page = coordinator.get("/team/events/new?day=2027-03-21").text
    kinds = re.findall(r"/team/events/new/(\w+)\?day=2027-03-21", page)
    assert kinds[0] == "newroz"
    assert set(kinds) == {kind for kind in Kind if not kind.only_noted}


@pytest.mark.parametrize(
    ("day", "shown"), [("2027-03-21", "2027-03-21"), ("x", ""), ("2027-02-30", ""), ("9" * 99, "")]
)
def test_a_day_from_the_calendar_is_filled_in_and_nonsense_is_not(coordinator, day, shown):
    page = flat(coordinator.get(f"/team/events/new/womens_cafe?day={day}"))
    assert f'name="day" type="date" dir="ltr" value="{shown}"' in page


def test_a_feast_has_its_day_filled_in(coordinator):
    """Mother's Day is the second Sunday of May."""
    page = flat(coordinator.get("/team/events/new/mothers_day"))
    (day,) = re.findall(r'name="day" type="date" dir="ltr" value="(\d{4}-05-\d\d)"', page)
    assert date.fromisoformat(day).weekday() == 6 and 8 <= int(day[-2:]) <= 14


def test_a_kind_that_is_none_is_a_page_that_is_not_there(coordinator):
    assert coordinator.get("/team/events/new/wedding").status_code == 404
    assert coordinator.press("/team/events/new/wedding", {"day": "2027-03-21"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", ""),
        ("day", "tomorrow"),
        ("day", "1850-01-01"),
        ("day", "2999-01-01"),
        ("like", "999999"),
        ("like", "x"),
        ("like", "9" * 40),
    ],
)
def test_a_beginning_that_cannot_be_is_refused_beside_its_field(coordinator, session, field, value):
    answer = coordinator.press("/team/events/new/newroz", {"day": "2027-03-21", field: value})
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [field]
    assert session.query(Event).count() == 0


def test_an_event_of_another_kind_is_no_beginning(coordinator, make_event, session):
    meal = make_event()
    data = {"day": "2027-03-21", "like": str(meal.id)}
    assert coordinator.press("/team/events/new/newroz", data).status_code == 422
    assert coordinator.press(f"/team/events/new/newroz?like={meal.code}", data).status_code == 422
    assert session.query(Event).count() == 1


@pytest.mark.slow
def test_the_screen_is_filled_in_and_publishes_what_stands_on_it(coordinator, draft, now, client, session):
    page = coordinator.get(f"/team/events/{draft.code}/edit?done=begun").text
    for value in ('value="17:30"', 'value="60"', 'value="halal" checked', "Everything is filled in."):
        assert value in page
    answer = coordinator.press(
        f"/team/events/{draft.code}/edit",
        sent(draft, now, title="Mad i maj", description="Kom og spis", then="publish"),
    )
    assert answer.location.endswith(f"/team/events/{draft.code}?done=published")
    assert "Mad i maj" in client.get(f"/da/events/{draft.code}").text


@pytest.mark.slow
def test_what_cannot_be_published_is_not_saved_either_and_stays_on_the_screen(coordinator, draft, now, session):
    answer = coordinator.press(
        f"/team/events/{draft.code}/edit", sent(draft, now, place_name="", seats="77", then="publish")
    )
    assert answer.status_code == 422
    assert "Write a place first" in answer.text and 'value="77"' in answer.text
    session.expire_all()
    assert (draft.status, draft.seats) == (Status.DRAFT, 60)


@pytest.mark.slow
def test_a_draft_is_kept_as_she_goes(coordinator, draft, now, session):
    path = f"/team/events/{draft.code}/keep"
    answer = coordinator.press(path, sent(draft, now, place_name="", title="Mad"))
    assert answer.json["saved"] is True and answer.json["words"].startswith("Saved at ")
    assert "Write a place first" in answer.json["gaps"]
    session.expire_all()
    assert (draft.version, draft.text("da").title) == (answer.json["version"], "Mad")
    again = coordinator.press(path, sent(draft, now, title="Mad")).json
    assert again["saved"] is True and "Write a place first" not in again["gaps"]


def test_what_cannot_be_kept_says_why_and_changes_nothing(coordinator, draft, now, session):
    path = f"/team/events/{draft.code}/keep"
    wrong = coordinator.press(path, sent(draft, now, seats="many")).json
    assert (wrong["saved"], wrong["words"]) == (False, "Not saved yet. Write a number from 1 to 2000.")
    stale = coordinator.press(path, {**sent(draft, now), "version": "7"}).json
    assert stale["saved"] is False and "Somebody else has changed this event" in stale["words"]
    session.expire_all()
    assert (draft.version, draft.seats) == (1, 60)


def test_a_published_event_is_not_changed_by_itself(coordinator, make_event, now, session):
    event = make_event()
    answer = coordinator.press(f"/team/events/{event.code}/keep", sent(event, now, seats="3")).json
    assert (answer["saved"], event.seats) == (False, 10)


@pytest.mark.slow
def test_a_place_we_know_fills_in_all_that_says_where(coordinator, draft, make_event, now, session):
    with transaction() as write:
        area = Area(slug="grantoften", name="Grantoften")
        write.add(area)
        write.flush()
        area_id = area.id
    known = make_event(place_name="Laden", address="Grantoften 2", landmark="Rød dør", area_id=area_id)
    path = f"/team/events/{draft.code}/edit"
    assert (
        f'data-place_name="Laden" data-address="Grantoften 2" data-landmark="Rød dør" data-area="{area_id}"'
        in (flat(coordinator.get(path)))
    )
    assert coordinator.press(path, sent(draft, now, known_place=str(known.id))).status_code == 303
    session.expire_all()
    assert (draft.place_name, draft.address, draft.landmark, draft.area_id) == (
        "Laden",
        "Grantoften 2",
        "Rød dør",
        area_id,
    )
    refused = coordinator.press(path, sent(draft, now, known_place="999"))
    assert re.findall(r'<p class="error" id="(\w+)-error">', refused.text) == ["known_place"]
    assert refused.status_code == 422


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_invitation_is_seen_in_every_language_before_others_see_it(coordinator, draft, client, lang):
    page = coordinator.get(f"/team/events/{draft.code}/preview/{lang}").text
    assert f'<html lang="{lang}" dir="{LANGUAGES[lang].dir}">' in page
    assert '<aside class="preview-tools" lang="en" dir="ltr"' in page
    assert '<button class="button" disabled>' in page
    assert f"/team/events/{draft.code}/preview/ur" in page
    assert client.get(f"/{lang}/events/{draft.code}").status_code == 404


def test_a_preview_is_not_what_readers_get_afterwards(coordinator, make_event, client):
    """The kept page of the invitation is not the one that was looked at."""
    event = make_event()
    coordinator.get(f"/team/events/{event.code}/preview/da")
    page = client.get(f"/da/events/{event.code}").text
    assert "preview-tools" not in page and "disabled" not in page


def test_a_language_we_do_not_have_has_no_preview(coordinator, draft):
    assert coordinator.get(f"/team/events/{draft.code}/preview/xx").status_code == 404


def test_new_events_of_a_kind_begin_as_the_chosen_one(coordinator, make_event, session):
    chosen, later = make_event(starts_in=timedelta(days=-60), seats=33), make_event()
    assert coordinator.press(f"/team/events/{chosen.code}/template").status_code == 303
    page = coordinator.get("/team/events/new/communal_meal").text
    assert f'name="like" value="{chosen.id}" checked' in page
    assert f'name="like" value="{later.id}">' in page
    assert "your template" in page
    assert "New events of this kind begin as this one." in coordinator.get(f"/team/events/{chosen.code}").text


def test_the_words_of_a_draft_come_back_in_its_fields(coordinator, make_event):
    event = make_event(status=Status.DRAFT)
    with transaction() as write:
        write.add(EventText(event_id=event.id, lang="da", title="Mad <3", description="Kom", updated_at=utcnow()))
    page = coordinator.get(f"/team/events/{event.code}/edit").text
    assert ">Mad &lt;3</textarea>" in page and ">Kom</textarea>" in page


@pytest.fixture
def thursdays(coordinator, make_event, rules, now, session) -> list[Event]:
    """A published event with two drafts that follow it a week apart."""
    first = make_event(starts_in=timedelta(days=7), place_name="Salen")
    day = first.starts_local.date()
    days = [day + timedelta(days=7), day + timedelta(days=14)]
    rules(series.make, event_id=first.id, repeat=Repeat.WEEKLY, days=days, by=COORDINATOR, now=now)
    return session.query(Event).order_by(Event.id).all()


@pytest.mark.slow
def test_a_change_goes_to_one_date_or_to_all_that_follow(coordinator, thursdays, now, session):
    first, second, third = thursdays
    page = f"/team/events/{second.code}/edit"
    assert 'name="following"' in coordinator.get(page).text
    day = second.starts_local.date().isoformat()

    def save(**more):
        facts = {"day": day, "start": f"{second.starts_local:%H:%M}", "end": f"{second.ends_local:%H:%M}"}
        data = sent(second, now, **{**facts, "step_free": "not_known", **more})
        answer = coordinator.press(page, data)
        assert answer.status_code == 303
        session.expire_all()

    save(place_name="Grantoften 2", seats="10")
    assert [event.place_name for event in thursdays] == ["Salen", "Grantoften 2", "Salen"]
    save(place_name="Grantoften 2", seats="25", following="y")
    assert [event.seats for event in (first, second, third)] == [10, 25, 25]
    assert [event.place_name for event in thursdays] == ["Salen", "Grantoften 2", "Salen"]


@pytest.mark.slow
def test_a_draft_of_a_series_is_saved_by_hand_since_she_has_to_say_for_which_dates(coordinator, thursdays, draft):
    assert "data-keep" not in coordinator.get(f"/team/events/{thursdays[1].code}/edit").text
    assert "data-keep" in coordinator.get(f"/team/events/{draft.code}/edit").text


def test_what_else_is_on_the_day_is_said_before_it_is_published(coordinator, make_event, now):
    christmas = {"starts_local": datetime(2027, 12, 24, 17), "ends_local": datetime(2027, 12, 24, 20)}
    draft = make_event(status=Status.DRAFT, **christmas)
    make_event(kind="trip", **christmas)
    page = coordinator.get(f"/team/events/{draft.code}/edit").text
    assert "On that day" in page and "hint-line" in page and "at the same time" in page.lower()


@pytest.mark.slow
def test_words_that_nobody_changed_are_not_taken_to_later_dates(coordinator, thursdays, now, session):
    """The seats of the second date go on to the third; the words of the third stay its own."""
    second, third = thursdays[1], thursdays[2]
    with transaction() as write:
        write.add(EventText(event_id=third.id, lang="da", title="Suppe", updated_at=utcnow()))
    hours = {"start": f"{second.starts_local:%H:%M}", "end": f"{second.ends_local:%H:%M}"}
    data = sent(second, now, day=second.starts_local.date().isoformat(), seats="33", following="y", **hours)
    assert coordinator.press(f"/team/events/{second.code}/edit", data).status_code == 303
    session.expire_all()
    assert (third.seats, third.text("da").title) == (33, "Suppe")


@pytest.mark.slow
def test_a_title_that_was_emptied_first_makes_the_translations_outdated_too(coordinator, draft, now, session):
    with transaction() as write:
        for lang, title in (("da", "Suppe"), ("tr", "Çorba")):
            write.add(EventText(event_id=draft.id, lang=lang, title=title, updated_at=utcnow()))
    for title in ("", "Svømning"):
        session.expire_all()
        assert coordinator.press(f"/team/events/{draft.code}/keep", sent(draft, now, title=title)).json["saved"]
    session.expire_all()
    assert (draft.text("da").title, draft.text("tr").state) == ("Svømning", "outdated")


def agreed_on(page: str) -> str:
    return re.search(r'name="agreed" value="([^"]*)"', page).group(1)


@pytest.mark.slow
def test_a_danish_word_that_is_touched_and_taken_back_leaves_the_translations_up_to_date(
    coordinator, draft, now, session
):
    """Saved as she goes: what was outdated before she came stays so, and so does what was said meanwhile."""
    words = {"da": "Suppe", "tr": "Çorba", "ar": "حساء", "ru": "Суп", "ur": "سوپ"}
    with transaction() as write:
        for lang, title in words.items():
            state = {"ar": TextState.OUTDATED, "ru": TextState.MACHINE}.get(lang, TextState.UP_TO_DATE)
            write.add(EventText(event_id=draft.id, lang=lang, title=title, state=state, updated_at=utcnow()))
    path = f"/team/events/{draft.code}"
    agreed = agreed_on(coordinator.get(f"{path}/edit").text)

    def keep(title: str, agreed: str = agreed) -> list[str]:
        session.expire_all()
        data = sent(draft, now, title=title, agreed=agreed)
        assert coordinator.press(f"{path}/keep", data).json["saved"]
        session.expire_all()
        return [str(text.state) for lang in ("tr", "ar", "ru", "ur") if (text := draft.text(lang))]

    touched = ["outdated", "outdated", "machine", "outdated"]
    assert keep("Suppe i dag") == touched
    assert keep("Suppe i dag", agreed="x " * 999) == touched
    assert keep("Suppe") == ["up_to_date", "outdated", "machine", "up_to_date"]
    assert keep("") == touched
    assert keep("Suppe") == ["up_to_date", "outdated", "machine", "up_to_date"]
    assert keep("Noget andet") == touched
    new = coordinator.get(f"{path}/texts/ur").text
    seen = re.search(r'name="seen" value="([^"]*)"', new).group(1)
    said = {"seen": seen, "title": "کوئی اور چیز", "description": "", "practical": ""}
    assert coordinator.press(f"{path}/texts/ur", said).status_code == 303
    assert keep("Suppe") == ["up_to_date", "outdated", "machine", "outdated"]


@pytest.mark.slow
def test_a_page_that_was_refused_still_knows_which_translations_said_the_same(coordinator, draft, now):
    with transaction() as write:
        for lang, title in (("da", "Suppe"), ("tr", "Çorba")):
            write.add(EventText(event_id=draft.id, lang=lang, title=title, updated_at=utcnow()))
    path = f"/team/events/{draft.code}/edit"
    agreed = agreed_on(coordinator.get(path).text)
    page = coordinator.press(path, {**sent(draft, now, title="Nyt", agreed=agreed), "day": ""})
    assert (page.status_code, agreed != "", agreed_on(page.text)) == (422, True, agreed)


def test_a_page_that_was_refused_is_not_saved_by_itself(coordinator, draft, now):
    """It holds the newest version and the older words: whoever reads it has to press the button."""
    page = coordinator.press(f"/team/events/{draft.code}/edit", {**sent(draft, now), "version": "99"})
    assert (page.status_code, "data-keep=" in page.text) == (422, False)


def test_half_a_partners_name_makes_no_partner(coordinator, draft, now, session):
    for name in ("R", "Røde"):
        session.expire_all()
        assert coordinator.press(f"/team/events/{draft.code}/keep", sent(draft, now, new_partner=name)).json[
            "saved"
        ]
    assert session.query(Partner).count() == 0


def test_a_draft_that_is_thrown_away_while_it_is_saved_is_not_there(coordinator, now, draft, monkeypatch):
    event_id, address = draft.id, f"/team/events/{draft.code}/edit"

    def thrown_away(_form):
        with side_transaction() as session:
            discards.discard_draft(session, event_id=event_id, by=COORDINATOR, now=now)
        return True

    monkeypatch.setattr(DraftForm, "validate", thrown_away)
    assert coordinator.press(address, sent(draft, now)).status_code == 404
