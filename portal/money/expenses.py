"""The rules about what an event cost: one row for each receipt."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.events.models import Event, Status
from portal.money.models import Expense


@dataclass(frozen=True)
class Receipt:
    """A receipt as the coordinator's form gives it."""

    what: str
    amount_ore: int
    #: Its number in the group's books; empty where it has none.
    number: str = ""


def add(
    session: Session, *, event_id: int, receipt: Receipt, form_token: str, by: Actor, now: datetime
) -> Expense:
    """Note a receipt. The same words sent again with the same form token give the first one back.

    Also before an event, when its food is bought, and when it was cancelled; not for a draft, which may still be
    thrown away.
    """
    form_key = digest("expense", str(event_id), form_token, repr(receipt))
    if earlier := session.scalar(select(Expense).where(Expense.form_key == form_key)):
        return earlier
    event = session.get_one(Event, event_id, with_for_update=True, populate_existing=True)
    if event.status is Status.DRAFT:
        raise RuleBroken(_("This event is a draft. Publish it before you note what it cost."))
    expense = Expense(
        event_id=event_id,
        receipt=receipt.number,
        what=receipt.what,
        amount_ore=receipt.amount_ore,
        form_key=form_key,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(expense)
    except IntegrityError:  # the other press was first (PostgreSQL)
        return session.scalars(select(Expense).where(Expense.form_key == form_key)).one()
    audit.record(session, "money.add_expense", expense, by=by, now=now)
    return expense


def change(session: Session, *, expense_id: int, receipt: Receipt, by: Actor, now: datetime) -> None:
    expense = session.get_one(Expense, expense_id, with_for_update=True, populate_existing=True)
    expense.receipt, expense.what, expense.amount_ore = receipt.number, receipt.what, receipt.amount_ore
    audit.record(session, "money.change_expense", expense, by=by, now=now)


def remove(session: Session, *, expense_id: int, by: Actor, now: datetime) -> None:
    """It was no expense of this event. Twice is the same as once."""
    if expense := session.get(Expense, expense_id, with_for_update=True):
        session.delete(expense)
        audit.record(session, "money.remove_expense", expense, by=by, now=now)
