"""What people tell in the demo: something for each part of the report, in words that are easy to read."""

import re
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import select

from portal import demo
from portal.accounts.models import Member
from portal.core.periods import Period
from portal.core.text import gives_a_way_to_reach, looks_like_cpr
from portal.stories import queries
from portal.stories.guide import InterviewKind
from portal.stories.interviews import answers_of
from portal.stories.models import Interview, Shape, StoryPart
from portal.stories.rules import LONGEST

#: The demo year is loaded for them.
pytestmark = pytest.mark.slow

EVALUATED = Period(date(2015, 1, 1), date(2015, 11, 30))


def lix(text):
    """How hard a text is to read: words for each sentence, and how many of them are long."""
    words = re.findall(r"[^\W\d_]+", text)
    sentences = max(1, len(re.findall(r"[.:!?]", text)))
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_2015_has_something_to_tell_in_every_part(loaded):
    told = queries.stories_in(loaded, EVALUATED)
    shapes = {part: Counter(story.shape for story in stories) for part, stories in told.items()}
    assert list(told) == list(StoryPart)
    assert shapes[StoryPart.ATTENTION] == {Shape.POINT: 6}
    assert all(
        shapes[part][Shape.QUOTE] and shapes[part][Shape.POINT]
        for part in StoryPart
        if part != StoryPart.ATTENTION
    )
    assert {story.event.status for stories in told.values() for story in stories if story.event} == {"published"}
    assert {part for part, stories in told.items() if any(story.event for story in stories)} == set(
        queries.CATEGORIES
    )


def test_every_quote_and_story_was_agreed_to_and_fits_its_shape(loaded):
    for story in (one for stories in queries.stories_in(loaded, EVALUATED).values() for one in stories):
        assert (story.agreed_at is None) == (story.shape is Shape.POINT)
        assert len(story.text or "") <= LONGEST[story.shape]


def test_nothing_that_is_told_leads_to_anybody_and_it_reads_easily():
    rows = demo.read("stories.json")
    danish = [row["text"] for row in rows["past"]]
    danish += [text for row in rows["interviews"] for text in row["answers"].values()]
    everything = danish + [row["text"] for row in rows["lines"]]
    names = {row["name"].split()[0] for row in demo.read("people.json")["mothers"]}
    assert [text for text in everything if gives_a_way_to_reach(text) or looks_like_cpr(text)] == []
    assert [text for text in everything if names & set(re.findall(r"\w+", text))] == []
    assert lix(" ".join(danish)) <= 30


def test_two_mothers_have_written_a_line_in_a_language_of_theirs(loaded):
    lines = queries.lines(loaded)
    assert [(line.lang, line.named) for line in lines] == [("tr", True), ("ur", False)]
    assert all(line.lang in loaded.get_one(Member, line.member_id).languages for line in lines)


def test_two_interviews_of_this_year_are_noted(loaded):
    rows = loaded.scalars(select(Interview)).all()
    told = {InterviewKind.by_speaker(row.speaker): len(answers_of(row)) for row in rows}
    assert told == {InterviewKind.MOTHERS: 7, InterviewKind.PARTNERS: 5}
    raw = demo.read("stories.json")["interviews"]
    assert sum(told.values()) == sum(len(row["answers"]) for row in raw)
