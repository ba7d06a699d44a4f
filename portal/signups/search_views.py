"""Looking for somebody whose event nobody remembers: over all lists whose names are still kept.

The search is sent as a form, since a name in an address would stay in logs and in the phone's history.
"""

from flask import render_template, request

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.text import clean_line
from portal.signups import list_queries, tickets
from portal.signups.list_pages import bp


@bp.get("/team/people")
@allow(Permission.SEE_PEOPLE)
def look() -> str:
    return _page("")


@bp.post("/team/people")
@allow(Permission.SEE_PEOPLE)
def find() -> str:
    """What was found, the newest event first."""
    return _page(clean_line(request.form.get("q", ""))[:80])


def _page(q: str) -> str:
    if q:
        record_reading("signups.search", "people", by=current_actor())
    found = list_queries.anywhere(q) if q else []
    return render_template(
        "lists/search.html",
        q=q,
        found=found[: list_queries.MOST_FOUND],
        more=len(found) > list_queries.MOST_FOUND,
        most=list_queries.MOST_FOUND,
        picture=tickets.picture,
    )
