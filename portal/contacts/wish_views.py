""" "I would like to talk about this": one tap, and it leads to no conversation and no contact."""

from flask import redirect, request

from portal.accounts.guard import current_actor, local_path
from portal.contacts import journal_rules
from portal.contacts.journal_pages import bp
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.web import Answer


@bp.post("/team/contacts/talk-wish")
@allow(Permission.OWN_CONTACTS)
def wish() -> Answer:
    """Her name and the day for the coordinator and the next meeting. Where she came from is told to nobody."""
    with transaction() as session:
        journal_rules.wish_to_talk(session, by=current_actor(), now=utcnow())
    return _back("wished")


@bp.post("/team/contacts/talk-wish/back")
@allow(Permission.OWN_CONTACTS)
def unwish() -> Answer:
    """She does not want to talk any more."""
    with transaction() as session:
        journal_rules.take_wishes_back(session, by=current_actor(), now=utcnow())
    return _back("unwished")


def _back(done: str) -> Answer:
    here = local_path(request.form.get("next", "").partition("?")[0]) or "/team/contacts"
    return redirect(f"{here}?done={done}", 303)
