"""The cast of the course: Karen runs it, and people on the list are made by the rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from portal.core.actors import GUEST, Actor, Role
from portal.core.db import utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import ZONE, to_local
from portal.course import courses, interest
from portal.course.courses import Evenings, Terms
from portal.course.interest import InterestPlan
from portal.course.models import Becoming, Course, CourseInterest, CourseParticipant
from portal.events.models import Event

KAREN = Actor(role=Role.COORDINATOR, opened=True)


@contextmanager
def refused(words: str, field: str | None = None) -> Iterator[None]:
    """What is done here is refused with these words, beside this field."""
    with pytest.raises(RuleBroken) as broken:
        yield
    assert words in str(broken.value.message)
    assert broken.value.field == field


@pytest.fixture
def now() -> datetime:
    """Noon of today in Denmark, so that an evening of today is still to come, whenever the tests run."""
    return utcnow().astimezone(ZONE).replace(hour=12, minute=0, second=0, microsecond=0).astimezone(UTC)


@pytest.fixture
def on_list(rules, now) -> Callable[..., int]:
    """Put somebody on the list, ``hours`` ago; her number."""

    def put(name: str = "Bahar", *, hours: float = 0, becoming: Becoming = Becoming.MOTHER, **more: Any) -> int:
        words = {"phone": "+4520203040", "languages": ["tr"], **more}
        lang = words.pop("lang", "tr")
        return rules(
            interest.join_list,
            wish=InterestPlan(becoming=becoming, name=name, **words),
            lang=lang,
            form_token=name,
            by=GUEST,
            now=now - timedelta(hours=hours),
        ).id

    return put


@pytest.fixture
def make_course(rules, now) -> Callable[..., int]:
    """Plan a course, with so many weekly evenings from ``first_in`` days on, or without any; its number."""

    def make(
        *,
        seats: int = 3,
        weeks: int = 0,
        first_in: int = 7,
        share: int = 80,
        announced: bool = True,
        becoming: Becoming = Becoming.MOTHER,
        later: timedelta = timedelta(0),
    ) -> int:
        at, terms = now + later, Terms(seats=seats, share=share, announced=announced)
        course_id: int = rules(courses.create, becoming=becoming, terms=terms, by=KAREN, now=at).id
        if weeks:
            first = to_local(at).date() + timedelta(days=first_in)
            evenings = Evenings(first=first, start=time(17), place_name="Beboerhuset", weeks=weeks)
            rules(courses.plan_evenings, course_id=course_id, evenings=evenings, by=KAREN, now=at)
        return course_id

    return make


@pytest.fixture
def join(rules, on_list, now) -> Callable[..., int]:
    """Somebody who takes part in a course, by the whole way; the number of her part in it."""

    def take(course_id: int, name: str = "Bahar", **more: Any) -> int:
        interest_id = on_list(name, **more)
        rules(interest.invite_next, course_id=course_id, by=KAREN, now=now)
        rules(interest.answer, interest_id=interest_id, said=interest.InterestAnswer.YES, by=GUEST, now=now)
        return rules(lambda session: _part_of(session, interest_id).id)

    return take


def _part_of(session: Any, interest_id: int) -> CourseParticipant:
    found = interest.participant_of(session, session.get_one(CourseInterest, interest_id))
    assert found is not None
    return found


@pytest.fixture
def evenings(session) -> Callable[[int], list[Event]]:
    """The evenings of a course, earliest first."""

    def of(course_id: int) -> list[Event]:
        from portal.course.standing import evenings_of

        session.rollback()
        return list(evenings_of(session, session.get_one(Course, course_id)))

    return of
