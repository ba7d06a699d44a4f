"""What decides whether a kept invitation still holds: one prepared query for the page that everybody opens."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Engine, bindparam, func, or_, select

from portal.core.db import db
from portal.core.prepared_query import PreparedQuery
from portal.events.facts import Audience
from portal.events.models import Event, Status
from portal.signups.models import HOLDS_SEATS, SignUp
from portal.signups.task_seats import TASKS


class Head(NamedTuple):
    """What decides whether a kept invitation still holds."""

    id: int
    version: int
    status: Status
    audience: Audience
    starts_local: datetime
    ends_local: datetime
    closes_local: datetime | None
    seats: int | None
    taken: int
    #: When a task was last taken or given back.
    tasks_at: datetime | None

    @property
    def public(self) -> bool:
        """Whether residents may see the event."""
        return self.status is not Status.DRAFT and self.audience is not Audience.MOTHERS


def head_by_code(code: str) -> Head | None:
    """The head of an event: one query over columns, no objects."""
    found = _head(db.engine).first(code=code)
    return None if found is None else Head(*found)


@cache
def _head(_engine: Engine) -> PreparedQuery:
    taken = (
        select(func.coalesce(func.sum(SignUp.adults + SignUp.children), 0))
        .where(SignUp.event_id == Event.id, or_(*(SignUp.state == state.value for state in HOLDS_SEATS)))
        .scalar_subquery()
    )
    tasks_at = TASKS.provided.last_change(Event.id)
    columns = [getattr(Event, name) for name in Head._fields if name not in ("taken", "tasks_at")]
    counted = (taken.label("taken"), tasks_at.label("tasks_at"))
    return PreparedQuery(select(*columns, *counted).where(Event.code == bindparam("code")))
