"""A series: a row of events of one origin. Each date is an event of its own, with a code and a list of its own.

What was changed on one date by hand (``Event.by_hand``, names of ``FIELDS``) stays as it is when a change goes to
all that follow. Dates leave a series as events do: a draft is thrown away, a published one is cancelled.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as _p
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import format_day, to_local
from portal.events import rules
from portal.events.facts import Cancelled
from portal.events.locking import lock_dates, lock_series
from portal.events.models import Event, Repeat, Series, Status
from portal.events.rules import EventPlan, end_of
from portal.planning.copies import copy_event, plan_of
from portal.planning.dates import MOST
from portal.planning.discards import discard_draft, is_draft
from portal.signups import event_changes, event_plans

#: What can differ on one date, in words: its times, its facts (those of a place count as one), its hosts.
FIELDS: Final[dict[str, LazyString]] = {
    "day": _p("changed", "the date"),
    "start": _p("changed", "the start"),
    "end": _p("changed", "the end"),
    "closes": _p("changed", "when the list closes"),
    **{one.group: one.info.changed for one in rules.FACTS if one.info.changed is not None},
    "hosts": _p("changed", "the hosts"),
}
#: The fields of a plan behind each name, but for times.
_IN_PLAN: Final[dict[str, tuple[str, ...]]] = {
    **{
        group: tuple(one.name for one in rules.FACTS if one.group == group)
        for group in dict.fromkeys(one.group for one in rules.FACTS)
    },
    "hosts": ("hosts",),
}


def make(
    session: Session, *, event_id: int, repeat: Repeat, days: Collection[date], by: Actor, now: datetime
) -> Series:
    """Put copies of an event on other ``days``, as drafts of one series; the event itself is its first date.

    An event that is in a series gets the days added to that: copies of its newest date on which nothing was
    changed by hand. A day that the series has already is left out, so twice is the same as once.
    """
    event, dates = lock_dates(session, event_id)
    if event.series_id is None and event.status is Status.CANCELLED:
        raise RuleBroken(_("A cancelled event stays as it is. Make a new one."))
    if not set(days) - {event.starts_local.date()}:
        raise RuleBroken(_("Choose at least one more date."), "days")
    wanted = sorted(set(days) - {one.starts_local.date() for one in dates})
    if len(wanted) >= MOST:
        raise RuleBroken(_("That is more than %(num)s dates at once. Choose fewer.", num=MOST), "days")
    series = event.series or Series(repeat=repeat, created_at=now)
    session.add(series)
    event.series = series
    model = _model(dates)
    for day in wanted:
        try:
            if day < to_local(now).date():
                raise RuleBroken(_("This day has passed."), "days")
            copy = copy_event(session, event=model, day=day, by=by, now=now, with_hosts=True)
        except RuleBroken as broken:
            raise _named(broken, day, "days") from broken
        copy.series = series
    session.flush()
    if wanted:
        audit.record(session, "series.dates", series, by=by, now=now)
    return series


def save(
    session: Session, *, event_id: int, plan: EventPlan, seen: int, following: bool, by: Actor, now: datetime
) -> None:
    """Save the form over one date of a series, or over it and all that follow; over any event outside one.

    Alone, what changed counts as changed by hand from then on. With ``following``, each later date that is neither
    over nor cancelled gets exactly what changed, but for what was changed on it by hand: clock times as such, a
    moved day as the same shift. Guests are told and queues walked as ever. Where one date refuses, none changes.
    """
    event, dates = lock_dates(session, event_id)
    before, began = _said(event), event.starts_local
    event_plans.save(session, event_id=event_id, plan=plan, seen=seen, by=by, now=now)
    after = _said(event)
    changed = {name for name in FIELDS if before[name] != after[name]}
    if event.series_id is None or not changed:
        return
    if not following:
        event.by_hand = [name for name in FIELDS if name in event.by_hand or name in changed]
        return
    event.by_hand = [name for name in event.by_hand if name not in changed]
    shift = event.starts_local.date() - began.date()
    for later in dates:
        if later.starts_local <= began or later.status is Status.CANCELLED or now >= later.ends_at:
            continue
        names = changed - set(later.by_hand)
        if later.id != event.id and names:
            _follow(session, later, like=event, names=names, shift=shift, by=by, now=now)


def publish_all(session: Session, *, series_id: int, by: Actor, now: datetime) -> int:
    """Publish every draft of a series that lacks nothing, and say how many; the others stay drafts."""
    ready = [
        event
        for event in lock_series(session, series_id)
        if event.status is Status.DRAFT and rules.missing(event, now=now) is None
    ]
    for event in ready:
        rules.publish(session, event_id=event.id, by=by, now=now)
    return len(ready)


def take_out(
    session: Session,
    *,
    series_id: int,
    event_ids: Collection[int],
    reason: Cancelled | None,
    by: Actor,
    now: datetime,
) -> None:
    """Take dates out of a series: drafts are thrown away, published ones cancelled with a ``reason``.

    What is cancelled or gone already is left alone, so twice is the same as once.
    """
    for event in lock_series(session, series_id):
        if event.id not in event_ids or event.status is Status.CANCELLED:
            continue
        day = event.starts_local.date()
        try:
            if is_draft(event):
                discard_draft(session, event_id=event.id, by=by, now=now)
            elif reason is None:
                raise RuleBroken(_("Choose why."), "reason")
            else:
                event_changes.cancel_event(session, event_id=event.id, reason=reason, by=by, now=now)
        except RuleBroken as broken:
            raise _named(broken, day, broken.field) from broken


def _model(dates: Sequence[Event]) -> Event:
    """The date that more are copied from: the newest as planned, else the newest that is not cancelled."""
    held = [event for event in dates if event.status is not Status.CANCELLED] or dates
    return ([event for event in held if not event.by_hand] or list(held))[-1]


def _said(event: Event) -> dict[str, Any]:
    """What a date says, by the names of ``FIELDS``. A closing is said as how long before the start."""
    plan = plan_of(event, with_hosts=True)
    return {
        **{name: tuple(getattr(plan, one) for one in fields) for name, fields in _IN_PLAN.items()},
        "day": plan.starts_local.date(),
        "start": plan.starts_local.time(),
        "end": plan.ends_local.time(),
        "closes": plan.starts_local - plan.closes_local if plan.closes_local else None,
    }


def _follow(
    session: Session, later: Event, *, like: Event, names: set[str], shift: timedelta, by: Actor, now: datetime
) -> None:
    """Give a later date what changed on another one, through the same rule as any change by form."""
    said, own = plan_of(like, with_hosts=True), plan_of(later, with_hosts=True)
    same = {field: getattr(said, field) for name in names & _IN_PLAN.keys() for field in _IN_PLAN[name]}
    starts, ends = own.starts_local, own.ends_local
    if names & {"day", "start", "end"}:
        day = starts.date() + (shift if "day" in names else timedelta(0))
        starts = datetime.combine(day, (said if "start" in names else own).starts_local.time())
        ends = end_of(starts, (said if "end" in names else own).ends_local.time())
    closes = own.closes_local
    if "closes" in names:
        closes = starts - (said.starts_local - said.closes_local) if said.closes_local else None
    plan = replace(own, starts_local=starts, ends_local=ends, closes_local=closes, **same)
    try:
        event_plans.save(session, event_id=later.id, plan=plan, seen=later.version, by=by, now=now)
    except RuleBroken as broken:
        raise _named(broken, starts.date(), broken.field) from broken
    if "closes" in names:
        later.closes_local = closes  # also where it happens to be what it was, and shifted with the start


def _named(broken: RuleBroken, day: date, field: str | None) -> RuleBroken:
    """The same refusal, with the date it is about."""
    words = _("%(day)s: %(reason)s", day=LazyString(format_day, day, "full_year"), reason=broken.message)
    return RuleBroken(words, field)
