"""Reading what people tell: for the report of a period, for an edition that was handed on, for the coordinator."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import Select, and_, extract, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member
from portal.core.features import Feature, is_on
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.facts import Audience
from portal.events.kinds import Category, Kind
from portal.events.models import Event, Status
from portal.stories.models import Interview, MotherLine, Story, StoryPart

#: The parts whose examples can be picked from what was done, and the category of event that belongs to each.
CATEGORIES: Final = {
    StoryPart.INFORMATION: Category.INFORMATION,
    StoryPart.SOCIAL: Category.SOCIAL,
    StoryPart.VISIBILITY: Category.VISIBILITY,
}


def stories_in(session: Session, period: Period) -> dict[StoryPart, list[Story]]:
    """What stands in the report of a period, part by part in the order of the days; nothing where it is off."""
    if not is_on(Feature.STORIES):
        return {}
    return _by_part(session.scalars(_in(period).where(Story.put_aside_at.is_(None))).all())


def stories_of(session: Session, ids: Collection[int]) -> dict[StoryPart, list[Story]]:
    """Of the stories that were put in an edition, those that still stand; put aside later, they stay in it."""
    if not is_on(Feature.STORIES):
        return {}
    return _by_part(session.scalars(standing().where(Story.id.in_(ids))).all())


def lines(session: Session) -> list[MotherLine]:
    """What the mothers say of themselves now, in the order of their writing; nothing where it is off."""
    if not is_on(Feature.STORIES):
        return []
    return list(session.scalars(_said()))


def lines_of(session: Session, ids: Collection[int]) -> list[MotherLine]:
    """Of the lines that were put in an edition, those that still stand."""
    return [line for line in lines(session) if line.id in ids]


def line_of(session: Session, member_id: int) -> MotherLine | None:
    return session.scalars(_said().where(MotherLine.member_id == member_id)).first()


def everything_in(session: Session, period: Period) -> dict[StoryPart, list[Story]]:
    """All that the coordinator can pick from in a period, also what is put aside."""
    return _by_part(session.scalars(_in(period)).all())


def years(session: Session) -> list[int]:
    """The years that have stories, newest first."""
    found = select(extract("year", Story.day)).where(Story.withdrawn_at.is_(None)).distinct()
    return sorted((int(year) for year in session.scalars(found)), reverse=True)


def standing() -> Select[Story]:
    """Every story that was not taken back; a point that is an event, as long as that is not called off."""
    return (
        select(Story)
        .outerjoin(Event, Event.id == Story.event_id)
        .where(
            Story.withdrawn_at.is_(None),
            or_(
                and_(Story.event_id.is_(None), Story.text.is_not(None)),
                Event.status == Status.PUBLISHED,
            ),
        )
        .options(selectinload(Story.event).selectinload(Event.texts))
    )


def points_of_events(part: StoryPart) -> Select[Story]:
    """The points of a part that are the name of an event."""
    return standing().where(Story.part == part, Story.event_id.is_not(None))


def examples(session: Session, part: StoryPart, period: Period, now: datetime) -> Sequence[Event]:
    """What was done in a period and can be picked as an example of a part, in the order of the days."""
    kinds = [kind for kind in Kind if kind.about.category is CATEGORIES[part]]
    starts, ends = _wall_times(period)
    found = (
        select(Event)
        .where(Event.kind.in_(kinds), Event.status == Status.PUBLISHED, Event.ends_local <= to_local(now))
        .where(Event.starts_local >= starts, Event.starts_local < ends)
        .order_by(Event.starts_local, Event.id)
        .options(selectinload(Event.texts))
    )
    if (
        part is not StoryPart.VISIBILITY
    ):  # what was for the mothers alone is no example of what residents were offered
        found = found.where(Event.audience != Audience.MOTHERS)
    return session.scalars(found).all()


def interviews(session: Session) -> Sequence[Interview]:
    """All talks by the guide, newest first."""
    return session.scalars(select(Interview).order_by(Interview.day.desc(), Interview.id.desc())).all()


def _in(period: Period) -> Select[Story]:
    """What stands within a period; a point that is an event moves with the event."""
    starts, ends = _wall_times(period)
    own = and_(Story.event_id.is_(None), Story.day.between(period.first, period.last))
    return standing().where(or_(own, and_(Event.starts_local >= starts, Event.starts_local < ends)))


def _wall_times(period: Period) -> tuple[datetime, datetime]:
    """The first moment of a period, and the first one after it."""
    return datetime.combine(period.first, time()), datetime.combine(period.last + timedelta(days=1), time())


def _said() -> Select[MotherLine]:
    """Lines of mothers who can take them back."""
    return (
        select(MotherLine)
        .join(MotherLine.member)
        .where(MotherLine.text.is_not(None), Member.disabled_at.is_(None))
        .order_by(MotherLine.created_at, MotherLine.id)
        .options(selectinload(MotherLine.member))
    )


def _by_part(stories: Sequence[Story]) -> dict[StoryPart, list[Story]]:
    in_order = sorted(stories, key=lambda story: (story.on, story.id))
    found = {part: [story for story in in_order if story.part is part] for part in StoryPart}
    return {part: told for part, told in found.items() if told}
