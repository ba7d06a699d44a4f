"""What is told for the report: only with her yes, and gone when she takes it back."""

from datetime import datetime, timedelta

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.facts import Audience
from portal.events.models import Event, EventText, Status
from portal.stories import queries
from portal.stories import rules as stories
from portal.stories.models import Shape, Speaker, Story, StoryPart
from tests.stories.conftest import QUOTE


def as_told(story):
    return (story.part, story.shape, story.text, story.lang, story.speaker, story.agreed_version)


def this_year(today):
    return Period.of(today.year)


def test_a_quote_is_kept_with_who_said_it_and_that_she_agreed(tell, session, now, karen):
    story = session.get_one(Story, tell().id)
    assert as_told(story) == (
        StoryPart.NETWORKS,
        Shape.QUOTE,
        QUOTE,
        "da",
        Speaker.RESIDENT,
        stories.AGREED_VERSION,
    )
    assert (story.agreed_at, story.put_aside_at, story.withdrawn_at) == (
        now,
        None,
        None,
    )


@pytest.mark.parametrize("shape", [Shape.QUOTE, Shape.STORY])
def test_without_her_yes_nothing_is_saved(tell, session, shape):
    with pytest.raises(RuleBroken, match="agreed") as broken:
        tell(shape, agreed=False)
    assert "Read it to her first" in str(broken.value.message)
    assert session.query(Story).count() == 0


def test_a_point_is_about_nobody_so_nobody_is_asked(tell, session):
    story = session.get_one(Story, tell(Shape.POINT, agreed=False, speaker=None).id)
    assert as_told(story) == (StoryPart.NETWORKS, Shape.POINT, QUOTE, "da", None, None)
    assert story.agreed_at is None


def test_only_a_quote_has_a_speaker(tell, session):
    assert session.get_one(Story, tell(Shape.STORY).id).speaker is None
    with pytest.raises(RuleBroken, match="speaker"):
        tell(speaker=None)


def test_pressed_twice_it_is_one_story(tell, session):
    assert tell().id == tell().id != tell(part=StoryPart.BRIDGES).id
    assert session.query(Story).count() == 2


@pytest.mark.parametrize("shape", list(Shape))
def test_each_shape_has_its_length(tell, shape):
    assert tell(shape, text="å" * stories.LONGEST[shape]).id
    with pytest.raises(RuleBroken, match="text"):
        tell(shape, text="å" * (stories.LONGEST[shape] + 1))


def test_a_day_to_come_is_refused(tell, today):
    with pytest.raises(RuleBroken, match="day"):
        tell(day=today + timedelta(days=1))


def test_other_words_need_her_yes_anew(tell, rules, words, by, session, now):
    story_id = tell().id
    later = now + timedelta(hours=1)
    change = {"story_id": story_id, "handed_on": False, "by": by, "now": later}
    with pytest.raises(RuleBroken, match="agreed"):
        rules(stories.change, words=words(text="Nu svømmer vi.", agreed=False), **change)
    rules(stories.change, words=words(text="Nu svømmer vi.", part=StoryPart.BRIDGES), **change)
    story = session.get_one(Story, story_id)
    assert (story.text, story.part, story.agreed_at) == ("Nu svømmer vi.", StoryPart.BRIDGES, later)


def test_what_was_handed_on_keeps_its_words(tell, rules, words, by, session, now):
    story_id = tell().id
    with pytest.raises(RuleBroken) as broken:
        rules(stories.change, story_id=story_id, words=words(text="x"), handed_on=True, by=by, now=now)
    assert "its words stay" in str(broken.value.message)
    assert session.get_one(Story, story_id).text == QUOTE


def test_put_aside_it_is_not_in_the_report_and_comes_back(tell, rules, by, session, now, today):
    story_id = tell().id
    for rule, shown in ((stories.put_aside, []), (stories.put_aside, []), (stories.bring_back, [story_id])):
        rules(rule, story_id=story_id, by=by, now=now)
        found = queries.stories_in(session, this_year(today))
        assert [story.id for told in found.values() for story in told] == shown
        session.rollback()
    actions = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert actions == ["stories.write", "stories.put_aside", "stories.bring_back"]


def test_taken_back_its_words_are_gone_at_once_also_from_an_edition(tell, rules, by, session, now, today):
    story_id = tell().id
    assert list(queries.stories_of(session, [story_id])) == [StoryPart.NETWORKS]
    session.rollback()
    rules(stories.take_back, story_id=story_id, by=by, now=now)
    story = session.get_one(Story, story_id)
    assert (story.text, story.withdrawn_at) == (None, now)
    assert queries.stories_of(session, [story_id]) == queries.everything_in(session, this_year(today)) == {}
    session.rollback()
    for rule in (stories.take_back, stories.put_aside, stories.bring_back):
        with pytest.raises(RuleBroken, match="None"):
            rules(rule, story_id=story_id, by=by, now=now)


def test_put_aside_later_it_stays_in_the_edition_that_has_it(tell, rules, by, session, now):
    story_id = tell().id
    rules(stories.put_aside, story_id=story_id, by=by, now=now)
    assert [story.id for story in queries.stories_of(session, [story_id])[StoryPart.NETWORKS]] == [story_id]


def test_in_a_part_they_stand_by_day_and_in_the_report_of_their_period_alone(tell, session, today):
    first, last = today - timedelta(days=9), today - timedelta(days=2)
    later = tell(text="later", day=last).id
    earlier = tell(text="earlier", day=first).id
    tell(text="other part", part=StoryPart.ATTENTION, day=first)
    found = queries.stories_in(session, Period(first, last))
    assert {part: [story.text for story in told] for part, told in found.items()} == {
        StoryPart.NETWORKS: ["earlier", "later"],
        StoryPart.ATTENTION: ["other part"],
    }
    inside = queries.stories_in(session, Period(first + timedelta(days=1), last))
    assert {part: [story.id for story in told] for part, told in inside.items()} == {StoryPart.NETWORKS: [later]}
    assert earlier not in [story.id for told in inside.values() for story in told]


@pytest.fixture
def two_meals(make_event):
    """Two meals that were, and a meeting of the mothers."""
    make_event(starts_in=timedelta(days=-2), audience=Audience.MOTHERS)
    make_event(starts_in=timedelta(days=2))
    make_event(starts_in=timedelta(days=-2), status=Status.CANCELLED)
    make_event(starts_in=timedelta(days=-2), kind="talk")
    return [make_event(starts_in=timedelta(days=-days)).id for days in (4, 3)]


@pytest.fixture
def pick(rules, by, now):
    """Tick these among the social events of the last days."""

    def pick(*chosen):
        days = Period((to_local(now) - timedelta(days=9)).date(), (to_local(now) + timedelta(days=9)).date())
        with transaction() as session:
            offered = queries.examples(session, StoryPart.SOCIAL, days, now)
            stories.pick_events(session, part=StoryPart.SOCIAL, offered=offered, chosen=chosen, by=by, now=now)
            return [event.id for event in offered]

    return pick


def points(session):
    session.rollback()
    found = queries.stories_in(session, Period((datetime.min).date(), (datetime.max - timedelta(days=9)).date()))
    return [(story.event_id, story.shape, story.text, story.on) for story in found.get(StoryPart.SOCIAL, [])]


def test_what_was_done_becomes_a_point_by_a_tick_and_leaves_by_none(two_meals, pick, session, today):
    first, second = two_meals
    as_points = {
        number: (number, Shape.POINT, None, session.get_one(Event, number).starts_local.date())
        for number in two_meals
    }
    session.rollback()
    assert pick(first, second) == two_meals
    assert points(session) == [as_points[first], as_points[second]]
    pick(second)
    assert points(session) == [as_points[second]]
    pick(first, second, 999)
    assert points(session) == [as_points[first], as_points[second]]
    assert session.query(Story).count() == 2


def test_a_point_that_is_an_event_moves_with_it_and_goes_when_it_was_not_so(two_meals, pick, session, now):
    pick(two_meals[0])
    with transaction() as writing:
        event = writing.get_one(Event, two_meals[0])
        event.starts_local -= timedelta(days=1)
    moved = session.get_one(Event, two_meals[0]).starts_local.date()
    assert [day for *_rest, day in points(session)] == [moved]
    assert [story.on for story in queries.everything_in(session, Period(moved, moved))[StoryPart.SOCIAL]] == [
        moved
    ]
    session.rollback()
    with transaction() as writing:
        writing.get_one(Event, two_meals[0]).status = Status.CANCELLED
    assert points(session) == []


def test_the_name_of_an_event_is_changed_where_the_event_is(two_meals, pick, rules, words, by, session, now):
    pick(two_meals[0])
    (story,) = session.query(Story).all()
    number = story.id
    session.rollback()
    with pytest.raises(RuleBroken) as broken:
        rules(stories.change, story_id=number, words=words(), handed_on=False, by=by, now=now)
    assert "Change it where the event is" in str(broken.value.message)


def test_a_point_that_was_taken_back_can_be_picked_anew(two_meals, pick, rules, by, session, now):
    pick(two_meals[0])
    (number,) = session.scalars(session.query(Story.id).statement).all()
    session.rollback()
    rules(stories.take_back, story_id=number, by=by, now=now)
    assert points(session) == []
    pick(two_meals[0])
    assert [event_id for event_id, *_rest in points(session)] == [two_meals[0]]


def test_an_example_is_of_its_category(make_event, session, now, today):
    names = {}
    for kind in ("communal_meal", "dialogue_meeting", "talk", "network_meeting"):
        event_id = make_event(starts_in=timedelta(days=-1), kind=kind, audience=Audience.WOMEN).id
        names[event_id] = kind
        with transaction() as writing:
            writing.add(EventText(event_id=event_id, lang="da", title=kind, updated_at=now))
    days = Period(today - timedelta(days=9), today)
    found = {part: queries.examples(session, part, days, now) for part in queries.CATEGORIES}
    assert {part: [names[event.id] for event in events] for part, events in found.items()} == {
        StoryPart.INFORMATION: ["dialogue_meeting"],
        StoryPart.SOCIAL: ["communal_meal"],
        StoryPart.VISIBILITY: ["talk"],
    }


def test_the_years_that_have_stories(tell, session, today):
    for year in (2015, 2014, 2015):
        tell(day=today.replace(year=year, month=3, day=3), text=str(year))
    assert queries.years(session) == [2015, 2014]
