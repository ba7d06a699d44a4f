"""What the pages of this package share: their blueprint, which year they are about, and how a row is found."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import Blueprint, abort, request
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core import audit
from portal.core.db import db, once_per_transaction
from portal.core.i18n import to_local
from portal.core.interfaces import Interface
from portal.core.periods import Period
from portal.stories.models import Interview, Story

bp = Blueprint("stories", __name__)

_FIRST_YEAR: Final = 2000
#: Whether a story, by its id, stands in an edition that others hold. Provided by ``reports``.
HANDED_ON: Final = Interface[Callable[[Session, int], bool]]("stories.handed_on")


@dataclass(frozen=True)
class Year:
    """The year a page is about."""

    number: int
    today: date

    @property
    def period(self) -> Period:
        return Period.of(self.number)

    @property
    def day(self) -> date:
        """The day a new story begins with: today, or the last day of a year that is over."""
        return min(self.today, self.period.last)


def year_asked(now: datetime) -> Year:
    """The year that an address asks for: this one where it says nothing sensible."""
    today, asked = to_local(now).date(), request.args.get("year", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return Year(number if _FIRST_YEAR <= number <= today.year else today.year, today)


@once_per_transaction
def story_of(story_id: int) -> Story:
    """A story that was not taken back; 404 for every other."""
    story = db.session.get(Story, story_id)
    if story is None or story.withdrawn_at is not None:
        abort(404)
    return story


@once_per_transaction
def interview_of(interview_id: int) -> Interview:
    """An interview whose answers are still there; 404 for every other."""
    interview = db.session.get(Interview, interview_id)
    if interview is None or interview.answers is None:
        abort(404)
    return interview


def read_interview(interview_id: int) -> Interview:
    """The same, for a page that shows what was answered: that it was read is kept."""
    audit.record_reading("interviews.read", interview_of(interview_id), by=current_actor())
    return interview_of(interview_id)
