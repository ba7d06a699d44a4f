"""Reading the list of an event: at a glance, and party by party."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.text import ascii_digits, fold, parse_phone, strip_format
from portal.events.facts import DIETS, Food
from portal.events.models import Event
from portal.signups.models import HOLDS_SEATS, SignUp, State, Ticket

#: A search over all events shows so many parties.
MOST_FOUND = 50


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


def seats_taken(event_ids: Sequence[int]) -> dict[int, int]:
    """The seats that are taken at each of these events that has any (``events.queries.SEATS_TAKEN``)."""
    people = func.sum(SignUp.adults + SignUp.children)
    query = select(SignUp.event_id, people).where(SignUp.event_id.in_(event_ids), SignUp.state.in_(HOLDS_SEATS))
    return {row[0]: int(row[1]) for row in db.session.execute(query.group_by(SignUp.event_id))}


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
    wanted, digits = fold(words), _digits(words)
    return [
        signup
        for signup in signups
        if wanted in fold(signup.name or "")
        or wanted in fold(signup.email or "")
        or (digits and digits == str(signup.ticket.number))
        or (len(digits) >= 4 and digits in (signup.phone or ""))
    ]


def alike(signup: SignUp, others: Iterable[SignUp]) -> list[SignUp]:
    """Parties that may be the same people: with the same phone, e-mail or name."""
    about = {value for value in (signup.phone, signup.email, fold(signup.name or "")) if value}
    return [one for one in others if about & {one.phone, one.email, fold(one.name or "")}]


def anywhere(words: str) -> list[SignUp]:
    """The parties of all events whose names are still kept, the newest event first; one more than are shown.

    A number is a phone in any format or a ticket's number, anything else a piece of a name or an e-mail.
    """
    about = select(SignUp.id, SignUp.name, SignUp.email).join(SignUp.ticket).join(SignUp.event)
    query = about.where(SignUp.purged_at.is_(None)).order_by(
        Event.starts_local.desc(), Event.id.desc(), SignUp.queue_no
    )
    digits, wanted = _digits(words), fold(words)
    if digits and not any(c.isalpha() for c in words):
        phone, number = parse_phone(words), int(digits) if len(digits) < 10 else 0
        rows = db.session.execute(
            query.where(or_(SignUp.phone == phone, Ticket.number == number)).limit(MOST_FOUND + 1)
        )
        ids = [row.id for row in rows]
    else:
        rows = db.session.execute(query)
        holds = (row.id for row in rows if wanted in fold(row.name or "") or wanted in fold(row.email or ""))
        ids = list(islice(holds, MOST_FOUND + 1))
    found = select(SignUp).where(SignUp.id.in_(ids))
    loaded = found.options(joinedload(SignUp.ticket), joinedload(SignUp.event).selectinload(Event.texts))
    return sorted(db.session.scalars(loaded), key=lambda signup: ids.index(signup.id))


def headcount(event_id: int) -> tuple[int, int, int]:
    """Adults and children who have a seat or are asked, and how many of them are only asked."""
    people = func.sum(SignUp.adults), func.sum(SignUp.children)
    query = select(SignUp.state, *people).where(SignUp.event_id == event_id, SignUp.state.in_(HOLDS_SEATS))
    rows = db.session.execute(query.group_by(SignUp.state)).all()
    asked = sum(int(adults + children) for state, adults, children in rows if state is State.ASKED)
    return sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows), asked


def diets(signups: Iterable[SignUp]) -> list[tuple[Food, int]]:
    """For the kitchen: how many people ask for each choice, without any name."""
    coming = [signup for signup in signups if signup.state in HOLDS_SEATS]
    totals = [(diet, sum(signup.diet.get(diet, 0) for signup in coming)) for diet in DIETS]
    return [(diet, count) for diet, count in totals if count]


def _digits(words: str) -> str:
    return "".join(c for c in ascii_digits(strip_format(words)) if c.isascii() and c.isdigit())
