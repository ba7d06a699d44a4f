"""Two tabs, or a button pressed twice: what is taken away is away, and nobody sees our fault."""

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.money import expenses, funders
from portal.money.models import Expense, Funding
from tests.money.conftest import KAREN


@pytest.fixture
def known(rules, now, make_event, add_receipt, add_funder):
    """A receipt and an amount, each by how it is taken away."""
    funder_id, expense_id = add_funder(gave={now.year: 1000}), add_receipt(make_event())
    funding_id = db.session.query(Funding).filter_by(funder_id=funder_id).one().id
    return [
        (expenses.remove, {"expense_id": expense_id}, Expense),
        (funders.take_away, {"funding_id": funding_id}, Funding),
    ]


def test_what_is_taken_away_twice_at_once_is_away_once(at_once, known, now):
    for remove, which, model in known:
        before = db.session.query(AuditEntry).count()
        assert at_once(remove, remove, **which, by=KAREN, now=now) == [None, None]
        assert db.session.query(model).count() == 0
        assert db.session.query(AuditEntry).count() == before + 1
        db.session.rollback()


def test_what_another_tab_took_away_meanwhile_is_not_here_and_not_our_fault(desk, known, now, monkeypatch):
    """The page finds the amount, and then it is gone before the rule holds it."""
    funding_id = known[1][1]["funding_id"]
    funder_id = db.session.get_one(Funding, funding_id).funder_id
    change = funders.change_amount

    def late(session, **words):
        funders.take_away(session, funding_id=funding_id, by=KAREN, now=now)
        session.flush()
        change(session, **words)

    monkeypatch.setattr("portal.money.funders.change_amount", late)
    assert desk.press(f"/team/money/funders/{funder_id}/{funding_id}", {"amount": "9"}).status_code == 404
