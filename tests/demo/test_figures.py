"""The figures of the evaluation, because the report counts them: January to November 2015."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from portal.accounts.models import ActivePeriod, Member
from portal.attendance.models import AttendanceOp
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core.periods import Period, Stretch
from portal.enquiries.models import Asker, Enquiry
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Partner, Status
from portal.reports.counting import count

#: The demo year is loaded for them.
pytestmark = pytest.mark.slow

EVALUATED = Period(date(2015, 1, 1), date(2015, 11, 30))
SPRING = Period.of(2015, Stretch.H1)
NINE_MONTHS = Period(date(2015, 1, 1), date(2015, 9, 30))


@pytest.fixture
def figures(loaded, morning):
    """What is counted in a period."""

    def figures(period=EVALUATED):
        return count(loaded, period, now=morning).figures

    yield figures
    loaded.rollback()


def test_the_report_says_what_the_evaluation_says(figures):
    counted = figures()
    evaluation = {
        "mothers_active": 10,
        "mothers_trained": 15,
        "women_helped": 100,
        "women_per_mother": 10.0,
        "events_own": 3,
        "smallest": 30,
        "largest": 90,
        "meeting_mothers": 6,
        "funding": 75_000_00,
    }
    assert {key: counted[key] for key in evaluation} == evaluation
    assert figures(NINE_MONTHS)["meetings"] == 4
    assert (figures(SPRING)["enquiries_professionals"], counted["enquiries_professionals"]) == (11, 11)


def test_it_counts_the_four_kinds_of_activity_the_languages_and_the_articles(figures, loaded, morning):
    counted = figures()
    keys = ("conversations", "events_information", "events_social", "events_visibility", "events_supported")
    assert {key: counted[key] for key in keys} == {
        "conversations": 247,
        "events_information": 3,
        "events_social": 17,
        "events_visibility": 7,
        "events_supported": 20,
    }
    tables = count(loaded, EVALUATED, now=morning).tables
    assert {"tr", "ar", "ur", "ru"} < set(tables["mothers_language"])
    assert tables["visibility_kind"]["article"] == 1
    both = Period(date(2014, 12, 1), date(2015, 11, 30))
    assert count(loaded, both, now=morning).tables["visibility_kind"]["article"] == 2


def first(session, column, *where):
    return session.scalars(select(column).where(*where).order_by(column).limit(1)).one()


def a_mother_comes_back(session):
    there = select(ActivePeriod.member_id).where(
        ActivePeriod.from_day <= EVALUATED.last,
        ActivePeriod.to_day.is_(None) | (ActivePeriod.to_day >= EVALUATED.first),
    )
    resting = first(session, Member.id, Member.trained_on.is_not(None), Member.id.not_in(there))
    session.execute(insert(ActivePeriod.__table__), [{"member_id": resting, "from_day": EVALUATED.last}])


def one_was_never_trained(session):
    trained = first(session, Member.id, Member.trained_on.is_not(None))
    session.execute(update(Member.__table__).where(Member.id == trained).values(trained_on=None))


def change_newroz(**values):
    def change(session):
        held = (Event.kind == Kind.NEWROZ, Event.starts_local < EVALUATED.ends_local)
        session.execute(update(Event.__table__).where(*held).values(**values))

    return change


def newroz_of_a_partner(session):
    change_newroz(organiser_id=first(session, Partner.id))(session)


def a_woman_was_not_talked_with(session):
    woman = first(session, Contact.id, Contact.since >= EVALUATED.first)
    talks = select(Conversation.id).where(Conversation.contact_id == woman)
    session.execute(update(Conversation.__table__).where(Conversation.id.in_(talks)).values(day=date(2016, 1, 1)))


def a_woman_was_handed_over(session):
    one, other = session.scalars(
        select(Contact.id).where(Contact.since >= EVALUATED.first).order_by(Contact.id).limit(2)
    )
    session.execute(update(Contact.__table__).where(Contact.id == other).values(from_contact_id=one))


def one_asked_for_herself(session):
    asked = first(session, Enquiry.id)
    session.execute(update(Enquiry.__table__).where(Enquiry.id == asked).values(asker=Asker.HERSELF))


def one_asked_a_year_later(session):
    asked = first(session, Enquiry.id)
    received = session.scalars(select(Enquiry.received_at).where(Enquiry.id == asked)).one()
    session.execute(
        update(Enquiry.__table__).where(Enquiry.id == asked).values(received_at=received + timedelta(days=366))
    )


def a_seventh_came_to_a_meeting(session):
    meetings = (Event.kind == Kind.NETWORK_MEETING, Event.starts_local < EVALUATED.ends_local)
    meeting = first(session, Event.id, *meetings)
    came = select(EventMother.member_id).where(
        EventMother.took_part, EventMother.event_id.in_(select(Event.id).where(*meetings))
    )
    other = first(session, Member.id, Member.trained_on.is_not(None), Member.id.not_in(came))
    session.execute(
        delete(EventMother.__table__).where(EventMother.event_id == meeting, EventMother.member_id == other)
    )
    part = {"event_id": meeting, "member_id": other, "hosting": False, "took_part": True}
    session.execute(insert(EventMother.__table__), [part])


def nobody_was_counted_at_the_largest(session):
    largest = first(session, Event.id, Event.kind == Kind.RAMADAN_END, Event.starts_local < EVALUATED.ends_local)
    session.execute(delete(AttendanceOp.__table__).where(AttendanceOp.event_id == largest))


#: What is changed, and what the figures are then.
CHANGES = [
    (a_mother_comes_back, {"mothers_active": 11, "mothers_resting": 4, "women_per_mother": 100 / 11}),
    (one_was_never_trained, {"mothers_trained": 14}),
    (change_newroz(status=Status.CANCELLED), {"events_own": 2, "events_social": 16, "participants": 1060}),
    (change_newroz(audience="mothers"), {"events_own": 2, "events_social": 16, "participants": 1060}),
    (newroz_of_a_partner, {"events_own": 2, "events_supported": 21}),
    (a_woman_was_not_talked_with, {"women_helped": 99, "women_per_mother": 9.9}),
    (a_woman_was_handed_over, {"women_helped": 99, "women_in_touch": 99, "contacts_new": 99}),
    (one_asked_for_herself, {"enquiries_professionals": 10, "enquiries": 11}),
    (one_asked_a_year_later, {"enquiries_professionals": 10, "enquiries": 10}),
    (a_seventh_came_to_a_meeting, {"meeting_mothers": 7, "meetings": 5}),
    (nobody_was_counted_at_the_largest, {"largest": 86, "events_own": 3, "participants": 1038}),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_one_row_is_changed_and_the_figures_follow(figures, loaded, change, expected):
    change(loaded)
    counted = figures()
    assert {key: counted[key] for key in expected} == expected
