"""What the small world has of money: two funders and a receipt."""

from datetime import datetime
from typing import Any

from portal.core.areas import Area
from portal.events.models import Event
from portal.money.models import Expense, Funder, Funding


def money_of(session: Any, words: str, area: Area, event: Event, now: datetime) -> dict[str, int]:
    """What an address may ask for, by name."""
    funder = Funder(name=words.format("Selskabet"), areas=[area], created_at=now)
    gone = Funder(name=words.format("Fonden"), created_at=now, retired_at=now)
    given = Funding(funder=funder, year=now.year, amount_ore=25_000_00, created_at=now)
    receipt = {"receipt": words.format("17"), "what": words.format("Kager"), "amount_ore": 349_95}
    expense = Expense(event_id=event.id, form_key="expense", created_at=now, **receipt)
    session.add_all([funder, gone, given, expense])
    session.flush()
    return {"funder_id": funder.id, "funding_id": given.id, "expense_id": expense.id}
