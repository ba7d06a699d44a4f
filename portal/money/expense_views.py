"""What an event cost, receipt by receipt."""

from flask import abort, redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.attendance import queries as attendance
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.money import expenses as rules
from portal.money import queries
from portal.money.forms import ExpenseForm
from portal.money.models import Expense
from portal.money.pages import Answer, bp


@bp.get("/team/events/<code:code>/expenses")
@allow(Permission.REPORT)
def expenses(code: str) -> Answer:
    """The receipts of an event, what they make up, and what that is for each who came."""
    event = require_event(code)
    if event.status is Status.DRAFT:
        return redirect(url_for("planning.event", code=code), 303)
    return _page(event, ExpenseForm(formdata=None))


@bp.post("/team/events/<code:code>/expenses")
@allow(Permission.REPORT)
def add_expense(code: str) -> Answer:
    """Note a receipt."""
    form, event_id = ExpenseForm(), require_event(code).id
    if form.validate():
        try:
            with transaction() as session:
                rules.add(
                    session,
                    event_id=event_id,
                    receipt=form.receipt,
                    form_token=form.key.data,
                    by=current_actor(),
                    now=utcnow(),
                )
            return redirect(url_for(".expenses", code=code, done="saved"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(require_event(code), form), 422


@bp.get("/team/events/<code:code>/expenses/<id:expense_id>")
@allow(Permission.REPORT)
def expense(code: str, expense_id: int) -> str:
    """One receipt."""
    one = _expense(code, expense_id)
    return render_template("money/expense.html", one=one, event=one.event, form=ExpenseForm(one, formdata=None))


@bp.post("/team/events/<code:code>/expenses/<id:expense_id>")
@allow(Permission.REPORT)
def change_expense(code: str, expense_id: int) -> Answer:
    """Correct it."""
    one, form = _expense(code, expense_id), ExpenseForm()
    if not form.validate():
        return render_template("money/expense.html", one=one, event=one.event, form=form), 422
    with transaction() as session:
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


def _expense(code: str, expense_id: int) -> Expense:
    found = db.session.get(Expense, expense_id)
    if found is None or found.event_id != require_event(code).id:
        abort(404)
    return found


def _page(event: Event, form: ExpenseForm) -> str:
    over = utcnow() >= event.ends_at
    return render_template(
        "money/expenses.html",
        event=event,
        form=form,
        cost=queries.cost_of(db.session(), event),
        here=attendance.tally_of(event).here if over and event.status is Status.PUBLISHED else 0,
        over=over,
        done=request.args.get("done"),
    )
