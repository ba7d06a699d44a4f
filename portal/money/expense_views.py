"""What an event cost, receipt by receipt."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.attendance import queries as attendance
from portal.core.access import Permission, allow
from portal.core.db import db, once_per_transaction, transaction, utcnow
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events.models import Status
from portal.events.queries import require_event
from portal.money import expenses as rules
from portal.money import queries
from portal.money.forms import ExpenseForm
from portal.money.models import Expense
from portal.money.pages import bp


@bp.get("/team/events/<code:code>/expenses")
@allow(Permission.REPORT)
def expenses(code: str) -> Answer:
    """The receipts of an event, what they make up, and what that is for each who came."""
    if require_event(code).status is Status.DRAFT:
        return redirect(url_for("planning.event", code=code), 303)
    return _page(ExpenseForm(formdata=None), code)


def _page(form: ExpenseForm, code: str) -> str:
    event, now = require_event(code), utcnow()
    over = now >= event.ends_at
    return render_template(
        "money/expenses.html",
        event=event,
        form=form,
        cost=queries.cost_of(db.session(), event),
        here=attendance.tally_of(event).here if over and event.status is Status.PUBLISHED else 0,
        over=over,
        done=request.args.get("done"),
    )


@bp.post("/team/events/<code:code>/expenses")
@allow(Permission.REPORT)
@submits(ExpenseForm, page=_page, check=require_event)
def add_expense(form: ExpenseForm, session: Session, code: str) -> Answer:
    rules.add(
        session,
        event_id=require_event(code).id,
        receipt=form.receipt,
        form_token=form.key.data,
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".expenses", code=code, done="saved"), 303)


@bp.get("/team/events/<code:code>/expenses/<id:expense_id>")
@allow(Permission.REPORT)
def expense(code: str, expense_id: int) -> str:
    form = ExpenseForm(_expense(code, expense_id), formdata=None)
    return _expense_page(form, code, expense_id)


@once_per_transaction
def _expense(code: str, expense_id: int) -> Expense:
    found = db.session.get(Expense, expense_id)
    if found is None or found.event_id != require_event(code).id:
        abort(404)
    return found


def _expense_page(form: ExpenseForm, code: str, expense_id: int) -> str:
    one = _expense(code, expense_id)
    return render_template("money/expense.html", one=one, event=one.event, form=form)


@bp.post("/team/events/<code:code>/expenses/<id:expense_id>")
@allow(Permission.REPORT)
@submits(ExpenseForm, page=_expense_page, check=_expense)
def change_expense(form: ExpenseForm, session: Session, code: str, expense_id: int) -> Answer:
    rules.change(session, expense_id=expense_id, receipt=form.receipt, by=current_actor(), now=utcnow())
    return redirect(url_for(".expenses", code=code, done="saved"), 303)


@bp.get("/team/events/<code:code>/expenses/<id:expense_id>/remove")
@allow(Permission.REPORT)
def ask_to_remove_expense(code: str, expense_id: int) -> str:
    """Ask once before a receipt goes."""
    one = _expense(code, expense_id)
    return render_template("money/expense_remove.html", one=one, event=one.event)


@bp.post("/team/events/<code:code>/expenses/<id:expense_id>/remove")
@allow(Permission.REPORT)
def remove_expense(code: str, expense_id: int) -> Answer:
    """It was no expense of this event."""
    _expense(code, expense_id)
    with transaction() as session:
        rules.remove(session, expense_id=expense_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".expenses", code=code, done="removed"), 303)
