"""The rules of a draft: what it begins as, keeping it while it is written, and what it still lacks."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK
from portal.events import rules, texts
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.events.rules import EventPlan
from portal.events.texts import Wording
from portal.planning import series
from portal.planning.copies import copy_event, plan_of
from portal.planning.models import KindTemplate
from portal.planning.usual import usual_plan

#: The same begun again so soon is a button that was pressed twice.
PRESSED_TWICE: Final = timedelta(minutes=1)


def begin(
    session: Session, *, kind: Kind, day: date, like: Event | None, place: Event | None, by: Actor, now: datetime
) -> Event:
    """Begin a draft on a day: like an earlier event of its kind, or as is usual, where ``place`` was.

    Pressed twice it is begun once: a draft that nobody has touched and that says all the same is given back.
    """
    plan = plan_of(like, day) if like else usual_plan(kind, day)
    if like is None and place is not None:
        plan = at_place_of(plan, place)
    if (begun := _just_begun(session, plan, _words(like), by, now)) is not None:
        return begun
    if like is not None:
        return copy_event(session, event=like, day=day, by=by, now=now)
    return rules.create(session, plan=plan, by=by, now=now)


def at_place_of(plan: EventPlan, event: Event) -> EventPlan:
    """A plan where another event was: everything that says where."""
    return replace(plan, **{one.name: getattr(event, one.name) for one in rules.FACTS if one.group == "place"})


def save(
    session: Session,
    *,
    event_id: int,
    plan: EventPlan,
    wording: Wording,
    seen: int,
    by: Actor,
    now: datetime,
    following: bool = False,
    agreed: Collection[str] = (),
) -> int:
    """Save a draft with its Danish words, and return its version. One that is published already is refused.

    ``following``: what changed goes to the later dates of its series, too (``series.save``). ``agreed`` is what
    the page knew of the translations when it was made (``texts.agreements``).
    """
    # It locks the series before the event, so the event is looked at afterwards; a refusal takes all of it back.
    series.save(session, event_id=event_id, plan=plan, seen=seen, following=following, by=by, now=now)
    event = session.get_one(Event, event_id)
    if event.status is not Status.DRAFT:
        raise RuleBroken(_("This event is published meanwhile. Open it again to change it."))
    texts.save(
        session,
        event_id=event_id,
        lang=FALLBACK,
        wording=wording,
        small=False,
        seen=texts.stamp(event.text(FALLBACK)),
        by=by,
        now=now,
        # Words that nobody changed here go nowhere: a later date keeps its own.
        follow=following and wording != (texts.wording_of(event.text(FALLBACK)) or Wording("")),
        agreed=agreed,
    )
    return event.version


def choose_template(session: Session, *, event_id: int, by: Actor, now: datetime) -> None:
    """Let new events of this one's kind begin as this one, in place of another that did."""
    event = session.get_one(Event, event_id)
    known = session.scalar(select(KindTemplate).where(KindTemplate.kind == event.kind).with_for_update())
    if known is None:
        session.add(KindTemplate(kind=event.kind, event_id=event_id))
    else:
        known.event_id = event_id
    audit.record(session, "events.template", event, by=by, now=now)


def _words(event: Event | None) -> dict[str, Wording | None]:
    return {text.lang: texts.wording_of(text) for text in event.texts} if event else {}


def _just_begun(
    session: Session, plan: EventPlan, words: dict[str, Wording | None], by: Actor, now: datetime
) -> Event | None:
    recent = session.scalars(
        select(Event).where(
            Event.kind == plan.kind,
            Event.status == Status.DRAFT,
            Event.version == 1,
            Event.created_by_id == by.member_id,
            Event.created_at > now - PRESSED_TWICE,
            Event.series_id.is_(None),
        )
    )
    return next((event for event in recent if plan_of(event) == plan and _words(event) == words), None)
