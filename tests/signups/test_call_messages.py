"""The call list as the one who calls needs it: by event, in each party's language, with a message to send."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from portal.core.actors import GUEST, Role
from portal.events.facts import Cancelled
from portal.signups import event_changes
from portal.signups import rules as list_rules
from portal.signups.models import SignUp, State, Way
from portal.signups.rules import Source
from portal.signups.tickets import token_of
from tests.pages import flat
from tests.signups.cast import party


@pytest.fixture
def put(rules, now):
    def put(event, name, lang="da", **more):
        about = {"party": party(name, **more), "source": Source(Way.WEB, lang), "form_token": name, "by": GUEST}
        return rules(list_rules.sign_up, event_id=event.id, now=now, **about)

    return put


@pytest.fixture
def cancel(rules, now):
    def cancel(event):
        about = {"reason": Cancelled.ILLNESS, "by": GUEST, "now": now}
        rules(event_changes.cancel_event, event_id=event.id, **about)

    return cancel


@pytest.fixture
def calls(make_member, sign_in):
    desk = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    return lambda: flat(desk.get("/team/calls"))


def messages(page):
    """What each text message would say."""
    return [unquote(body) for body in re.findall(r'href="sms:[^"?]+\?body=([^"]+)"', page)]


def test_calls_stand_by_event_and_who_can_be_reached_stands_on_top(make_event, put, cancel, calls):
    late, soon = make_event(starts_in=timedelta(days=9)), make_event(starts_in=timedelta(days=2))
    for event in (late, soon):
        put(event, f"Nobody {event.id}")
        put(event, f"Mail {event.id}", email="a@example.org")
        put(event, f"Phone {event.id}", phone="+4522334455")
        cancel(event)
    names = [f"{how} {event.id}" for event in (soon, late) for how in ("Phone", "Mail", "Nobody")]
    page = calls()
    assert re.findall(r"<bdi>((?:Phone|Mail|Nobody) \d+)</bdi>", page) == names
    assert page.count('<section class="card') == 4, "who cannot be reached is a line"


def test_a_party_s_language_and_the_mothers_who_speak_it_stand_beside_her(
    make_event, put, cancel, calls, make_member
):
    make_member("Hatice", languages=["ar", "da"])
    make_member("Aysel", languages=["tr", "da"])
    make_member("Resting", languages=["ar"], active=False)
    event = make_event()
    put(event, "Amina", "ar", phone="+4522334455")
    cancel(event)
    page = calls()
    assert "العربية" in page and "Hatice" in page
    assert "Aysel" not in page and "Resting" not in page


@pytest.mark.parametrize(("lang", "says"), [("ar", "أُلغي"), ("en", "This event is cancelled."), ("da", "aflyst")])
def test_a_message_to_send_is_in_her_language_and_says_which_event(
    make_event, put, cancel, calls, lang, says, app
):
    event = make_event()
    put(event, "Amina", lang, phone="+4522334455")
    cancel(event)
    (words,) = messages(calls())
    assert says in words and f"/{lang}/events/{event.code}" in words
    assert "Amina" not in words and "22334455" not in words


def test_each_reason_has_its_words(make_event, put, rules, now, calls, session):
    event = make_event(seats=1, starts_in=timedelta(hours=5))
    amina, olga = (put(event, name, "en", phone="+4522334455") for name in ("Amina", "Olga"))
    rules(list_rules.cancel, signup=amina, by=GUEST, now=now)
    session.expire_all()
    assert session.get_one(SignUp, olga.id).state is State.ASKED
    (words,) = messages(calls())
    assert "There is a seat for you!" in words
    assert f"/t/{token_of(session.get_one(SignUp, olga.id).ticket)}" in words, "there she says yes or no"
    hour = timedelta(hours=1)
    event = make_event(seats=9)
    put(event, "Bahar", "en", phone="+4522334466")
    times = {"starts_local": event.starts_local + hour, "ends_local": event.ends_local + hour}
    rules(event_changes.move, event_id=event.id, by=GUEST, now=now, **times)
    assert "The event has moved." in messages(calls())[1]
