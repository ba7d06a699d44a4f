"""A mother signs up a guest; a door pass for another phone."""

import re
from datetime import timedelta

import pytest

from portal.accounts import sessions
from portal.accounts.models import PhoneSession, SignInLink
from portal.core.actors import Role
from portal.core.db import transaction, utcnow
from portal.events.facts import Audience
from portal.events.models import Status
from portal.signups.models import SignUp, State, Way
from portal.signups.tickets import token_of


@pytest.fixture
def fatma(make_member):
    return make_member("Fatma", lang="en")


@pytest.fixture
def phone(fatma, sign_in):
    """Fatma's phone."""
    return sign_in(fatma)


def filled_in(page, **values):
    """The form of a page as it is sent, with these words."""
    token = re.search(r'name="form_token" value="([^"]+)"', page.text).group(1)
    return {"form_token": token, "adults": "1", "children": "0", "lang": "en", **values}


@pytest.mark.slow
def test_a_guest_is_signed_up_in_two_taps(make_event, phone, fatma, session):
    event = make_event()
    first = phone.get("/team/guest")  # the only event there is
    assert first.location == f"/team/events/{event.code}/guest"
    form = filled_in(phone.get(first.location), name="Leyla", adults="2", lang="tr")
    done = phone.press(first.location, form)
    assert (done.status_code, done.location) == (303, f"/team/events/{event.code}/guest/1")
    signup = session.query(SignUp).one()
    assert (signup.name, signup.size, signup.way, signup.lang, signup.invited_by_id, signup.state) == (
        "Leyla",
        2,
        Way.MOTHER,
        "tr",
        fatma.id,
        State.SEATED,
    )
    page = phone.get(done.location).text
    assert all(words in page for words in ("🍎", "<bdi>Leyla</bdi>", "Your guest has a seat.", 'class="qr"'))
    assert f"/tr/events/{event.code}%3Fp%3Dshare" in page
    assert token_of(signup.ticket) not in page  # it stands in the picture alone, never in a link that is shared


def test_the_form_sent_twice_signs_up_once_and_other_words_are_another_guest(make_event, phone, session):
    path = f"/team/events/{make_event().code}/guest"
    form = filled_in(phone.get(path), name="Leyla")
    assert phone.press(path, form).location == phone.press(path, form).location
    phone.press(path, {**form, "name": "Zeynep"})
    assert [signup.name for signup in session.query(SignUp).order_by(SignUp.id)] == ["Leyla", "Zeynep"]


def test_at_the_door_a_guest_is_signed_up_after_the_start_and_counted_at_once(make_event, phone):
    path = f"/team/events/{make_event(starts_in=timedelta(minutes=-30)).code}/guest"
    done = phone.press(path, filled_in(phone.get(path), name="Leyla"))
    assert "/door#party-1" in phone.get(done.location).text


def test_a_guest_for_whom_there_is_no_seat_waits_and_the_page_says_so_first(make_event, phone):
    path = f"/team/events/{make_event(seats=0).code}/guest"
    page = phone.get(path)
    assert "Your guest comes onto the waiting list." in page.text
    done = phone.press(path, filled_in(page, name="Leyla"))
    assert "Your guest is number 1 on the waiting list." in phone.get(done.location).text


@pytest.mark.parametrize(
    "strange",
    [
        {"name": ""},
        {"name": "\u202e\0"},
        {"name": "x" * 10_000},
        {"name": "Leyla 010190-1234"},
        {"name": ["a", "b"]},
        {"adults": "0"},
        {"adults": "1000000000"},
        {"adults": "8", "children": "8"},
        {"phone": "abc"},
        {"email": "@"},
        {"lang": "xx"},
        {"diet_halal": "9"},
        {"form_token": "mine"},
    ],
)
def test_a_strange_guest_comes_back_with_a_sentence_and_what_was_typed(make_event, phone, session, strange):
    path = f"/team/events/{make_event().code}/guest"
    page = phone.press(path, {**filled_in(phone.get(path), name="Leyla", children="1"), **strange})
    assert (page.status_code, 'class="error-summary"' in page.text) == (422, True)
    assert "name" in strange or 'value="Leyla"' in page.text
    assert session.query(SignUp).count() == 0


@pytest.mark.slow
def test_only_events_that_residents_may_come_to_are_offered(make_event, phone):
    shown = [make_event().code, make_event(starts_in=timedelta(minutes=-30)).code]
    hidden = [
        make_event(status=Status.DRAFT).code,
        make_event(status=Status.CANCELLED).code,
        make_event(audience=Audience.MOTHERS).code,
        make_event(starts_in=timedelta(days=-1)).code,
    ]
    page = phone.get("/team/guest").text
    assert [code for code in shown + hidden if code in page] == shown
    for code in (hidden[0], hidden[2], "ZZZZ"):
        assert phone.get(f"/team/events/{code}/guest").status_code == 404
    over = f"/team/events/{hidden[3]}/guest"
    refused = phone.press(over, filled_in(phone.get(over), name="Leyla"))
    assert (refused.status_code, "This event is over." in refused.text) == (422, True)


def test_without_events_the_page_says_what_to_expect(app, phone):
    assert "No events are planned just now." in phone.get("/team/guest").text


@pytest.mark.slow
def test_the_ticket_is_shown_to_her_alone_who_signed_the_guest_up(make_event, make_member, sign_in, phone):
    path = f"/team/events/{make_event().code}/guest"
    done = phone.press(path, filled_in(phone.get(path), name="Leyla")).location
    assert f'href="{done}"' in phone.get(path).text
    for other in (make_member("Olga"), make_member("Karen", Role.COORDINATOR)):
        assert sign_in(other).get(done).status_code == 404
        assert "Leyla" not in sign_in(other).get(path).text
    with transaction() as session:
        signup = session.query(SignUp).one()
        signup.name, signup.purged_at = None, utcnow()
    assert (phone.get(done).status_code, phone.get(path).status_code) == (404, 200)


def test_a_door_pass_is_a_picture_to_read_and_lasts_until_six(make_event, phone, app, session):
    event = make_event(starts_in=timedelta(minutes=-30))
    path = f"/team/events/{event.code}/door-pass"
    assert "None at the moment." in phone.get(path).text
    page = phone.press(path)
    assert (page.status_code, 'class="qr"' in page.text, "at 06:00" in page.text) == (200, True, True)
    link = session.query(SignInLink).filter_by(event_id=event.id).one()
    assert (link.member_id, link.used_at) == (None, None)


@pytest.mark.slow
def test_a_door_pass_is_ended_by_any_of_us_and_only_at_its_event(
    make_event, make_member, sign_in, phone, app, now
):
    event, other = (make_event(starts_in=timedelta(minutes=-30)) for _ in range(2))
    passed = app.test_client()
    with transaction() as session:
        token = sessions.make_link(session, event_id=event.id, now=now)
        row, secret = sessions.use_link(session, token=token, label="Android, Chrome", now=now)
        phone_id = row.id
    passed.set_cookie("team", secret)
    path = f"/team/events/{event.code}"
    assert "Android, Chrome" in phone.get(f"{path}/door-pass").text
    phone.press(f"/team/events/{other.code}/door-pass/{phone_id}/end")
    assert passed.get(f"{path}/door").status_code == 200
    olga = sign_in(make_member("Olga"))
    assert olga.press(f"{path}/door-pass/{phone_id}/end").status_code == 303
    assert passed.get(f"{path}/door").status_code == 303
    assert "Android, Chrome" not in phone.get(f"{path}/door-pass").text
    for nobody in (phone_id, 99_999):
        assert phone.press(f"{path}/door-pass/{nobody}/end").status_code == 303


def test_a_members_phone_is_not_ended_as_a_door_pass(make_event, phone, session):
    event = make_event(starts_in=timedelta(minutes=-30))
    phone.press(f"/team/events/{event.code}/door-pass/1/end")
    assert session.get(PhoneSession, 1).ended_at is None


def test_a_door_pass_is_given_on_the_days_of_the_event_only(make_event, phone, session):
    for days in (7, -7):
        path = f"/team/events/{make_event(starts_in=timedelta(days=days)).code}/door-pass"
        assert "Make a door pass" not in phone.get(path).text
        assert phone.press(path).status_code == 422
    assert session.query(SignInLink).filter(SignInLink.event_id.isnot(None)).count() == 0
