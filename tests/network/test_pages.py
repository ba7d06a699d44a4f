"""The pages of meetings and notices, as mothers and the coordinator press their way through them."""

from datetime import timedelta

import pytest

from portal.core.db import transaction, utcnow
from portal.events.models import EventMother, Status
from portal.network.models import AgendaPoint, HostWish, MeetingReply, Notice


@pytest.mark.slow
def test_one_tap_to_host_and_one_tap_back(sign_in, ayse, karen, session):
    phone, desk = sign_in(ayse), sign_in(karen)
    assert phone.press("/team/network/wish").location == "/team/network#host"
    assert "You would like to host a meeting" in phone.get("/team/network").text
    assert "<bdi>Ayşe</bdi>" in desk.get("/team/network").text
    assert phone.press("/team/network/wish/back").status_code == 303
    assert "<bdi>Ayşe</bdi>" not in desk.get("/team/network").text
    assert session.query(HostWish).count() == 1
    assert [desk.press(f"/team/network/{path}").status_code for path in ("wish", "wish/back")] == [404, 404]


def test_a_mother_does_not_see_who_else_would_like_to_host(sign_in, ayse, fatma):
    sign_in(fatma).press("/team/network/wish")
    page = sign_in(ayse).get("/team/network").text
    assert "Fatma" not in page
    assert "I would like to host" in page


@pytest.mark.slow
def test_coming_or_not_is_one_tap_each(sign_in, ayse, karen, meeting, session):
    phone, address = sign_in(ayse), f"/team/network/{meeting.code}"
    assert "Do you come?" in phone.get(address).text
    assert phone.press(f"{address}/yes").location == f"{address}#reply"
    assert "You come." in phone.get(address).text
    phone.press(f"{address}/no")
    assert "You cannot come this time." in phone.get(address).text
    assert [row.coming for row in session.query(MeetingReply)] == [False]
    desk = sign_in(karen)
    assert desk.press(f"{address}/yes").status_code == 404
    assert "Do you come?" not in desk.get(address).text
    assert phone.press(f"{address}/maybe").status_code == 404


def test_after_the_end_a_tap_is_refused_with_a_sentence(sign_in, ayse, held, session):
    answer = sign_in(ayse).press(f"/team/network/{held.code}/yes")
    assert (answer.status_code, "This meeting is over." in answer.text) == (422, True)
    assert session.query(MeetingReply).count() == 0


@pytest.mark.slow
def test_who_comes_is_for_the_host_and_the_coordinator(sign_in, ayse, fatma, karen, meeting, make_member):
    sign_in(ayse).press(f"/team/network/{meeting.code}/yes")
    pages = {
        member.name: sign_in(member).get(f"/team/network/{meeting.code}").text
        for member in (karen, fatma, make_member("Amal"))
    }
    assert {name: "Who comes" in page for name, page in pages.items()} == {
        "Karen": True,
        "Fatma": True,
        "Amal": False,
    }
    assert "Ayşe" not in pages["Amal"]


@pytest.mark.slow
def test_the_agenda_on_the_page(sign_in, ayse, fatma, karen, meeting, session):
    phone, address = sign_in(ayse), f"/team/network/{meeting.code}"
    assert phone.press(f"{address}/points", {"text": "Newroz <b>"}).location == f"{address}#agenda"
    assert "Newroz &lt;b&gt;" in phone.get(address).text
    point_id = session.query(AgendaPoint).one().id
    assert "Take it back" not in sign_in(fatma).get(address).text
    assert sign_in(fatma).press(f"{address}/points/{point_id}/back").status_code == 422
    assert sign_in(karen).press(f"{address}/points/{point_id}/back").status_code == 303
    assert session.query(AgendaPoint).count() == 0


@pytest.mark.parametrize("typed", ["", " ", "x" * 201, "010190-1234", "\u202e"])
def test_a_point_that_cannot_stand_is_shown_again(sign_in, ayse, meeting, session, typed):
    answer = sign_in(ayse).press(f"/team/network/{meeting.code}/points", {"text": typed})
    assert (answer.status_code, "error-summary" in answer.text) == (422, True)
    assert session.query(AgendaPoint).count() == 0


@pytest.mark.slow
def test_the_mothers_see_how_many_would_like_to_talk_and_the_coordinator_who(
    sign_in, ayse, fatma, karen, make_member, meeting, held, wish_to_talk
):
    wish = wish_to_talk(ayse)
    wish_to_talk(ayse, days_ago=5)
    wish_to_talk(fatma)
    other, desk, address = sign_in(make_member("Amal")), sign_in(karen), f"/team/network/{meeting.code}"
    page = other.get(address).text
    assert "2 mothers would like to talk about something" in page
    assert "Ayşe" not in page
    assert desk.get(address).text.count("<bdi>Ayşe</bdi>") == 3  # twice her wish, once that she has not answered
    host = sign_in(fatma).get(f"/team/network/{held.code}").text
    assert "Would like to talk" not in host
    over = f"/team/network/{held.code}"
    assert other.press(f"{over}/talked", {"wishes": str(wish)}).status_code == 404
    assert desk.press(f"{over}/talked", {"wishes": str(wish)}).location == f"{over}#talk"
    assert f'name="wishes" value="{wish}"' not in desk.get(over).text
    assert desk.press(f"{over}/talked", {"wishes": "999999"}).status_code == 422


@pytest.mark.slow
def test_the_host_or_the_coordinator_ticks_who_was_there(sign_in, ayse, fatma, karen, held, session):
    address = f"/team/network/{held.code}"
    assert sign_in(ayse).press(f"{address}/took-part", {"came": str(ayse.id)}).status_code == 404
    assert "Who of us took part?" not in sign_in(ayse).get(address).text
    assert "Who of us took part?" in sign_in(fatma).get(address).text
    tick = {"came": str(ayse.id)}
    assert sign_in(fatma).press(f"{address}/took-part", tick).location == f"{address}#took-part"
    assert sign_in(karen).press(f"{address}/took-part", {"came": "abc"}).status_code == 422
    came = {part.member_id: part.took_part for part in session.query(EventMother)}
    assert came == {fatma.id: False, ayse.id: True}


def test_nothing_is_ticked_before_the_meeting(sign_in, fatma, meeting):
    address = f"/team/network/{meeting.code}"
    assert "Who of us took part?" not in sign_in(fatma).get(address).text
    assert sign_in(fatma).press(f"{address}/took-part", {"came": str(fatma.id)}).status_code == 422


def test_a_draft_is_the_coordinators_alone(sign_in, ayse, karen, make_meeting):
    draft = make_meeting(status=Status.DRAFT).code
    assert sign_in(ayse).get(f"/team/network/{draft}").status_code == 404
    assert draft not in sign_in(ayse).get("/team/network").text
    assert "This is a draft." in sign_in(karen).get(f"/team/network/{draft}").text
    assert draft in sign_in(karen).get("/team/network").text


def test_another_event_is_no_meeting(sign_in, karen, make_event):
    desk = sign_in(karen)
    for event in (make_event(), make_event(kind="network_meeting")):
        assert desk.get(f"/team/network/{event.code}").status_code == 404
    assert desk.get("/team/network/ZZZZ").status_code == 404


@pytest.mark.slow
def test_the_minutes_on_the_page(sign_in, karen, ayse, held, make_member):
    desk, address = sign_in(karen), f"/team/network/{held.code}"
    assert "error-summary" in desk.press(f"{address}/minutes/da", {"text": "", "seen": ""}).text
    saved = desk.press(f"{address}/minutes/da", {"text": "Vi talte om vinter.", "seen": ""})
    assert saved.location == f"{address}#minutes"
    assert "Vi talte om vinter." in desk.get(f"{address}/minutes/da").text
    phone = sign_in(ayse)
    assert f"{address}/minutes/tr" in phone.get(address).text
    assert phone.get(f"{address}/minutes/tr").status_code == 200
    assert [phone.get(f"{address}/minutes/{lang}").status_code for lang in ("da", "ur", "xx")] == [404] * 3
    assert phone.press(f"{address}/minutes/tr", {"text": "Kış", "seen": ""}).status_code == 303


def test_minutes_are_asked_for_only_when_the_meeting_has_begun(sign_in, karen, meeting):
    desk, address = sign_in(karen), f"/team/network/{meeting.code}"
    assert "Write the minutes" not in desk.get(address).text
    assert "when the meeting has begun" in desk.get(f"{address}/minutes/da").text
    assert desk.press(f"{address}/minutes/da", {"text": "x", "seen": ""}).status_code == 422


def _form(**more):
    until = (utcnow() + timedelta(days=5)).date().isoformat()
    return {"title": "Nye jakker", "body": "Kom", "until": until, "event": "", "offer": "", "seen": "", **more}


def test_the_coordinator_writes_changes_and_withdraws_a_notice(sign_in, karen, ayse, session, make_event):
    desk, event_id = sign_in(karen), make_event().id
    address = desk.press("/team/notices/new", _form(event=str(event_id))).location
    assert "Nye jakker" in sign_in(ayse).get("/team/notices").text
    page = desk.get(f"{address}/edit").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert desk.press(f"{address}/edit", _form(title="Flere", seen=seen)).location == address
    assert session.query(Notice).one().event_id is None
    assert desk.press(f"{address}/withdraw").location == "/team/notices?done=withdrawn"
    assert "Flere" not in sign_in(ayse).get("/team/notices").text
    assert "Flere" in sign_in(ayse).get("/team/notices/old").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"body": "x" * 2001},
        {"until": ""},
        {"until": "2020-01-01"},
        {"event": "77"},
        {"event": "x"},
        {"offer": "77"},
        {"body": "010190-1234"},
    ],
)
def test_a_notice_that_cannot_be_is_shown_again(sign_in, karen, session, wrong):
    answer = sign_in(karen).press("/team/notices/new", _form(**wrong))
    assert (answer.status_code, "error-summary" in answer.text) == (422, True)
    assert session.query(Notice).count() == 0


def test_a_mother_says_a_notice_in_her_language_on_a_page_of_her_own(sign_in, karen, ayse):
    address = sign_in(karen).press("/team/notices/new", _form()).location
    phone = sign_in(ayse)
    assert f"{address}/words/tr" in phone.get(address).text
    assert phone.press(f"{address}/words/tr", {"title": "Montlar", "body": "", "seen": ""}).location == address
    assert "Montlar" in phone.get(f"{address}/words/tr").text
    assert phone.press(f"{address}/words/tr", {"title": "", "body": "x", "seen": ""}).status_code == 422
    assert [phone.get(f"{address}/{page}").status_code for page in ("words/da", "words/ru", "edit")] == [404] * 3
    assert phone.get("/team/notices/999").status_code == 404


def test_what_is_switched_off_is_not_there(app, sign_in, karen, meeting, actor, now):
    from portal.core import features

    by = actor(karen)
    with transaction() as session:
        features.switch(session, off={features.Feature.MEETINGS}, by=by, now=now)
    features.forget(app)
    desk = sign_in(karen, opened=True)
    assert [desk.get(f"/team/network{end}").status_code for end in ("", f"/{meeting.code}", "/quiet")] == [404] * 3
    assert desk.get("/team/notices").status_code == 200
