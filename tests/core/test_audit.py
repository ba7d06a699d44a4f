"""What the audit log says of a row: the words are stored, so they stay as they are."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Member, PhoneSession
from portal.contacts.journal_models import Conversation, HandOver
from portal.contacts.models import Contact
from portal.core import audit
from portal.core.actors import GUEST, SYSTEM, Actor, Role
from portal.core.areas import Area
from portal.core.audit import AuditEntry
from portal.core.db import db, side_transaction, transaction
from portal.course.models import Course, CourseInterest, CourseParticipant
from portal.enquiries.models import Enquiry
from portal.events.models import Event, Series
from portal.helping.models import Helper
from portal.money.models import Expense, Funder, Funding
from portal.network.models import Notice
from portal.offers.models import Offer
from portal.posters.models import Placement
from portal.reports.models import Edition
from portal.signups.models import SignUp, Ticket
from portal.stories.models import Interview, Story
from portal.wording.models import WordingSuggestion

#: What each kind of row is called in logs that exist already.
KINDS = {
    Contact: "contact", Conversation: "conversation", Course: "course", CourseInterest: "course_interest",
    CourseParticipant: "course_participant", Edition: "edition", Enquiry: "enquiry", Event: "event",
    Expense: "expense", Funder: "funder", Funding: "funding", HandOver: "hand_over",
    Helper: "helper", Interview: "interview", Member: "member", Notice: "notice", Offer: "offer",
    PhoneSession: "session", Placement: "placement", Series: "series", SignUp: "signup", Story: "story",
    Ticket: "ticket", WordingSuggestion: "suggestion",
}  # fmt: skip


@pytest.mark.parametrize(("model", "kind"), KINDS.items(), ids=KINDS.values())
def test_a_kind_of_row_keeps_its_word(model, kind):
    assert (model.audit_kind or model.__tablename__) == kind


def entries():
    found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(one.actor, one.action, one.subject) for one in found]


def test_a_row_is_named_by_its_kind_and_number(app, now):
    """A new one, too, and one that is deleted."""
    with transaction() as session:
        area = Area(slug="a", name="A")
        session.add(area)
        audit.record(session, "areas.add", area, by=Actor(member_id=7, role=Role.MOTHER), now=now)
        number = area.id
    with transaction() as session:
        area = session.get_one(Area, number)
        session.delete(area)
        audit.record(session, "areas.remove", area, by=SYSTEM, now=now)
    assert entries() == [("member:7", "areas.add", f"area:{number}"), ("system", "areas.remove", f"area:{number}")]


def test_a_row_that_was_read_before_is_not_read_again(app, now):
    """``side_transaction()`` ends the request's reads; what a page has found is still named."""
    with transaction() as session:
        session.add(Area(slug="a", name="A"))
    area = db.session.scalars(select(Area)).one()
    with side_transaction() as session:
        audit.record(session, "areas.read", area, by=GUEST, now=now)
    assert entries() == [("guest", "areas.read", "area:1")]


def test_what_is_no_row_is_named_by_a_word(app, now):
    with transaction() as session:
        audit.record(session, "areas.list", "areas", by=GUEST, now=now)
    assert entries() == [("guest", "areas.list", "areas")]
