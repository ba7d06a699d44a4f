"""The coordinator's pages: picking, writing, changing, taking back, examples from what was done."""

import re
from datetime import timedelta

import pytest

from portal.core.db import transaction
from portal.core.features import Feature
from portal.core.periods import Stretch
from portal.events.models import Event, EventText
from portal.reports.models import Edition
from portal.stories.models import Shape, Story, StoryPart
from tests.stories.conftest import QUOTE


def section(page, part):
    """One part of the page."""
    return re.search(rf'<section class="card" id="{part}".*?</section>', page, re.DOTALL)[0]


def hand_on(now, *ids):
    with transaction() as session:
        session.add(Edition(year=2015, stretch=Stretch.YEAR, content={"stories": list(ids)}, made_at=now))


def test_a_quote_is_written_for_a_part_and_stands_there(desk, sent, session, today):
    form = desk.get("/team/stories/new/quote?part=networks").text
    assert '<option value="networks" dir="auto" selected>' in form
    assert "nothing by which a neighbour could know her" in form
    assert not re.search(r'name="agreed"[^>]* checked', form)
    saved = desk.press("/team/stories/new/quote", sent())
    number = session.query(Story.id).scalar()
    assert saved.location == f"/team/stories?year={today.year}&done=saved#story-{number}"
    page = desk.get("/team/stories").text
    quote = f'<blockquote lang="da" dir="ltr"><p>{QUOTE}</p></blockquote>'
    assert quote in section(page, "networks") and quote not in section(page, "bridges")
    assert "<figcaption>A resident · in Danish</figcaption>" in page


def test_without_her_yes_nothing_is_saved_and_what_was_typed_is_still_there(desk, sent, session):
    answer = desk.press("/team/stories/new/quote", sent(agreed=[]))
    assert answer.status_code == 422
    assert "Nothing is saved yet. Read it to her first" in answer.text
    assert f">{QUOTE}</textarea>" in answer.text
    assert session.query(Story).count() == 0


def test_a_point_asks_neither_for_a_speaker_nor_for_a_yes(desk, sent, session):
    form = desk.get("/team/stories/new/point?part=attention").text
    assert 'name="agreed"' not in form and 'name="speaker"' not in form
    assert desk.press("/team/stories/new/point", sent(part="attention", agreed=[], speaker=[])).status_code == 303
    assert f'<li><span lang="da" dir="ltr">{QUOTE}</span>' in section(desk.get("/team/stories").text, "attention")


@pytest.mark.slow
def test_the_words_are_changed_only_while_nobody_outside_holds_them(desk, sent, tell, session, now):
    number = tell().id
    path = f"/team/stories/{number}"
    assert f">{QUOTE}</textarea>" in desk.get(path).text
    assert desk.press(path, sent(text="Vi svømmer.", agreed=[])).status_code == 422
    assert desk.press(path, sent(text="Vi svømmer.")).status_code == 303
    hand_on(now, number)
    page = desk.get(path).text
    assert "its words stay" in page and "</textarea>" not in page and f"{path}/take-back" in page
    refused = desk.press(path, sent(text="Noget andet."))
    assert (refused.status_code, "its words stay" in refused.text) == (422, True)
    assert session.get_one(Story, number).text == "Vi svømmer."


def test_it_is_put_aside_with_one_tap_and_brought_back_with_one(desk, tell, today):
    number = tell().id
    back = f"/team/stories?year={today.year}#story-{number}"
    assert desk.press(f"/team/stories/{number}/aside").location == back
    assert "Put aside: not in the report" in desk.get("/team/stories").text
    assert desk.press(f"/team/stories/{number}/back").location == back
    assert "Put aside: not in the report" not in desk.get("/team/stories").text


@pytest.mark.slow
def test_taking_back_asks_once_and_says_where_the_words_go_and_where_not(desk, tell, session, now):
    number = tell().id
    hand_on(now, number)
    asked = desk.get(f"/team/stories/{number}/take-back").text
    assert "also from the reports that were handed on" in asked
    assert "What is already printed or saved by others stays there." in asked
    assert desk.press(f"/team/stories/{number}/take-back").status_code == 303
    assert QUOTE not in desk.get("/team/stories").text
    assert session.get_one(Story, number).text is None
    for path in ("", "/take-back", "/aside", "/back"):
        assert desk.press(f"/team/stories/{number}{path}").status_code == 404


@pytest.mark.slow
def test_what_was_done_is_picked_with_a_tick_and_named_in_the_readers_language(
    desk, karen, make_event, session, now, today
):
    event = make_event(starts_in=timedelta(days=-1))
    with transaction() as writing:
        for lang, title in (("da", "Høstmarked"), ("tr", "Hasat pazarı")):
            text = EventText(event_id=event.id, lang=lang, title=title, updated_at=now)
            writing.add(text)
    year = session.get_one(Event, event.id).starts_local.year
    path = f"/team/stories/examples/social?year={year}"
    assert "Høstmarked" in desk.get(path).text
    assert desk.press(path, {"events": str(event.id)}).location == f"/team/stories?year={year}&done=picked#social"
    assert f'value="{event.id}" checked' in desk.get(path).text
    assert "Høstmarked" in section(desk.get(f"/team/stories?year={year}").text, "social")
    desk.press("/team/me/language", {"lang": "tr"})
    assert "Hasat pazarı" in section(desk.get(f"/team/stories?year={year}").text, "social")
    (story,) = session.query(Story)
    number = story.id
    assert 'name="text"' not in desk.get(f"/team/stories/{number}").text
    assert desk.press(path, {}).status_code == 303
    assert session.get_one(Story, number).put_aside_at is not None


@pytest.mark.parametrize("events", ["999", "x", ["1"] * 99, "\u0000"])
def test_a_tick_at_what_was_not_offered_is_refused(desk, make_event, session, now, events):
    make_event(starts_in=timedelta(days=-1))
    answer = desk.press("/team/stories/examples/social", {"events": events})
    assert (answer.status_code, "Choose among these." in answer.text) == (422, True)
    assert session.query(Story).count() == 0


@pytest.mark.parametrize("year", ["", "x", "0", "1999", "9999", "20155", "٢٠١٥", "-1"])
def test_a_year_that_is_none_is_this_year(desk, tell, year):
    tell()
    for path in ("", "/examples/social", "/new/quote"):
        assert desk.get(f"/team/stories{path}", query_string={"year": year}).status_code == 200
    assert QUOTE in desk.get("/team/stories", query_string={"year": year}).text


@pytest.mark.parametrize(
    "path",
    ["0", "999", "99999999999", "x", "new/novel", "examples/bridges", "examples/x", "1/take-back", "1/aside"],
)
def test_what_is_not_there_is_a_page_that_is_not_there(desk, path):
    assert desk.get(f"/team/stories/{path}").status_code in (404, 405)
    assert desk.press(f"/team/stories/{path}").status_code in (404, 405)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "Write what should stand in the report."),
        ("text", "\u202e\u0000", "Write what should stand in the report."),
        ("text", "x" * 501, "Use at most 500 characters."),
        ("text", "Hun er 010190-1234.", "leave out the CPR number"),
        ("text", "Ring til hende: ٤٤٧٧٠٠١١", "leave out phone numbers and e-mail addresses"),
        ("text", "amina@example.org", "leave out phone numbers and e-mail addresses"),
        ("part", "moon", "Choose one of these."),
        ("part", "", "Choose one of these."),
        ("speaker", "queen", "Choose one of these."),
        ("speaker", "", "Choose one of these."),
        ("lang", "xx", "Choose a language."),
        ("day", "", "Write the day, or about the day."),
        ("day", "2199-01-01", "Choose today or a day before."),
        ("day", "soon", "Write the date as"),
        ("day", "0001-01-01", "Look at the year once more."),
        ("text", ["One", "Two"], "This was sent twice."),
        ("agreed", ["y", "y"], "This was sent twice."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_saved(desk, sent, session, field, value, words):
    answer = desk.press("/team/stories/new/quote", sent(**{field: value}))
    assert (answer.status_code, words in answer.text) == (422, True)
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [field]
    assert session.query(Story).count() == 0


@pytest.mark.parametrize(
    "query", ["part=x", "interview=x", "interview=999&question=hard", "interview=99999999999", "question=\u202e"]
)
def test_an_address_of_nonsense_is_an_empty_form(desk, query):
    assert "></textarea>" in desk.get(f"/team/stories/new/story?{query}").text


@pytest.mark.slow
def test_switched_off_nothing_is_there_and_nothing_leads_there(desk, tell, make_member, sign_in, karen):
    tell()
    mother = sign_in(make_member("Amal"))
    assert "/team/stories" in desk.get("/team/").text and "/team/line" in mother.get("/team/me").text
    on = [str(one) for one in Feature if one is not Feature.STORIES]
    assert desk.press("/team/features", {"on": on}).status_code == 303
    for path in ("/team/stories", "/team/stories/1", "/team/stories/new/quote", "/team/interviews"):
        assert desk.get(path).status_code == 404
    assert mother.get("/team/line").status_code == 404
    assert "/team/stories" not in desk.get("/team/").text and "/team/line" not in mother.get("/team/me").text


def test_switched_off_the_report_has_nothing_of_it(desk, tell, session, today):
    from portal.core.periods import Period
    from portal.stories import queries

    number, year = tell().id, Period.of(today.year)
    assert list(queries.stories_in(session, year)) == [StoryPart.NETWORKS]
    desk.press("/team/features", {"on": [str(one) for one in Feature if one is not Feature.STORIES]})
    assert queries.stories_in(session, year) == queries.stories_of(session, [number]) == {}
    assert queries.lines(session) == []


@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_is_shown_where_it_is_picked(desk, tell, shape):
    tell(shape, text="First.\n\nSecond.")
    page = desk.get("/team/stories").text
    shown = {
        Shape.QUOTE: '<figure class="quote">',
        Shape.STORY: '<div lang="da" dir="ltr"><p>First.</p><p>Second.</p></div>',
        Shape.POINT: '<ul class="points">',
    }
    assert {one for one, markup in shown.items() if markup in page} == {shape}
