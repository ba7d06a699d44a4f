"""The ticket: seeing, changing, cancelling and coming back with nothing but its link."""

from datetime import timedelta

import pytest

from portal.core.db import utcnow
from portal.core.forms import make_token
from portal.events.models import Event
from portal.signups.models import SignUp, State, Ticket
from portal.signups.tickets import PICTURES, picture, signup_of_token, token_of
from tests.signups.forms import send, token_on


@pytest.fixture
def ticket(client, make_event):
    """Sign Amina up and give the path of her ticket."""

    def ticket(*, event=None, **fields):
        event = event or make_event(seats=4)
        answer = send(client, f"/en/events/{event.code}", **fields)
        assert answer.status_code == 303
        return answer.location

    return ticket


def press(client, path, verb, **fields):
    return client.post(f"{path}/{verb}", data={"token": make_token("ticket"), **fields})


def test_the_ticket_shows_number_picture_and_code(client, ticket, session):
    page = client.get(ticket(adults="2", children="1")).text
    assert "<b>1</b>" in page and PICTURES[0][0] in page
    assert "2 adults · 1 child" in page
    assert 'class="qr"' in page
    assert "Beboerhuset, Hedeparken 5" in page


def test_every_picture_comes_before_one_comes_again(app):
    shown = [picture(n) for n in range(1, len(PICTURES) + 1)]
    assert len({sign for sign, _name in shown}) == len({str(name) for _sign, name in shown}) == len(PICTURES)
    assert picture(len(PICTURES) + 1) == picture(1)


@pytest.mark.parametrize("token", ["x", "a" * 32, "ü" * 10, "../../etc", "%00", "a" * 5000])
def test_a_foreign_ticket_is_not_there(client, app, token):
    assert client.get(f"/t/{token}").status_code == 404


def test_a_ticket_with_one_letter_changed_is_not_there(client, ticket):
    path = ticket()
    wrong = path[:-1] + ("A" if path[-1] != "A" else "B")
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, data={"name": "x"}).status_code == 404
    assert press(client, wrong, "cancel").status_code == 404


def test_given_out_again_the_old_link_no_longer_opens_it(client, ticket, rules, session):
    path = ticket()
    rules(lambda s: setattr(s.query(Ticket).one(), "generation", 2))
    assert client.get(path).status_code == 404
    assert client.get("/t/" + token_of(session.query(Ticket).one())).status_code == 200


def test_the_party_is_changed_from_the_ticket(client, ticket, session):
    path = ticket()
    token = token_on(client.get(path))
    answer = client.post(path, data={"token": token, "name": "Amina B", "adults": "2", "children": "1"})
    assert answer.status_code == 303 and "done=changed" in answer.location
    assert "It is changed." in client.get(answer.location).text
    kept = session.query(SignUp).one()
    assert (kept.name, kept.adults, kept.children) == ("Amina B", 2, 1)


def test_a_change_that_does_not_fit_keeps_what_was_typed_and_what_was_saved(client, ticket, session):
    path = ticket(adults="2")
    token = token_on(client.get(path))
    answer = client.post(path, data={"token": token, "name": "Amina", "adults": "9", "children": "0"})
    assert answer.status_code == 422 and "only 2 seats left besides yours" in answer.text
    assert 'value="9"' in answer.text and "<title>Error:" in answer.text
    assert session.query(SignUp).one().adults == 2


def test_cancelling_and_coming_back(client, ticket, session):
    path = ticket()
    assert press(client, path, "cancel").status_code == 303
    page = client.get(path).text
    assert "You are not on the list any more." in page and 'class="qr"' not in page
    assert press(client, path, "come-back").status_code == 303
    assert "You have a seat." in client.get(path).text


def test_who_is_off_the_list_of_a_home_no_longer_sees_where_it_is(client, make_event, ticket):
    event = make_event(at_home=True, place_name="Hos Fatma", address="Magleparken 9", landmark="Red door")
    path = ticket(event=event)
    press(client, path, "cancel")
    page = client.get(path).text
    assert "At the home of one of us" in page
    assert [words in page for words in ("Hos Fatma", "Magleparken 9", "Red door")] == [False] * 3


def test_looking_at_the_ticket_changes_nothing(client, ticket, session):
    path = ticket()
    for verb in ("cancel", "come-back", "yes", "no"):
        assert client.get(f"{path}/{verb}").status_code == 405
    assert session.query(SignUp).one().state is State.SEATED


def test_a_button_without_our_token_is_asked_to_press_again(client, ticket, session):
    path = ticket()
    answer = client.post(f"{path}/cancel", data={})
    assert answer.status_code == 422 and "press the button again" in answer.text
    assert session.query(SignUp).one().state is State.SEATED


@pytest.mark.slow
def test_a_seat_that_came_free_is_taken_or_given_on_from_the_ticket(client, make_event, ticket):
    event = make_event(seats=1, starts_in=timedelta(hours=20))
    amina, bahar, chen = (ticket(event=event, name=name) for name in ("Amina", "Bahar", "Chen"))
    press(client, amina, "cancel")
    page = client.get(bahar).text
    assert "There is a seat for you!" in page
    press(client, bahar, "no")
    assert "You are not on the list any more." in client.get(bahar).text
    press(client, chen, "yes")
    assert "You have a seat." in client.get(chen).text


def test_after_the_start_the_ticket_still_shows_the_way_but_takes_no_changes(client, ticket, session, rules):
    path = ticket()
    event_id = session.query(Event.id).scalar()

    def begin(s):
        event = s.get_one(Event, event_id)
        moved = timedelta(days=7, hours=1)
        event.starts_local, event.ends_local = event.starts_local - moved, event.ends_local - moved

    rules(begin)
    page = client.get(path).text
    assert 'class="qr"' in page and "I cannot come" not in page
    answer = press(client, path, "cancel")
    assert answer.status_code == 422 and "The event has begun." in answer.text


def test_the_ticket_speaks_the_language_of_the_sign_up_until_another_is_chosen(client, make_event):
    event = make_event()
    path = send(client, f"/ar/events/{event.code}").location
    assert '<html lang="ar" dir="rtl">' in client.get(path).text
    assert '<html lang="ru" dir="ltr">' in client.get(f"{path}?lang=ru").text
    assert '<html lang="ar" dir="rtl">' in client.get(f"{path}?lang=xx").text


def test_after_the_purge_the_ticket_opens_without_a_name(client, ticket, rules, session):
    path = ticket(name="Amina-Canary")

    def purge(s):
        signup = s.query(SignUp).one()
        signup.name = signup.phone = signup.phone_typed = signup.email = None
        signup.purged_at = utcnow()

    rules(purge)
    page = client.get(path)
    assert page.status_code == 200 and "Canary" not in page.text


def test_a_share_link_is_the_invitation_never_the_ticket(client, ticket):
    path = ticket()
    page = client.get(path).text
    shares = [part.split('"')[0] for part in page.split("https://wa.me/?text=")[1:]]
    assert len(shares) == 1
    assert path.removeprefix("/t/") not in shares[0] and "p%3Dshare" in shares[0]


def test_a_mothers_phone_goes_straight_to_the_party(make_event, make_member, sign_in, client, session):
    event = make_event(starts_in=timedelta(hours=2))
    path = send(client, f"/da/events/{event.code}").location
    answer = sign_in(make_member()).get(path)
    assert answer.status_code == 302
    assert answer.location == f"/team/events/{event.code}/door#party-1"


def test_before_the_evening_a_mothers_phone_shows_the_ticket_too(make_event, make_member, sign_in, client):
    path = send(client, f"/da/events/{make_event().code}").location
    assert sign_in(make_member()).get(path).status_code == 200


def test_a_token_opens_its_own_sign_up(app, ticket, session):
    path = ticket()
    found = signup_of_token(path.removeprefix("/t/"))
    assert found is not None and found.id == session.query(SignUp).one().id
