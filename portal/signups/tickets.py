"""Ticket tokens and pictures.

A token is a secret link (``portal/core/secret_links.py``), so the coordinator can show a ticket again; giving it
out anew raises the generation, and the old link stops working.
"""

from datetime import datetime
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.db import db, once_per_transaction
from portal.core.secret_links import id_in, make_link, opens
from portal.signups.models import SignUp, Ticket

#: Pictures that old phones have (Unicode 6) and that one can say aloud across a table.
PICTURES: Final[tuple[tuple[str, LazyString], ...]] = (
    ("🍎", _("apple")),
    ("🌻", _("sunflower")),
    ("🐟", _("fish")),
    ("🏠", _("house")),
    ("⭐", _("star")),
    ("🌙", _("moon")),
    ("🐘", _("elephant")),
    ("🍋", _("lemon")),
    ("🐞", _("ladybird")),
    ("🚲", _("bicycle")),
    ("🌳", _("tree")),
    ("🐝", _("bee")),
    ("🔑", _("key")),
    ("🍇", _("grapes")),
    ("⛵", _("boat")),
    ("🌹", _("rose")),
    ("🐢", _("tortoise")),
    ("☂️", _("umbrella")),
    ("🍄", _("mushroom")),
    ("🎈", _("balloon")),
    ("🐓", _("rooster")),
    ("🍉", _("watermelon")),
    ("🔔", _("bell")),
    ("🐪", _("camel")),
)


def picture(number: int) -> tuple[str, LazyString]:
    """The small picture of a ticket number, and its name for a reader who hears the page."""
    return PICTURES[(number - 1) % len(PICTURES)]


def token_of(ticket: Ticket) -> str:
    return make_link("ticket", ticket.public_id, str(ticket.generation))


def give_out_anew(session: Session, *, ticket: Ticket, by: Actor, now: datetime) -> None:
    """Give a ticket a new token: whoever holds the old link can no longer open it."""
    session.refresh(ticket, with_for_update=True)
    ticket.generation += 1
    audit.record(session, "tickets.renew", ticket, by=by, now=now)


@once_per_transaction
def signup_of_token(token: str) -> SignUp | None:
    """The sign-up a token opens, or None for a foreign, mistyped or replaced one."""
    ticket = db.session.scalar(select(Ticket).where(Ticket.public_id == id_in(token)))
    if ticket is None or not opens(token, "ticket", str(ticket.generation)):
        return None
    return db.session.scalar(select(SignUp).where(SignUp.ticket_id == ticket.id))
