"""What was told for the report goes when its time is up; that it was told stays."""

from datetime import timedelta

import pytest

from portal.core.i18n import to_local
from portal.privacy import purge
from portal.stories.models import Interview, MotherLine, Shape, Speaker, Story, StoryPart
from tests.privacy.cast import NOTHING


@pytest.fixture
def quote(add, now):
    """A quote whose speaker agreed."""

    def quote(**columns):
        values = {"text": "Hun tog mig med.", "lang": "da", "day": now.date(), "agreed_at": now, "created_at": now}
        whose = {"part": StoryPart.BRIDGES, "shape": Shape.QUOTE, "speaker": Speaker.RESIDENT}
        return add(Story(**whose, **{**values, **columns}))

    return quote


@pytest.mark.slow
def test_the_words_of_a_story_that_was_taken_back_go_and_all_others_stay(quote, session, now):
    left_behind, kept = quote(withdrawn_at=now), quote(put_aside_at=now - timedelta(days=3000))
    to_come = quote(withdrawn_at=now + timedelta(seconds=1))
    assert purge.run(now) == {**NOTHING, "stories_taken_back": 1}
    texts = {number: session.get_one(Story, number).text for number in (left_behind, kept, to_come)}
    assert texts == {left_behind: None, kept: "Hun tog mig med.", to_come: "Hun tog mig med."}
    row = session.get_one(Story, left_behind)
    assert (row.part, row.speaker, row.agreed_at, row.withdrawn_at) == (
        StoryPart.BRIDGES,
        Speaker.RESIDENT,
        now,
        now,
    )
    session.rollback()
    assert purge.run(now) == NOTHING


def test_a_line_goes_ninety_days_after_its_account_was_closed(add, make_member, session, now):
    lines = {}
    for name, closed in (("gone", 90), ("closed", 89), ("open", None)):
        at = now - timedelta(days=closed) if closed else None
        member_id = make_member(name, pin=None, disabled_at=at).id
        line = MotherLine(member_id=member_id, text="Mod.", lang="da", created_at=now)
        lines[name] = add(line)
    assert purge.run(now) == {**NOTHING, "lines_of_closed_accounts": 1}
    texts = {name: session.get_one(MotherLine, number).text for name, number in lines.items()}
    assert texts == {"gone": None, "closed": "Mod.", "open": "Mod."}


def test_answers_go_a_year_after_the_talk_and_that_it_was_held_stays(add, session, now):
    rows, year_ago = {}, to_local(now - timedelta(days=365)).date()
    for name, day in (("old", year_ago), ("kept", year_ago + timedelta(days=1))):
        row = Interview(speaker=Speaker.AREA, day=day, lang="da", created_at=now)
        row.answers = '{"hard": "Tid."}'
        rows[name] = add(row)
    assert purge.run(now) == {**NOTHING, "answers": 1}
    assert {name: session.get_one(Interview, number).answers for name, number in rows.items()} == {
        "old": None,
        "kept": '{"hard": "Tid."}',
    }
    assert session.get_one(Interview, rows["old"]).speaker is Speaker.AREA
