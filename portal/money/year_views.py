"""The money of a year on one page: who gave how much, and what each event cost."""

from flask import render_template, request

from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.i18n import to_local
from portal.money import queries
from portal.money.pages import asked_year, bp


@bp.get("/team/money")
@allow(Permission.REPORT)
def year() -> str:
    """Funders with what they gave, events with what they cost, and events that no receipt is noted for."""
    session, now, chosen = db.session(), utcnow(), asked_year()
    everybody, without = queries.funders(session), request.args.get("without", "")
    given = {one.id: row for one in everybody for row in one.fundings if row.year == chosen}
    return render_template(
        "money/year.html",
        year=chosen,
        years=sorted({*queries.years_known(session), to_local(now).year, chosen}, reverse=True),
        shown=[one for one in everybody if one.retired_at is None or one.id in given],
        hidden=[one for one in everybody if one.retired_at is not None and one.id not in given],
        given=given,
        given_sum=sum(funding.amount_ore for funding in given.values()),
        costs=queries.costs_page(session, chosen, asked=request.args.get("page", "")),
        costs_sum=queries.cost_of_year(session, chosen),
        without=queries.held_without_receipts(session, chosen, now, asked=without),
        local_now=to_local(now),
    )
