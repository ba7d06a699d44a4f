"""What stands on the coordinator's desk in the demo: places where posters hang, a series, better words."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select

from portal.core.i18n import to_local
from portal.demo.happenings import DemoBuilder
from portal.events.models import Event, Repeat, Series, Status, TextState
from portal.planning.models import KindTemplate
from portal.posters.models import Placement, PosterVisit
from portal.signups.models import SignUp
from portal.wording.models import WordingSuggestion

_SEED: Final = 30_90
#: Of so many who open a code, one signs up.
_OPENINGS: Final = 3


def furnish(builder: DemoBuilder, rows: dict[str, Any], events: dict[str, Event], *, now: datetime) -> None:
    """Add all of it to a calendar that is filled; ``events`` are those of the calendar by their slug."""
    random = Random(_SEED)
    for row in rows["placements"]:
        area = builder.cast.areas[row["area"]].id
        builder.session.add(Placement(code=row["code"], name=row["name"], area_id=area))
    _open_codes(builder, random, now)
    for slugs in rows["series"]:
        _make_series(builder, [events[slug] for slug in slugs], now)
    for slug, lang, state in rows["text_states"]:
        text = events[slug].text(lang)
        assert text is not None
        text.state = TextState(state)
    template = events[rows["template"]]
    builder.session.add(KindTemplate(kind=template.kind, event_id=template.id))
    for row in rows["suggestions"]:
        builder.session.add(WordingSuggestion(created_at=now - timedelta(days=2), **row))


def _open_codes(builder: DemoBuilder, random: Random, now: datetime) -> None:
    """Each sign-up from a poster had its opening, and a few more looked and stayed at home."""
    found = builder.session.execute(
        select(SignUp.event_id, SignUp.place, SignUp.created_at).where(SignUp.way == "poster")
    )
    visits: Counter[tuple[int, str, Any]] = Counter()
    for event_id, place, at in found:
        visits[event_id, place or "", to_local(at).date()] += random.randint(1, _OPENINGS)
    for (event_id, place, day), count in visits.items():
        builder.session.add(PosterVisit(event_id=event_id, place=place, day=day, visits=count))


def _make_series(builder: DemoBuilder, events: Sequence[Event], now: datetime) -> None:
    """Dates of one origin; what differs on a later one was changed there by hand."""
    series = Series(repeat=Repeat.MONTHLY, created_at=now)
    builder.session.add(series)
    builder.session.flush()
    for event in events:
        assert event.status is Status.PUBLISHED
        event.series_id = series.id
