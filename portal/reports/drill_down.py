"""Rows behind a figure that are events or mothers: what the group's own report opens to.

A contact, a conversation and an introduction are the mother's alone, and so is the record she made of herself:
behind those there is nothing to open but how many each mother noted.
"""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, select

from portal.accounts.models import Member
from portal.core.features import is_there
from portal.core.i18n import FALLBACK, current_language
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventText
from portal.reports.figure_types import Behind, Unit
from portal.reports.scope import Scope

Where = tuple[ColumnElement[bool], ...]


def way_to(endpoint: str, **values: Any) -> str:
    """The address of a page, where its part of the portal is on."""
    return url_for(endpoint, **values) if is_there(endpoint) else ""


def page_of_mother(member_id: int) -> str:
    return way_to("members.one", member_id=member_id)


def by_mother(scope: Scope, numbers: Mapping[int, int]) -> list[Behind]:
    """Mothers by name, each with her number: by her id."""
    found = scope.session.execute(select(Member.id, Member.name).order_by(Member.name, Member.id))
    return [Behind(row.name, page_of_mother(row.id), number=numbers[row.id]) for row in found if row.id in numbers]


def events(
    scope: Scope,
    where: Where,
    numbers: Mapping[int, float] | None = None,
    *,
    unit: Unit = Unit.NUMBER,
    page: str | None = None,
) -> list[Behind]:
    """Events by day. With ``numbers``, by the ids of events, only those that have one."""
    columns = (Event.id, Event.code, Event.kind, Event.audience, Event.starts_local, Event.only_noted)
    found = scope.session.execute(select(*columns).where(*where).order_by(Event.starts_local, Event.id)).all()
    titles = _titles(scope, where)
    return [
        Behind(
            titles.get(row.id) or str(row.kind.about.label),
            way_to(page, code=row.code) if page else _page_of(row),
            row.starts_local.date(),
            numbers[row.id] if numbers is not None else None,
            unit,
        )
        for row in found
        if numbers is None or row.id in numbers
    ]


def _titles(scope: Scope, where: Where) -> dict[int, str]:
    """What each event is called in the reader's language, else in Danish, by its id."""
    lang = current_language().code
    words = (
        select(EventText.event_id, EventText.lang, EventText.title)
        .join(Event, Event.id == EventText.event_id)
        .where(*where, EventText.lang.in_((lang, FALLBACK)))
    )
    found: dict[int, str] = {}
    for row in scope.session.execute(words):
        if row.lang == lang or row.event_id not in found:
            found[row.event_id] = row.title
    return found


def _page_of(row: Any) -> str:
    if row.kind is Kind.NETWORK_MEETING and row.audience is Audience.MOTHERS:
        return way_to("network.meeting", meeting=row.code)
    if row.only_noted:
        return way_to("visibility.one", code=row.code)
    return way_to("planning.event", code=row.code)
