"""The coordinator's calendar: a month of days with our events, what clashes, and what else is on those days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from flask import render_template, request

from portal.core.access import Permission, allow
from portal.core.db import utcnow
from portal.core.i18n import to_local
from portal.events.models import Event
from portal.events.rules import FIRST_YEAR, YEARS_AHEAD
from portal.planning.clashes import Clash, Slot, clashes, on_days
from portal.planning.days import Hint, HintKind, hints
from portal.planning.pages import bp

_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
_WEEK: Final = 7


@dataclass
class CalendarDay:
    """One day of the calendar. ``inside``: it is of the month that is shown."""

    day: date
    inside: bool
    hints: list[Hint] = field(default_factory=list)
    events: list[tuple[Event, list[Clash]]] = field(default_factory=list)

    @property
    def begins(self) -> list[Hint]:
        """What has to be said here: what begins, and school holidays again where a week or the month begins."""
        again = self.day.weekday() == 0 or self.day.day == 1
        return [hint for hint in self.hints if again or hint.first == self.day or hint.kind is not HintKind.SCHOOL]

    @property
    def kinds(self) -> set[HintKind]:
        """What the day is coloured by."""
        return {hint.kind for hint in self.hints}

    @property
    def full(self) -> bool:
        """Whether it stands in the list of days on a phone: something happens, begins, or is on from the first."""
        new = any(self.day.day == 1 or hint.first == self.day for hint in self.hints)
        return self.inside and (bool(self.events) or new)


@bp.get("/team/events/calendar")
@allow(Permission.PLAN_EVENTS)
def calendar() -> str:
    """One month, ``?month=2027-05``; this one where nothing sensible is asked for."""
    today = to_local(utcnow()).date()
    first = _month(request.args.get("month", ""), today) or today.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    days = month_of(first)
    return render_template(
        "planning/calendar.html",
        first=first,
        today=today,
        days=days,
        weekdays=[one.day for one in days[:_WEEK]],
        before=(first - timedelta(days=1)).replace(day=1) if first.year > FIRST_YEAR or first.month > 1 else None,
        after=following if following.year <= today.year + YEARS_AHEAD else None,
        moon=any(hint.moon for one in days for hint in one.hints),
        school=any(HintKind.SCHOOL in one.kinds for one in days),
    )


def month_of(first: date) -> list[CalendarDay]:
    """The whole weeks that a month touches, from a Monday, with all that is on each day."""
    begin = first - timedelta(days=first.weekday())
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    end = last + timedelta(days=_WEEK - 1 - last.weekday())
    days = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    known, events = hints(begin, end), on_days(begin, end)
    return [
        CalendarDay(
            day,
            day.month == first.month,
            [hint for hint in known if hint.first <= day <= hint.last],
            [(event, _in_the_way(event, events)) for event in events if event.starts_local.date() == day],
        )
        for day in days
    ]


def _in_the_way(event: Event, events: Sequence[Event]) -> list[Clash]:
    if event.cancelled_at is not None:
        return []
    return [clash for clash in clashes(Slot.of(event), events) if clash.same_time]


def _month(text: str, today: date) -> date | None:
    found = _MONTH.fullmatch(text)
    if found is None or not text.isascii():
        return None
    year, month = int(found[1]), int(found[2])
    if not (FIRST_YEAR <= year <= today.year + YEARS_AHEAD and 1 <= month <= 12):
        return None
    return date(year, month, 1)
