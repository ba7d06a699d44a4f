"""What people tell in the demo: the stories of 2015 in words of our own, two lines and two interviews of today."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select

from portal.core.i18n import FALLBACK, to_instant, to_local
from portal.demo.happenings import DemoBuilder
from portal.events.kinds import Kind
from portal.events.models import Event
from portal.stories.interviews import AGREED_VERSION
from portal.stories.models import Interview, MotherLine, Shape, Speaker, Story, StoryPart

_NOON: Final = time(12)


def tell(builder: DemoBuilder, rows: dict[str, Any], *, now: datetime) -> None:
    for row in rows["past"]:
        _story(builder, row)
    for row in rows["events"]:
        _example(builder, row)
    for row in rows["lines"]:
        _line(builder, row, now)
    for row in rows["interviews"]:
        _interview(builder, row, now)


def _story(builder: DemoBuilder, row: dict[str, Any]) -> None:
    day, shape = date.fromisoformat(row["day"]), Shape(row["shape"])
    written, asked = to_instant(datetime.combine(day, _NOON)), shape is not Shape.POINT
    builder.session.add(
        Story(
            part=StoryPart(row["part"]),
            shape=shape,
            text=row["text"],
            lang=FALLBACK,
            speaker=Speaker(row["speaker"]) if "speaker" in row else None,
            day=day,
            agreed_at=written if asked else None,
            agreed_version="2015" if asked else None,
            created_at=written,
        )
    )


def _example(builder: DemoBuilder, row: dict[str, Any]) -> None:
    """A point that is the name of an event."""
    day = date.fromisoformat(row["day"])
    midnight = datetime.combine(day, time())
    event = builder.session.scalars(
        select(Event).where(
            Event.kind == Kind(row["kind"]),
            Event.starts_local.between(midnight, midnight + timedelta(days=1)),
        )
    ).one()
    builder.session.add(
        Story(
            part=StoryPart(row["part"]),
            shape=Shape.POINT,
            lang=FALLBACK,
            day=day,
            event_id=event.id,
            created_at=event.ends_at,
        )
    )


def _line(builder: DemoBuilder, row: dict[str, Any], now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    builder.session.add(
        MotherLine(
            member_id=builder.cast.mothers[row["mother"]].id,
            text=row["text"],
            lang=row["lang"],
            named=row["named"],
            created_at=at,
        )
    )


def _interview(builder: DemoBuilder, row: dict[str, Any], now: datetime) -> None:
    at = now - timedelta(days=row["days_ago"])
    builder.session.add(
        Interview(
            speaker=Speaker(row["speaker"]),
            day=to_local(at).date(),
            answers=json.dumps(row["answers"], ensure_ascii=False),
            lang=FALLBACK,
            agreed_at=at,
            agreed_version=AGREED_VERSION,
            created_at=at,
        )
    )
