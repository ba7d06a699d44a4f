"""Years of a busy group, for measuring the report: each with a thousand events and ten thousand parties.

Rows are inserted as they would be kept after the purge: nobody's name stands anywhere.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.accounts.models import ActivePeriod, Member
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.db import Base
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Partner, Status
from portal.money.models import Expense, Funder, Funding
from portal.offers.models import Offer, Theme
from portal.signups.models import SignUp, State, Ticket, Way

#: The last year there is; the ten before the bench never change.
LAST: Final = 2024
_EVENTS, _PARTIES, _TALKS, _WOMEN, _ENQUIRIES = 1_000, 10_000, 2_000, 400, 200
_MOTHERS, _OFFERS = 20, 30
_AT_ONCE: Final = 2_000


def fill(session: Session, years: int) -> None:
    """So many years, the last of them ``LAST``."""
    begun = datetime(LAST - years, 12, 1, tzinfo=UTC)
    _those_who_stay(session, begun)
    for nth, year in enumerate(range(LAST - years + 1, LAST + 1)):
        _year(session, nth, year)


def _those_who_stay(session: Session, begun: datetime) -> None:
    _insert(session, Area, ({"slug": f"area-{n}", "name": f"Area {n}"} for n in range(4)))
    _insert(session, Partner, ({"slug": f"partner-{n}", "name": f"Partner {n}"} for n in range(3)))
    mother = {"role": Role.MOTHER, "lang": "da", "languages": ["da", "tr"], "created_at": begun}
    _insert(session, Member, ({"name": f"Mother {n}", **mother} for n in range(_MOTHERS)))
    _insert(session, ActivePeriod, ({"member_id": n + 1, "from_day": begun.date()} for n in range(_MOTHERS)))
    themes = list(Theme)
    _insert(
        session,
        Offer,
        (
            {
                "code": f"F{n:03}",
                "theme": themes[n % len(themes)],
                "confirmed_on": begun.date(),
                "created_at": begun,
            }
            for n in range(_OFFERS)
        ),
    )
    _insert(session, Funder, ({"name": f"Funder {n}", "created_at": begun} for n in range(3)))


def _year(session: Session, nth: int, year: int) -> None:
    base = nth * _EVENTS
    kinds, ways, helps, askers = list(Kind), list(Way), list(Help), list(Asker)

    def at(part: int, whole: int) -> datetime:
        """Moments spread evenly over the year, at five in the afternoon."""
        return datetime.combine(date(year, 1, 1) + timedelta(days=part * 365 // whole), time(16), UTC)

    def event(n: int) -> dict[str, Any]:
        starts = at(n, _EVENTS).replace(tzinfo=None)
        return {
            "code": f"{nth}{n:04}",
            "kind": kinds[n % len(kinds)],
            "status": Status.PUBLISHED,
            "organiser_id": None if n % 3 else 1 + n % 9 // 3,
            "area_id": None if n % 5 == 0 else 1 + n % 4,
            "starts_local": starts,
            "ends_local": starts + timedelta(hours=3),
            "created_at": at(n, _EVENTS) - timedelta(days=30),
            "published_at": at(n, _EVENTS) - timedelta(days=20),
        }

    _insert(session, Event, (event(n) for n in range(_EVENTS)))
    _insert(
        session,
        EventMother,
        ({"event_id": base + n + 1, "member_id": 1 + n % _MOTHERS, "took_part": True} for n in range(_EVENTS)),
    )
    first = nth * _PARTIES

    def of_party(n: int) -> dict[str, Any]:
        return {"event_id": base + n % _EVENTS + 1, "created_at": at(n % _EVENTS, _EVENTS) - timedelta(days=9)}

    _insert(
        session,
        Ticket,
        ({**of_party(n), "number": n // _EVENTS + 1, "public_id": f"{nth}t{n}"} for n in range(_PARTIES)),
    )
    _insert(
        session,
        SignUp,
        (
            {
                **of_party(n),
                "ticket_id": first + n + 1,
                "state": State.SEATED if n % 7 else State.CANCELLED,
                "queue_no": n // _EVENTS + 1,
                "adults": 1 + n % 3,
                "children": n % 2,
                "way": ways[n % len(ways)],
                "lang": ("da", "tr", "ar", "ur")[n % 4],
                "form_key": f"{nth} {n}",
                "consent_version": "bench",
            }
            for n in range(_PARTIES)
        ),
    )
    _insert(
        session,
        AttendanceOp,
        (
            {
                "op_id": f"{nth} {n}",
                "event_id": base + n % _EVENTS + 1,
                "kind": OpKind.HERE,
                "subject": f"party:{n // _EVENTS + 1}",
                "signup_id": first + n + 1,
                "adults": 1 + n % 3,
                "children": n % 2,
                "tapped_at": at(n % _EVENTS, _EVENTS),
                "received_at": at(n % _EVENTS, _EVENTS),
            }
            for n in range(_PARTIES)
            if n % 5
        ),
    )
    women = nth * _WOMEN
    _insert(
        session,
        Contact,
        (
            {
                "mother_id": 1 + n % _MOTHERS,
                "met": Met.NEIGHBOUR,
                "area_id": 1 + n % 4,
                "since": at(n, _WOMEN).date(),
                "created_at": at(n, _WOMEN),
            }
            for n in range(_WOMEN)
        ),
    )
    _insert(
        session,
        Conversation,
        (
            {
                "contact_id": women + n % _WOMEN + 1,
                "mother_id": 1 + n % _WOMEN % _MOTHERS,
                "day": at(n, _TALKS).date(),
                "helps": [helps[n % len(helps)], helps[n % 5]],
                "quarters": 1 + n % 6,
                "created_at": at(n, _TALKS),
            }
            for n in range(_TALKS)
        ),
    )
    _insert(
        session,
        Introduction,
        (
            {
                "conversation_id": nth * _TALKS + n + 1,
                "offer_id": 1 + n % _OFFERS,
                "took_part": list(TookPart)[n % 3],
            }
            for n in range(0, _TALKS, 4)
        ),
    )
    _insert(
        session,
        Enquiry,
        (
            {
                "public_id": f"{nth}e{n}",
                "asker": askers[n % len(askers)],
                "state": EnquiryState.MET if n % 4 else EnquiryState.NOBODY_FOUND,
                "spoken": ("tr", "ar", "ur")[n % 3],
                "theme": helps[n % len(helps)],
                "agreed_version": "bench",
                "lang": "da",
                "form_key": f"{nth} enquiry {n}",
                "received_at": at(n, _ENQUIRIES),
                "accepted_at": at(n, _ENQUIRIES) + timedelta(days=n % 9) if n % 4 else None,
            }
            for n in range(_ENQUIRIES)
        ),
    )
    _insert(
        session,
        Funding,
        ({"funder_id": n, "year": year, "amount_ore": 2_500_000, "created_at": at(0, 1)} for n in (1, 2, 3)),
    )
    _insert(
        session,
        Expense,
        (
            {
                "event_id": base + n + 1,
                "what": "Rice",
                "amount_ore": 12_345,
                "form_key": f"{nth} expense {n}",
                "created_at": at(n, _EVENTS),
            }
            for n in range(_EVENTS)
        ),
    )


def _insert(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    """Many rows of one table; what they do not say has the model's default."""
    for some in _some(rows):
        session.execute(insert(model), some)


def _some(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
