"""What the coordinator picks and writes for the report, and how it is taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.accounts.queries import hold_coordinators
from portal.contacts.rules import check_day
from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK
from portal.events.models import Event
from portal.stories import queries
from portal.stories.models import Shape, Speaker, Story, StoryPart

#: The wording of "whoever it is about agrees"; a new one when its meaning changes.
AGREED_VERSION: Final = "2026-12"
#: A quote or a point is read at a glance; a story takes a moment.
LONGEST: Final = {Shape.QUOTE: 500, Shape.STORY: 1500, Shape.POINT: 300}


@dataclass(frozen=True)
class StoryWords:
    """A story as the coordinator's form gives it."""

    part: StoryPart
    text: str
    lang: str
    day: date
    #: Who said it; only a quote has a speaker.
    speaker: Speaker | None = None
    #: Whoever it is about has read or heard it and agrees.
    agreed: bool = False


def write(session: Session, *, shape: Shape, words: StoryWords, by: Actor, now: datetime) -> Story:
    """Write a story. The same words pressed twice are one story."""
    _check(shape, words, now)
    hold_coordinators(session)
    for other in session.scalars(queries.standing().where(Story.part == words.part, Story.day == words.day)):
        if (other.shape, other.text) == (shape, words.text):
            return other
    story = Story(shape=shape, created_at=now)
    _fill(story, words, now)
    session.add(story)
    audit.record(session, "stories.write", story, by=by, now=now)
    return story


def change(
    session: Session, *, story_id: int, words: StoryWords, handed_on: bool, by: Actor, now: datetime
) -> None:
    """Write a story anew; whoever it is about is asked anew, too.

    ``handed_on``: it stands in an edition that others hold, which would say something else from now on.
    """
    story = _held(session, story_id)
    if handed_on:
        raise RuleBroken(
            _("This stands in a report that was handed on, so its words stay. Take it back and write it anew.")
        )
    if story.event_id is not None:
        raise RuleBroken(_("This is the name of an event. Change it where the event is."))
    _check(story.shape, words, now)
    _fill(story, words, now)
    audit.record(session, "stories.change", story, by=by, now=now)


def put_aside(session: Session, *, story_id: int, by: Actor, now: datetime) -> None:
    """Leave a story out of the report for now. Twice is the same as once."""
    story = _held(session, story_id)
    if story.put_aside_at is None:
        story.put_aside_at = now
        audit.record(session, "stories.put_aside", story, by=by, now=now)


def bring_back(session: Session, *, story_id: int, by: Actor, now: datetime) -> None:
    """Let it stand in the report again."""
    story = _held(session, story_id)
    if story.put_aside_at is not None:
        story.put_aside_at = None
        audit.record(session, "stories.bring_back", story, by=by, now=now)


def take_back(session: Session, *, story_id: int, by: Actor, now: datetime) -> None:
    """Whoever it is about wants it no longer: its words are gone at once, from every edition, too."""
    story = _held(session, story_id)
    story.text, story.withdrawn_at = None, now
    audit.record(session, "stories.take_back", story, by=by, now=now)


def pick_events(
    session: Session, *, part: StoryPart, offered: Iterable[Event], chosen: Iterable[int], by: Actor, now: datetime
) -> None:
    """Of these events, those that were ticked stand as points in a part, and no others."""
    wanted = set(chosen)
    hold_coordinators(session)
    points = {story.event_id: story for story in session.scalars(queries.points_of_events(part))}
    for event in offered:
        point = points.get(event.id)
        if event.id in wanted and point is None:
            _add_point(session, part, event, by, now)
        elif event.id in wanted and point is not None:
            bring_back(session, story_id=point.id, by=by, now=now)
        elif point is not None:
            put_aside(session, story_id=point.id, by=by, now=now)


def _add_point(session: Session, part: StoryPart, event: Event, by: Actor, now: datetime) -> None:
    story = Story(
        part=part,
        shape=Shape.POINT,
        lang=FALLBACK,
        day=event.starts_local.date(),
        event_id=event.id,
        created_at=now,
    )
    session.add(story)
    audit.record(session, "stories.write", story, by=by, now=now)


def _check(shape: Shape, words: StoryWords, now: datetime) -> None:
    check_day(words.day, "day", now)
    if len(words.text) > LONGEST[shape]:
        raise RuleBroken(_("This is too long. Use at most %(num)s characters.", num=LONGEST[shape]), "text")
    if shape is Shape.QUOTE and words.speaker is None:
        raise RuleBroken(_("Choose one of these."), "speaker")
    if shape is not Shape.POINT and not words.agreed:
        raise RuleBroken(
            _("Nothing is saved yet. Read it to her first, and tick this when she agrees: it is her story."),
            "agreed",
        )


def _fill(story: Story, words: StoryWords, now: datetime) -> None:
    story.part, story.text, story.lang, story.day = words.part, words.text, words.lang, words.day
    story.speaker = words.speaker if story.shape is Shape.QUOTE else None
    if story.shape is not Shape.POINT:
        story.agreed_at, story.agreed_version = now, AGREED_VERSION


def _held(session: Session, story_id: int) -> Story:
    """A story that was not taken back, held until the transaction ends."""
    story = session.get_one(Story, story_id, with_for_update=True, populate_existing=True)
    if story.withdrawn_at is not None:
        raise RuleBroken(_("This was taken back meanwhile. Go back to the list."))
    return story
