"""Who is told where a home is: the coordinator, the host, and whoever says that she comes, from then on."""

import pytest

from portal.core.db import transaction
from portal.events.models import Event, Status

SECRETS = ("Gøgevej 7", "Hos Fatma", "The blue door")


@pytest.fixture
def told(sign_in, meeting):
    """Whether a member's page of the meeting, or the list, tells the address; all of it or nothing."""
    code = meeting.code

    def told(member) -> bool:
        phone = sign_in(member, opened=True)
        page = phone.get(f"/team/network/{code}").text
        found = {secret in page for secret in SECRETS}
        assert len(found) == 1, "half an address"
        for other in ("/team/network", "/team/", "/team/notices", f"/team/events/{code}/door"):
            assert not any(secret in phone.get(other).text for secret in SECRETS), other
        return found.pop()

    return told


@pytest.mark.slow
def test_the_table_of_who_sees_the_address_of_a_home(told, sign_in, meeting, make_member, karen, fatma, ayse):
    code, resting = meeting.code, make_member("Amal", active=False)
    before = {member.name: told(member) for member in (karen, fatma, ayse, resting)}
    assert before == {"Karen": True, "Fatma": True, "Ayşe": False, "Amal": False}
    sign_in(ayse).press(f"/team/network/{code}/no")
    assert not told(ayse)
    sign_in(ayse).press(f"/team/network/{code}/yes")
    sign_in(resting).press(f"/team/network/{code}/yes")
    assert (told(ayse), told(resting)) == (True, True)
    sign_in(ayse).press(f"/team/network/{code}/no")
    assert not told(ayse)


@pytest.mark.slow
def test_of_a_cancelled_meeting_nobody_needs_the_address_any_more(told, sign_in, meeting, ayse, fatma):
    sign_in(ayse).press(f"/team/network/{meeting.code}/yes")
    event_id = meeting.id
    with transaction() as session:
        session.get_one(Event, event_id).status = Status.CANCELLED
    assert (told(ayse), told(fatma)) == (False, True)


def test_a_house_of_ours_is_no_secret(sign_in, make_meeting, ayse):
    page = sign_in(ayse).get(f"/team/network/{make_meeting().code}").text
    assert "Hedeparken 5" in page


def test_a_door_pass_opens_no_meeting(app, meeting, now):
    from portal.accounts import sessions

    with transaction() as session:
        token = sessions.make_link(session, event_id=meeting.id, now=now)
        _phone, secret = sessions.use_link(session, token=token, label="test", now=now)
    client = app.test_client()
    client.set_cookie("team", secret)
    assert client.get(f"/team/network/{meeting.code}").status_code == 404


def test_words_to_copy_never_tell_it_not_even_to_the_coordinator(sign_in, meeting, karen):
    page = sign_in(karen).get(f"/team/network/{meeting.code}").text
    copied = page.split('id="share"')[1].split("</textarea>")[0]
    assert "At the home of one of us" in copied
    assert not any(secret in copied for secret in SECRETS)
