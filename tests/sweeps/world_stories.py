"""What the small world has of what people tell."""

import json
from datetime import datetime, timedelta
from typing import Any

from portal.accounts.models import Member
from portal.core.i18n import to_local
from portal.events.models import Event
from portal.stories.guide import InterviewKind
from portal.stories.models import Interview, MotherLine, Shape, Speaker, Story, StoryPart


def stories_of(session: Any, words: str, mother: Member, done: Event, now: datetime) -> dict[str, Any]:
    """A quote, a story that was handed on, points in three languages, one put aside; a line; two interviews."""
    today = to_local(now).date()
    told: dict[str, Any] = {"day": today, "created_at": now, "lang": "da"}
    agreed: dict[str, Any] = {**told, "agreed_at": now, "agreed_version": "test"}
    stories = {
        "quote": Story(part=StoryPart.BRIDGES, shape=Shape.QUOTE, speaker=Speaker.PROFESSIONAL, **agreed),
        "handed on": Story(part=StoryPart.MOTHERS, shape=Shape.STORY, **agreed),
        "point": Story(part=StoryPart.ATTENTION, shape=Shape.POINT, **{**told, "lang": "ur"}),
        "aside": Story(part=StoryPart.NETWORKS, shape=Shape.QUOTE, speaker=Speaker.RESIDENT, **agreed),
    }
    for name, story in stories.items():
        story.text = words.format(name)
    stories["aside"].put_aside_at = now
    stories["aside"].lang = "so"
    stories["event"] = Story(part=StoryPart.SOCIAL, shape=Shape.POINT, event_id=done.id, **told)
    line = MotherLine(member_id=mother.id, text=words.format("Line"), lang="tr", named=True, created_at=now)
    interview = Interview(speaker=Speaker.AREA, **agreed)
    interview.answers = json.dumps({one.key: words.format("Answer") for one in InterviewKind.AREA.questions})
    old = Interview(speaker=Speaker.MOTHER, **{**agreed, "day": today - timedelta(days=400)})
    session.add_all([*stories.values(), line, interview, old])
    session.flush()
    ids = {name: story.id for name, story in stories.items()}
    return {
        "story_ids": ids,
        "story_id": ids["quote"],
        "interview_id": interview.id,
        "shape": "story",
        "part": "social",
        "talk": "mothers",
    }
