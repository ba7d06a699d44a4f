"""Rows to purge, made as they are."""

from datetime import timedelta

import pytest

from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.models import Contact, Met, Reach, ReachWhen
from portal.core.db import transaction
from portal.signups.models import SignUp, State, Ticket, Way


@pytest.fixture
def add(app):
    """Add rows as they are, and give the first one's number."""

    def add(*rows):
        with transaction() as session:
            session.add_all(rows)
            session.flush()
            return rows[0].id

    return add


@pytest.fixture
def past_event(make_event):
    """An event that ended so many days ago."""

    def past_event(*, ended_days_ago, **columns):
        return make_event(starts_in=-timedelta(days=ended_days_ago, hours=3), **columns).id

    return past_event


@pytest.fixture
def party(add, now):
    """A party on an event's list, with everything it may have told us."""

    def party(event_id, *, number=1, **columns):
        ticket_id = add(
            Ticket(event_id=event_id, number=number, public_id=f"p{event_id}-{number}", created_at=now)
        )
        values = {
            "state": State.SEATED,
            "name": "Amina",
            "adults": 2,
            "children": 3,
            "diet": {"halal": 5},
            "phone": "+4544770011",
            "phone_typed": "44 77 00 11",
            "email": "amina@example.org",
            "way": Way.POSTER,
            "place": "L1",
            "lang": "ur",
            "form_key": f"key{event_id}-{number}",
            "consent_version": "1",
            "created_at": now,
            **columns,
        }
        return add(SignUp(event_id=event_id, ticket_id=ticket_id, queue_no=number, **values))

    return party


@pytest.fixture
def tap(add, now):
    """One tap at the door."""

    def tap(event_id, op_id, **columns):
        values = {"kind": OpKind.WALK_IN, "subject": f"walkin:{op_id}", "adults": 1, "children": 2, **columns}
        return add(AttendanceOp(op_id=op_id, event_id=event_id, tapped_at=now, received_at=now, **values))

    return tap


@pytest.fixture
def contact(add, now):
    """A contact who agreed, with words written so many days ago."""

    def contact(mother_id, *, written_days_ago=0):
        moment = now - timedelta(days=written_days_ago)
        return add(
            Contact(
                mother_id=mother_id,
                nickname="Morning sun",
                languages=["tr"],
                met=Met.DAYCARE,
                since=now.date(),
                agreed_at=moment,
                agreed_version="1",
                real_name="Ayşe",
                phone="+4544770011",
                words="Wants to swim.",
                words_at=moment,
                reach=Reach.CALL,
                reach_when=ReachWhen.EVENING,
                created_at=moment,
            )
        )

    return contact
