"""What was answered in a talk by the guide: noted, corrected, deleted. It is kept for a year."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.queries import hold_coordinators
from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.stories.guide import InterviewKind
from portal.stories.models import Interview, Speaker

#: The wording that is read aloud before a talk; a new one when its meaning changes.
AGREED_VERSION: Final = "2026-12"
KEPT: Final = timedelta(days=365)
#: One answer is at most so long.
LONGEST: Final = 2000


@dataclass(frozen=True)
class Answered:
    """A talk as the form gives it: answers by the key of the question."""

    speaker: Speaker
    day: date
    lang: str
    answers: Mapping[str, str]
    agreed: bool = False


def note_down(session: Session, *, answered: Answered, by: Actor, now: datetime) -> Interview:
    """Note what was answered. The same answers pressed twice are one interview."""
    kept = _check(answered, now)
    hold_coordinators(session)
    same_day = select(Interview).where(Interview.day == answered.day, Interview.speaker == answered.speaker)
    for other in session.scalars(same_day):
        if other.answers == kept:
            return other
    interview = Interview(agreed_at=now, agreed_version=AGREED_VERSION, created_at=now)
    _fill(interview, answered, kept)
    session.add(interview)
    audit.record(session, "interviews.note", interview, by=by, now=now)
    return interview


def change(session: Session, *, interview_id: int, answered: Answered, by: Actor, now: datetime) -> None:
    interview = _held(session, interview_id)
    _fill(interview, answered, _check(answered, now))
    audit.record(session, "interviews.change", interview, by=by, now=now)


def delete(session: Session, *, interview_id: int, by: Actor, now: datetime) -> None:
    """Delete it for good; what has become a story stays one, since she agreed to that by itself.

    Twice is the same as once.
    """
    if interview := session.get(Interview, interview_id, with_for_update=True):
        audit.record(session, "interviews.delete", interview, by=by, now=now)
        session.delete(interview)


def answers_of(interview: Interview) -> dict[str, str]:
    """What was answered, by the key of the question, in the order of the guide; empty once it was blanked."""
    kept: dict[str, str] = json.loads(interview.answers) if interview.answers else {}
    return {
        one.key: kept[one.key]
        for one in InterviewKind.by_speaker(interview.speaker).questions
        if kept.get(one.key)
    }


def _check(answered: Answered, now: datetime) -> str:
    today = to_local(now).date()
    if not today - KEPT < answered.day <= today:
        raise RuleBroken(_("Answers are kept for a year. Choose a day within the last year."), "day")
    if not answered.agreed:
        raise RuleBroken(
            _("Nothing is saved yet. Read the sentence aloud, and tick this when the answer is yes."), "agreed"
        )
    if not any(answered.answers.values()):
        raise RuleBroken(_("Write at least one answer."))
    return json.dumps({key: text for key, text in answered.answers.items() if text}, ensure_ascii=False)


def _fill(interview: Interview, answered: Answered, kept: str) -> None:
    interview.speaker, interview.day, interview.lang = answered.speaker, answered.day, answered.lang
    interview.answers = kept


def _held(session: Session, interview_id: int) -> Interview:
    return session.get_one(Interview, interview_id, with_for_update=True, populate_existing=True)
