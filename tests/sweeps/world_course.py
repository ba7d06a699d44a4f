"""What the small world has of the course."""

from datetime import datetime
from typing import Any

from portal.core.areas import Area
from portal.course.models import (
    Becoming,
    Course,
    CourseAttendance,
    CourseInterest,
    CourseParticipant,
    InterestState,
)
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, Repeat, Series
from tests.sweeps.world_parts import event_of


def course_of(
    session: Any, words: str, area: Area, now: datetime
) -> tuple[CourseInterest, CourseParticipant, Event]:
    """A course that runs: somebody takes part, and somebody else is invited."""
    series = Series(repeat=Repeat.WEEKLY, created_at=now)
    facts = {"kind": Kind.COURSE_EVENING, "audience": Audience.MOTHERS, "series": series}
    evenings = [event_of(code, now, days, words, **facts) for code, days in (("CRSA", -7), ("CRSB", 0))]
    course = Course(series=series, becoming=Becoming.MOTHER, seats=12, share=50, announced=True, created_at=now)
    session.add_all([*evenings, course])
    session.flush()
    for name, state in (("Dunya", InterestState.JOINED), ("Elif", InterestState.INVITED)):
        hers = CourseInterest(
            public_id=f"{name:k<10}".lower(),
            becoming=Becoming.MOTHER,
            state=state,
            name=words.format(name),
            phone="+4520203040",
            email="elif@example.org",
            languages=["tr", "ar"],
            area_id=area.id,
            lang="da",
            form_key=name,
            agreed_version="test",
            course_id=course.id,
            created_at=now,
            invited_at=now,
        )
        session.add(hers)
        session.flush()
        if state is InterestState.JOINED:
            part = CourseParticipant(
                course_id=course.id, interest_id=hers.id, name=words.format(name), joined_on=now.date()
            )
            session.add(part)
            session.flush()
    session.add(CourseAttendance(participant_id=part.id, event_id=evenings[0].id))
    session.flush()
    return hers, part, evenings[0]
