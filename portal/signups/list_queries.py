"""Reading the list of an event: at a glance, and party by party."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.events.facts import DIETS, Food
from portal.signups.models import HOLDS_SEATS, SignUp, State, Ticket
from portal.text import ascii_digits, strip_format


@dataclass(frozen=True)
class Glance:
    """People, not parties: who has a seat (or is asked), who waits."""

    taken: int = 0
    waiting: int = 0


def glances(event_ids: Iterable[int]) -> dict[int, Glance]:
    """The lists of several events at a glance, with one query."""
    people = func.sum(SignUp.adults + SignUp.children)
    ids = list(event_ids)
    found = {event_id: Glance() for event_id in ids}
    query = select(SignUp.event_id, SignUp.state, people).where(SignUp.event_id.in_(ids))
    for event_id, state, count in db.session.execute(query.group_by(SignUp.event_id, SignUp.state)):
        so_far = found[event_id]
        if state in HOLDS_SEATS:
            found[event_id] = Glance(so_far.taken + int(count), so_far.waiting)
        elif state is State.WAITING:
            found[event_id] = Glance(so_far.taken, so_far.waiting + int(count))
    return found


def parties(event_id: int) -> Sequence[SignUp]:
    """Every party of an event in order of arrival, cancelled ones too."""
    return db.session.scalars(
        select(SignUp)
        .where(SignUp.event_id == event_id)
        .options(joinedload(SignUp.ticket))
        .order_by(SignUp.queue_no)
    ).all()


def by_number(event_id: int, number: int) -> SignUp | None:
    """The party with a ticket number at an event."""
    return db.session.scalar(
        select(SignUp).join(Ticket).where(SignUp.event_id == event_id, Ticket.number == number)
    )


def matching(signups: Iterable[SignUp], words: str) -> list[SignUp]:
    """The parties whose name or e-mail holds ``words``, whose number it is, or whose phone holds its digits."""
    wanted = words.casefold()
    digits = "".join(c for c in ascii_digits(strip_format(words)) if c.isascii() and c.isdigit())
    return [
        signup
        for signup in signups
        if wanted in (signup.name or "").casefold()
        or wanted in (signup.email or "").casefold()
        or (digits and digits == str(signup.ticket.number))
        or (len(digits) >= 4 and digits in (signup.phone or ""))
    ]


def diets(signups: Iterable[SignUp]) -> list[tuple[Food, int]]:
    """For the kitchen: how many people ask for each choice, without any name."""
    coming = [signup for signup in signups if signup.state in HOLDS_SEATS]
    totals = [(diet, sum(signup.diet.get(diet, 0) for signup in coming)) for diet in DIETS]
    return [(diet, count) for diet, count in totals if count]
