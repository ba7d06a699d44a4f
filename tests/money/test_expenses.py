"""The rules about what an event cost."""

from datetime import timedelta

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.models import Event, Status
from portal.money import expenses
from portal.money.expenses import Receipt
from portal.money.models import Expense
from portal.money.queries import (
    cost_of_year,
    costs_of_year,
    costs_page,
    expenses_in,
    held_without_receipts,
    years_known,
)
from tests.money.conftest import KAREN
from tests.races import ROUNDS


def noted(session):
    return [(row.receipt, row.what, row.amount_ore) for row in session.query(Expense).order_by(Expense.id)]


def test_a_receipt_is_noted_corrected_and_taken_away(rules, session, now, make_event, add_receipt):
    event = make_event()
    number = add_receipt(event, 349_95, "Kager", "17")
    assert noted(session) == [("17", "Kager", 349_95)]
    rules(expenses.change, expense_id=number, receipt=Receipt("Kager og te", 350_00), by=KAREN, now=now)
    assert noted(session) == [("", "Kager og te", 350_00)]
    rules(expenses.remove, expense_id=number, by=KAREN, now=now)
    assert noted(session) == []
    actions = [entry.action for entry in session.query(AuditEntry)]
    assert actions == ["money.add_expense", "money.change_expense", "money.remove_expense"]


def test_the_same_form_sent_twice_is_one_receipt_and_other_words_are_another(session, make_event, add_receipt):
    event, other = make_event(), make_event()
    first = add_receipt(event, form_token="page")
    assert add_receipt(event, form_token="page") == first
    assert add_receipt(event, 1_00, form_token="page") != first
    assert add_receipt(other, form_token="page") != first
    assert add_receipt(event, form_token="another page") != first
    assert len(noted(session)) == 4


def test_a_button_pressed_twice_at_the_same_moment_notes_one_receipt(at_once, now, make_event):
    event_id = make_event().id
    for turn in range(ROUNDS):
        about = {"event_id": event_id, "receipt": Receipt("Te", 12_50), "form_token": str(turn)}
        assert at_once(expenses.add, expenses.add, by=KAREN, now=now, **about) == [None, None]
        assert len(noted(db.session)) == turn + 1


def test_a_draft_costs_nothing_and_what_was_cancelled_may(make_event, add_receipt, session):
    draft = make_event(status=Status.DRAFT, published_at=None)
    with pytest.raises(RuleBroken):
        add_receipt(draft)
    add_receipt(make_event(status=Status.CANCELLED))
    assert len(noted(session)) == 1


def test_the_report_counts_receipts_of_what_was_held_in_the_period(session, now, make_event, add_receipt):
    held, cheap, cancelled, coming, before = (
        make_event(starts_in=timedelta(days=days), status=status)
        for days, status in (
            (-3, Status.PUBLISHED),
            (-2, Status.PUBLISHED),
            (-2, Status.CANCELLED),
            (+2, Status.PUBLISHED),
            (-9, Status.PUBLISHED),
        )
    )
    for event, ore in ((held, 300_00), (held, 49_95), (cheap, 5_00), (cancelled, 7), (coming, 8), (before, 9_00)):
        add_receipt(event, ore)
    today = to_local(now).date()
    week = Period(today - timedelta(days=5), today + timedelta(days=5))
    assert list(expenses_in(session, week, now).items()) == [(held.id, 349_95), (cheap.id, 5_00)]
    day = held.starts_local.date()
    assert expenses_in(session, Period(day, day), now) == {held.id: 349_95}
    assert expenses_in(session, week, now - timedelta(days=30)) == {}


@pytest.mark.slow
def test_a_year_lists_its_receipts_event_by_event_and_what_has_none(session, now, make_event, add_receipt):
    first, second, free, coming = (make_event(starts_in=timedelta(days=days)) for days in (-40, -30, -20, 20))
    other_year = make_event(starts_in=timedelta(days=-800))
    noted_only = make_event(kind="article", only_noted=True, starts_in=timedelta(days=-5), audience="mothers")
    for event, ore in ((second, 2), (first, 1), (second, 3), (other_year, 4)):
        add_receipt(event, ore)
    found, without = {}, set()
    for year in {event.starts_local.year for event in session.query(Event)}:
        assert costs_page(session, year, asked="").rows == costs_of_year(session, year)
        assert cost_of_year(session, year) == sum(cost.sum_ore for cost in costs_of_year(session, year))
        for cost in costs_of_year(session, year):
            assert cost.event.starts_local.year == year
            found[cost.event.id] = (cost.sum_ore, [one.amount_ore for one in cost.expenses])
        without |= {event.id for event in held_without_receipts(session, year, now).rows}
    assert found == {first.id: (1, [1]), second.id: (5, [2, 3]), other_year.id: (4, [4])}
    assert without == {free.id} and coming.id not in found and noted_only.id not in found
    assert years_known(session) == {event.starts_local.year for event in (first, second, other_year)}
