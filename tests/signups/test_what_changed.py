"""A changed day, end or place is told to each party that knows another, and to nobody else."""

from dataclasses import fields
from datetime import timedelta

import pytest

from portal.core.actors import GUEST, Role
from portal.events.models import Event
from portal.events.rules import EventPlan
from portal.messages.models import MessageKind, OutboxMessage
from portal.signups import event_plans
from portal.signups import rules as list_rules
from portal.signups.calls import CallAnswer, note_call
from portal.signups.models import SignUp
from portal.signups.tickets import token_of
from portal.signups.what_changed import Change, changes
from tests.signups.cast import WEB, party

DAY = timedelta(days=1)


class Dinner:
    """A published event, its list, and the calls that wait, by names."""

    def __init__(self, event, rules, session, now):
        self.event_id, self.rules, self.session, self.now = event.id, rules, session, now

    @property
    def event(self):
        self.session.expire_all()
        return self.session.get_one(Event, self.event_id)

    def signs_up(self, name):
        about = {"party": party(name), "source": WEB, "form_token": name, "by": GUEST}
        return self.rules(list_rules.sign_up, event_id=self.event_id, now=self.now, **about)

    def saves(self, **changes):
        event = self.event
        values = {one.name: getattr(event, one.name) for one in fields(EventPlan) if hasattr(event, one.name)}
        plan = EventPlan(**{**values, **changes})
        about = {"plan": plan, "seen": event.version, "by": GUEST, "now": self.now}
        self.rules(event_plans.save, event_id=self.event_id, **about)

    def signup(self, name):
        return self.session.query(SignUp).filter_by(event_id=self.event_id, name=name).one()

    @property
    def calls(self):
        """Who should hear that the event has changed."""
        self.session.expire_all()
        found = self.session.query(OutboxMessage).filter_by(kind=MessageKind.EVENT_MOVED, closed_at=None)
        return sorted(self.session.get_one(SignUp, one.signup_id).name for one in found)

    def answers(self, name, said):
        about = self.session.query(OutboxMessage).filter_by(signup_id=self.signup(name).id)
        latest = about.order_by(OutboxMessage.id.desc())
        message = latest.first()
        self.rules(note_call, message_id=message.id, said=said, by=GUEST, now=self.now)


@pytest.fixture
def dinner(make_event, rules, session, now):
    dinner = Dinner(make_event(seats=5), rules, session, now)
    for name in ("Amina", "Bahar"):
        dinner.signs_up(name)
    return dinner


@pytest.mark.parametrize("what", ["day", "end", "place", "address"])
def test_what_matters_is_told_to_everyone_on_the_list(dinner, what):
    event = dinner.event
    dinner.saves(
        **{
            "day": {"starts_local": event.starts_local + DAY, "ends_local": event.ends_local + DAY},
            "end": {"ends_local": event.ends_local + timedelta(hours=1)},
            "place": {"place_name": "Biblioteket"},
            "address": {"address": "Grantoften 2"},
        }[what]
    )
    assert dinner.calls == ["Amina", "Bahar"]


def test_what_does_not_matter_is_told_to_nobody(dinner):
    dinner.saves(cost_dkk=20, landmark="Next to the school", seats=9)
    assert dinner.calls == []


def test_a_slip_that_is_put_right_leaves_no_call(dinner):
    event = dinner.event
    was = {"starts_local": event.starts_local, "ends_local": event.ends_local, "place_name": event.place_name}
    dinner.saves(starts_local=event.starts_local + DAY, ends_local=event.ends_local + DAY)
    dinner.saves(place_name="Biblioteket")
    dinner.saves(**was)
    assert dinner.calls == []
    assert (dinner.event.moved_from_local, dinner.event.moved_from_place) == (None, None)


def test_who_was_told_the_slip_is_told_that_it_was_one(dinner):
    was = dinner.event.place_name
    dinner.saves(place_name="Biblioteket")
    dinner.answers("Amina", CallAnswer.TOLD)
    assert dinner.calls == ["Bahar"]
    dinner.saves(place_name=was)
    assert dinner.calls == ["Amina"]


def test_who_signs_up_afterwards_knows(dinner):
    dinner.saves(place_name="Biblioteket")
    dinner.signs_up("Chen")
    dinner.saves(cost_dkk=20)
    assert dinner.calls == ["Amina", "Bahar"]
    dinner.saves(place_name="Kirken")
    assert dinner.calls == ["Amina", "Bahar", "Chen"]


def test_a_call_that_was_noted_by_mistake_waits_again_whatever_happened_meanwhile(dinner):
    was = dinner.event.place_name
    dinner.saves(place_name="Biblioteket")
    dinner.answers("Amina", CallAnswer.TOLD)
    dinner.answers("Amina", CallAnswer.UNDO)
    assert dinner.calls == ["Amina", "Bahar"]
    assert changes(dinner.signup("Amina"), dinner.event) == set(Change), "nobody can say what she knows"
    dinner.saves(place_name=was)
    assert dinner.calls == ["Amina"]


def test_her_ticket_the_invitation_and_the_call_say_what_changed(dinner, app, client, make_member, sign_in):
    dinner.saves(place_name="Biblioteket")
    dinner.answers("Bahar", CallAnswer.TOLD)
    tickets = {
        name: client.get(f"/t/{token_of(dinner.signup(name).ticket)}?lang=en").text for name in ("Amina", "Bahar")
    }
    assert "There is a new place." in tickets["Amina"] and "There is a new place." not in tickets["Bahar"]
    page = client.get(f"/en/events/{dinner.event.code}").text
    assert "There is a new place." in page and "Beboerhuset, Hedeparken 5</bdi>" in page
    desk = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    calls = desk.get("/team/calls").text
    assert "There is a new place." in calls and "Biblioteket" in calls and "The event has moved" not in calls
