"""Who funds the group in the demo, and what events cost.

The evaluation says that the group is funded by "Boligsocial helhedsplan for Hede- og Magleparken og Ballerup
Almennyttige Boligselskab, Grantoften og Ballerup Kommune med 25.000 kr. hver". Its comma leaves open whether
"Ballerup Almennyttige Boligselskab, Grantoften" is one funder or two. The demo reads it as one, as it does where
that association invites to an event: three funders with DKK 25,000 each in 2015. What events cost, this year's
amounts are invented.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.core.amounts import parse_amount
from portal.core.i18n import to_local
from portal.demo.happenings import DemoBuilder
from portal.events.kinds import Kind
from portal.events.models import Event
from portal.money import expenses, funders
from portal.money.expenses import Receipt

#: How ``money.json`` calls the year in which the demo is opened, and the last meeting of the mothers.
_THIS_YEAR = "this_year"
_LAST_MEETING = "last-meeting"


def note_down(builder: DemoBuilder, rows: dict[str, Any], events: dict[str, Event], *, now: datetime) -> None:
    """Load all of it; ``events`` are those of 2015 and of the calendar by their slug."""
    words: dict[str, Any] = {"by": builder.cast.planner(), "now": now}
    for row in rows["funders"]:
        area_ids = [builder.cast.areas[slug].id for slug in row["areas"]]
        funder = funders.add(builder.session, name=row["name"], area_ids=area_ids, **words)
        for year, amount in row["gave"].items():
            funders.give(
                builder.session, funder_id=funder.id, year=_year(year, now), amount_ore=_ore(amount), **words
            )
    events = {**events, _LAST_MEETING: _last_meeting(builder, now)}
    for number, row in enumerate(rows["receipts"]):
        receipt = Receipt(row["what"], _ore(row["amount"]), row["number"])
        about: dict[str, Any] = {
            "event_id": events[row["event"]].id,
            "receipt": receipt,
            "form_token": f"demo-{number}",
        }
        expenses.add(builder.session, **about, **words)


def _year(name: str, now: datetime) -> int:
    return to_local(now).year if name == _THIS_YEAR else int(name)


def _ore(typed: str) -> int:
    ore = parse_amount(typed)
    assert ore is not None
    return ore


def _last_meeting(builder: DemoBuilder, now: datetime) -> Event:
    query = select(Event).where(Event.kind == Kind.NETWORK_MEETING, Event.ends_local <= to_local(now))
    return builder.session.scalars(query.order_by(Event.starts_local.desc()).limit(1)).one()
