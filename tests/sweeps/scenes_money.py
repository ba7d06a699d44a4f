"""What must have happened so that the pages about money have something to show in a browser."""

from portal.core.areas import Area
from portal.core.i18n import to_local
from portal.events.models import Event
from portal.money.models import Expense, Funder, Funding

NAME = "Boligsocial helhedsplan for Hede- og Magleparken, Boligforeningsadministrationsfællesskabet"


def keeps_the_books(server):
    """A funder with a long name and a large sum and a receipt of the meal."""

    def write(session, now):
        year, meal = to_local(now).year, session.query(Event).filter_by(code=server.codes["meal"]).one()
        funder = Funder(name=NAME, areas=session.query(Area).all(), created_at=now)
        given = Funding(funder=funder, year=year, amount_ore=9_999_999_99, created_at=now)
        what = "Lammekød, ris, grøntsager og linsesuppe til fællesspisningen"
        spent = Expense(event=meal, receipt="2026-000000017", what=what, form_key="1", created_at=now)
        spent.amount_ore = 9_999_999_50
        session.add_all([funder, given, spent])
        session.flush()
        return {"funder": funder.id, "funding": given.id, "expense": spent.id}

    return server.rules(write)
