"""What happened in 2025: gatherings, enquiries and conversations, in the database as they were noted then."""

import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact, Met
from portal.core.areas import Area
from portal.core.db import transaction
from portal.enquiries.models import Asker, Enquiry
from portal.events.kinds import Kind
from portal.events.models import Event, Partner, Status

#: The first day on which nothing of 2025 can happen any more.
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
SPRING, SUMMER, AUTUMN, WINTER = (date(2025, month, 12) for month in (2, 5, 8, 11))


def at(day: date) -> datetime:
    """The first instant of a day, as computers count it."""
    return datetime.combine(day, datetime.min.time(), tzinfo=UTC)


def areas(*names: str) -> list[int]:
    """Housing areas by these names."""
    with transaction() as session:
        made = [Area(slug=name.lower(), name=name) for name in names]
        session.add_all(made)
        session.flush()
        return [area.id for area in made]


def held(
    day: date, came: int, *, first: int = 0, kind: Kind = Kind.COMMUNAL_MEAL, partner: bool = False, **columns: Any
) -> int:
    """A gathering to which about so many came; ``first`` of them said that it was their first time."""
    starts = datetime.combine(day, datetime.min.time()).replace(hour=17)
    then = starts.replace(tzinfo=UTC)
    with transaction() as session:
        organiser = Partner(slug=uuid.uuid4().hex, name="Foreningen") if partner else None
        event = Event(
            code=uuid.uuid4().hex[:6].upper(),
            kind=kind,
            status=Status.PUBLISHED,
            starts_local=starts,
            ends_local=starts + timedelta(hours=3),
            place_name="Beboerhuset",
            organiser=organiser,
            created_at=then - timedelta(days=30),
            published_at=then - timedelta(days=30),
            **columns,
        )
        session.add(event)
        session.flush()
        taps = [{"kind": OpKind.ESTIMATE, "subject": "estimate", "amount": came}] if came else []
        taps += [{"kind": OpKind.FIRST_TIME, "amount": 1} for _each in range(first)]
        session.add_all(
            AttendanceOp(op_id=str(uuid.uuid4()), event_id=event.id, tapped_at=then, received_at=then, **tap)
            for tap in taps
        )
        return event.id


def asked(day: date, times: int, asker: Asker = Asker.MUNICIPALITY, **columns: Any) -> None:
    """So many enquiries on one day. Whoever asks for herself does not say what it is about."""
    then = at(day)
    theme = None if asker is Asker.HERSELF else columns.pop("theme", Help.LETTER)
    with transaction() as session:
        for _each in range(times):
            key = uuid.uuid4().hex
            words = {"spoken": "tr", "agreed_version": "test", "lang": "da", **columns}
            session.add(
                Enquiry(public_id=key[:12], form_key=key, asker=asker, theme=theme, received_at=then, **words)
            )


def met(mother_id: int, women: int, day: date, area_id: int | None = None) -> list[int]:
    """So many women whom a mother met on a day."""
    then = at(day)
    with transaction() as session:
        made = [
            Contact(mother_id=mother_id, met=Met.NEIGHBOUR, since=day, created_at=then, area_id=area_id)
            for _each in range(women)
        ]
        session.add_all(made)
        session.flush()
        return [contact.id for contact in made]


def talked(mother_id: int, contacts: Sequence[int], day: date) -> None:
    """A conversation with each of these women."""
    then = at(day)
    with transaction() as session:
        session.add_all(
            Conversation(
                mother_id=mother_id, contact_id=contact_id, day=day, helps=[Help.COMPANY], created_at=then
            )
            for contact_id in contacts
        )
