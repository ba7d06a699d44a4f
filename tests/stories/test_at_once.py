"""A button pressed twice at the same moment: what was told stands once."""

from datetime import timedelta

import pytest

from portal.core.db import db
from portal.core.periods import Period
from portal.stories import interviews, queries
from portal.stories import rules as stories
from portal.stories.interviews import Answered
from portal.stories.models import Interview, Shape, Speaker, Story, StoryPart
from tests.races import ROUNDS


def test_the_same_story_is_one(at_once, words, by, now):
    for number in range(ROUNDS):
        said = words(text=f"Nu kommer jeg ud. {number}")

        def press(session, said=said):
            stories.write(session, shape=Shape.QUOTE, words=said, by=by, now=now)

        assert at_once(press, press) == [None, None]
    assert db.session.query(Story).count() == ROUNDS


@pytest.mark.slow
def test_the_same_event_is_one_example(at_once, make_event, by, now, today):
    for number in range(1, ROUNDS + 1):
        event_id = make_event(starts_in=timedelta(days=-number)).id

        def press(session, event_id=event_id):
            offered = queries.examples(session, StoryPart.SOCIAL, Period(today - timedelta(days=30), today), now)
            offered = [event for event in offered if event.id == event_id]
            stories.pick_events(session, part=StoryPart.SOCIAL, offered=offered, chosen=[event_id], by=by, now=now)

        assert at_once(press, press) == [None, None]
    assert db.session.query(Story).count() == ROUNDS


def test_the_same_answers_are_one_interview(at_once, by, now, today):
    for number in range(ROUNDS):
        answered = Answered(Speaker.MOTHER, today, "da", {"hard": f"Tiden. {number}"}, agreed=True)

        def press(session, answered=answered):
            interviews.note_down(session, answered=answered, by=by, now=now)

        assert at_once(press, press) == [None, None]
    assert db.session.query(Interview).count() == ROUNDS
