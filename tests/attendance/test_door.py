"""Tonight's list as a page, with plain forms: one tap, the second step, undo."""

import re
from datetime import timedelta

import pytest

from portal.accounts import sessions
from portal.attendance.models import AttendanceOp, OpKind
from portal.attendance.tally import Heads, WalkIn
from portal.core.actors import GUEST, Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction, utcnow
from portal.events.facts import Audience
from portal.events.models import EventMother, Status
from portal.signups import rules as list_rules
from portal.signups.models import SignUp
from portal.signups.tickets import token_of
from tests.attendance.conftest import here, new_id, walk_in
from tests.pages import flat


@pytest.fixture
def phone(make_member, sign_in):
    """Fatma's phone."""
    return sign_in(make_member("Fatma", lang="en"))


@pytest.fixture
def door_pass(sign_in, app):
    """A phone with a door pass for an event."""

    def give(event):
        client, now = app.test_client(), utcnow()
        with transaction() as session:
            token = sessions.make_link(session, event_id=event.id, now=now)
            _phone, secret = sessions.use_link(session, token=token, label="Android, Chrome", now=now)
        client.set_cookie("team", secret)
        return client

    return give


def rows(page):
    """The number of each party in the order of the page, with a plus where it is here."""
    found = re.findall(r'<li class="party( party-here)?" id="party-(\d+)"', page.text)
    return [number + ("+" if there else "") for there, number in found]


@pytest.mark.slow
def test_the_list_shows_number_picture_name_party_and_language_but_no_phone(evening, sign_up, phone, rules):
    signup = sign_up(evening, "Amina", 2, 3, lang="ar")
    with transaction() as session:
        row = session.get_one(SignUp, signup.id)
        row.phone, row.phone_typed, row.email = "+4522334455", "22 33 44 55", "amina@example.org"
    page = phone.get(f"/team/events/{evening.code}/door")
    row = page.text[page.text.index('id="party-1"') :].partition("</li>")[0]
    assert all(words in row for words in ("🍎", "<bdi>Amina</bdi>", "2 adults", "3 children", "العربية"))
    assert not any(secret in page.text for secret in ("22334455", "22 33 44 55", "amina@example.org"))


@pytest.mark.slow
def test_one_tap_counts_the_whole_party_and_one_more_takes_it_back(evening, sign_up, phone, tally):
    sign_up(evening, "Amina", 2, 3)
    answer = phone.press(f"/team/events/{evening.code}/door/parties/1/here", {"op_id": new_id()})
    assert (answer.status_code, answer.location) == (303, f"/team/events/{evening.code}/door#party-1")
    assert tally(evening).parties == {1: Heads(2, 3)}
    assert rows(phone.get(f"/team/events/{evening.code}/door")) == ["1+"]
    phone.press(f"/team/events/{evening.code}/door/parties/1/undo", {"op_id": new_id()})
    assert tally(evening).here == 0


@pytest.mark.slow
def test_the_button_pressed_twice_counts_once(evening, sign_up, phone, session):
    sign_up(evening, "Amina", 2)
    page = flat(phone.get(f"/team/events/{evening.code}/door"))
    op_id = re.search(r'class="here" name="op_id" value="([^"]+)"', page).group(1)
    for _press in range(2):
        phone.press(f"/team/events/{evening.code}/door/parties/1/here", {"op_id": op_id})
        guest = re.search(r'value="([^"]+)" formaction="[^"]+/door/guest/adult"', page).group(1)
        phone.press(f"/team/events/{evening.code}/door/guest/adult", {"op_id": guest})
    assert [(op.kind, op.adults, op.member_id) for op in session.query(AttendanceOp)] == [
        (OpKind.HERE, 2, 1),
        (OpKind.WALK_IN, 1, 1),
    ]


@pytest.mark.slow
def test_the_second_step_corrects_the_numbers(evening, sign_up, phone, tally):
    sign_up(evening, "Amina", 2, 3)
    path = f"/team/events/{evening.code}/door/parties/1"
    assert 'id="adults"' in phone.get(path).text
    op_id = new_id()
    assert phone.press(path, {"op_id": op_id, "adults": "١", "children": "2"}).status_code == 303
    assert tally(evening).parties == {1: Heads(1, 2)}
    phone.press(path, {"op_id": op_id, "adults": "2", "children": "2"})  # back, and other numbers
    assert tally(evening).parties == {1: Heads(2, 2)}


@pytest.mark.slow
@pytest.mark.parametrize(
    "numbers",
    [
        {"adults": "0", "children": "0"},
        {"adults": "11", "children": "0"},
        {"adults": "-1", "children": "0"},
        {"adults": "1000000000", "children": "0"},
        {"adults": "two", "children": "0"},
        {"adults": "", "children": "x" * 10_000},
        {"adults": "1", "children": "🙂"},
        {"adults": "1\0", "children": "\u202e2x"},
        {"adults": ["1", "2"], "children": "0"},
        {"op_id": "nonsense"},
        {"op_id": ["a", "b"]},
    ],
)
def test_strange_numbers_come_back_with_a_sentence_and_what_was_typed(evening, sign_up, phone, session, numbers):
    sign_up(evening, "Amina", 2, 3)
    given = {"op_id": new_id(), "adults": "1", "children": "7", **numbers}
    for path in ("parties/1", "guest"):
        page = phone.press(f"/team/events/{evening.code}/door/{path}", given)
        assert (page.status_code, "<title>Error:" in page.text) == (422, True)
        assert 'class="error-summary"' in page.text
        if given["children"] == "7":
            assert 'value="7"' in page.text
    assert session.query(AttendanceOp).count() == 0


@pytest.mark.slow
def test_one_who_is_sought_is_found_by_number_and_by_name_in_any_writing(make_event, sign_up, phone):
    event = make_event(starts_in=timedelta(0), seats=None)
    for name in ("Amina", "Fatma Hansen-Yıldırım", "نور", "Şükran", "Ole"):
        sign_up(event, name)

    def found(wanted):
        page = phone.press(f"/team/events/{event.code}/door", {"q": wanted})
        assert page.status_code == 200
        return rows(page)

    assert [found(q) for q in ("4", "٤", "yildirim", "sukran", "نور", "OLE", "\u202eole")] == [
        ["4"],
        ["4"],
        ["2"],
        ["4"],
        ["3"],
        ["5"],
        ["5"],
    ]
    assert found("nobody") == [] and found("") == ["1", "2", "3", "4", "5"]
    assert found("x" * 10_000) == []


@pytest.mark.slow
def test_a_name_that_is_sought_stands_in_no_address(evening, sign_up, phone):
    sign_up(evening, "Amina")
    sign_up(evening, "Olga")
    here = f"/team/events/{evening.code}/door"
    search = re.search(r"<form class=\"search\".*?</form>", phone.get(here).text, re.DOTALL).group()
    assert 'method="post"' in search and 'name="csrf_token"' in search
    assert rows(phone.get(here, query_string={"q": "Amina"})) == ["1", "2"]


@pytest.mark.slow
def test_those_who_wait_or_have_cancelled_stand_below_and_can_be_counted(
    evening, sign_up, phone, rules, tally, now
):
    sign_up(evening, "Amina", 8)
    sign_up(evening, "Olga", 4)
    gone = sign_up(evening, "Else", 1)
    early = evening.starts_at - timedelta(days=2)
    rules(lambda session: list_rules.cancel(session, signup=session.get_one(SignUp, gone.id), by=GUEST, now=early))
    page = phone.get(f"/team/events/{evening.code}/door")
    assert rows(page) == ["1", "2", "3"]
    assert page.text.index("On the waiting list") < page.text.index('id="party-2"')
    assert page.text.index("Not on the list any more") < page.text.index('id="party-3"')
    phone.press(f"/team/events/{evening.code}/door/parties/3/here", {"op_id": new_id()})
    assert tally(evening).here == 1


@pytest.mark.slow
def test_a_guest_without_a_sign_up_may_say_a_name_and_a_language(evening, phone, tally):
    path = f"/team/events/{evening.code}/door"
    assert phone.press(f"{path}/guest/child", {"op_id": new_id()}).location == f"{path}#guests"
    one = {"op_id": new_id(), "adults": "2", "children": "1", "name": "Noor \u202e", "lang": "ar"}
    phone.press(f"{path}/guest", one)
    child, noor = tally(evening).walk_ins
    assert (child.adults, child.children, noor.adults, noor.name, noor.lang) == (0, 1, 2, "Noor", "ar")
    assert "<bdi>Noor</bdi>" in phone.get(path).text
    uuid = noor.subject.removeprefix("walkin:")
    assert 'value="Noor"' in phone.get(f"{path}/guests/{uuid}").text
    phone.press(f"{path}/guests/{uuid}", {**one, "op_id": new_id(), "adults": "3", "name": "", "lang": ""})
    assert tally(evening).walk_ins == (child, WalkIn(3, 1, noor.subject))
    phone.press(f"{path}/guests/{uuid}/undo", {"op_id": new_id()})
    assert tally(evening).walk_ins == (child,)
    assert phone.get(f"{path}/guests/{uuid}").status_code == 404


@pytest.mark.parametrize(
    "strange",
    [{"name": "x" * 81}, {"name": "Noor 010190-1234"}, {"lang": "xx"}, {"lang": "\0"}, {"name": ["a", "b"]}],
)
def test_a_strange_guest_is_asked_about(evening, phone, session, strange):
    given = {"op_id": new_id(), "adults": "1", "children": "0", "name": "", "lang": "", **strange}
    page = phone.press(f"/team/events/{evening.code}/door/guest", given)
    assert (page.status_code, "<title>Error:" in page.text) == (422, True)
    assert session.query(AttendanceOp).count() == 0


@pytest.mark.slow
def test_counts_are_one_tap_each_with_one_tap_back(evening, phone, tally):
    path = f"/team/events/{evening.code}/door/counts"
    for what, sign in (("new", "more"), ("new", "more"), ("new", "fewer"), ("first", "more"), ("first", "fewer")):
        assert phone.press(f"{path}/{what}/{sign}", {"op_id": new_id()}).status_code == 303
    assert (tally(evening).new_in_denmark, tally(evening).first_time) == (1, 0)
    assert phone.press(f"{path}/other/more", {"op_id": new_id()}).status_code == 404


@pytest.mark.slow
def test_an_evening_nobody_could_count_has_an_estimate_that_says_so(evening, phone, tally):
    path = f"/team/events/{evening.code}/door"
    assert phone.press(f"{path}/estimate", {"op_id": new_id(), "amount": "٤٠"}).status_code == 303
    assert (tally(evening).here, tally(evening).estimated) == (40, True)
    page = phone.get(path).text
    assert '<b class="total-here">40</b><span class="counted" hidden>' in page
    phone.press(f"{path}/estimate/undo", {"op_id": new_id()})
    assert tally(evening).estimate is None
    for strange in ("", "0", "2001", "many", "9" * 10_000):
        wrong = phone.press(f"{path}/estimate", {"op_id": new_id(), "amount": strange})
        assert (wrong.status_code, "Write a number from 1 to 2000." in wrong.text) == (422, True)


def test_a_ticket_read_with_the_camera_leads_straight_to_its_party(evening, sign_up, phone):
    signup = sign_up(evening, "Amina", 2)
    answer = phone.get(f"/t/{token_of(signup.ticket)}")
    assert answer.location == f"/team/events/{evening.code}/door#party-1"
    assert rows(phone.get(answer.location)) == ["1"]


@pytest.mark.slow
def test_who_of_us_took_part_is_ticked_also_where_a_partner_invites(evening, make_member, sign_in, session):
    fatma, olga = (make_member(name, lang="en") for name in ("Fatma", "Olga"))
    resting = make_member("Zeynep", active=False)
    ids, path, phone = (fatma.id, olga.id), f"/team/events/{evening.code}/door", sign_in(fatma)
    assert "Zeynep" not in phone.get(path).text
    phone.press(f"{path}/took-part", {"came": [str(ids[0])]})
    phone.press(f"{path}/took-part", {"came": [str(ids[1])]})  # from a page made before the first
    assert {p.member_id: p.took_part for p in session.query(EventMother)} == {ids[0]: True, ids[1]: True}
    session.rollback()
    phone.press(f"{path}/took-part", {"was": [str(ids[0])]})
    assert {p.member_id: p.took_part for p in session.query(EventMother)} == {ids[0]: False, ids[1]: True}
    for strange in ("x", "-1", "9" * 40, str(resting.id)):
        assert phone.press(f"{path}/took-part", {"came": [strange]}).status_code == 422


@pytest.mark.slow
def test_a_door_pass_counts_at_its_event_and_sees_nothing_else(
    evening, make_event, make_member, sign_up, door_pass
):
    make_member("Fatma")
    other, phone = make_event(starts_in=timedelta(0)), door_pass(evening)
    sign_up(evening, "Amina", 2)
    path = f"/team/events/{evening.code}"
    page = phone.get(f"{path}/door")
    assert (rows(page), "Fatma" in page.text, other.code in page.text) == (["1"], False, False)
    assert phone.press(f"{path}/door/parties/1/here", {"op_id": new_id()}).status_code == 303
    assert phone.get(f"{path}/list").status_code == 200
    for closed in ("/team/", "/team/guest", f"{path}/guest", f"{path}/door-pass", f"{path}/guest/1"):
        assert phone.get(closed).status_code == 404
    assert phone.press(f"{path}/door/took-part").status_code == 404
    for elsewhere in ("door", "door/tally", "list", "door/guest"):
        assert phone.get(f"/team/events/{other.code}/{elsewhere}").status_code == 404


@pytest.mark.slow
def test_before_and_after_its_days_the_list_shows_no_names(make_event, sign_up, phone):
    ahead, over = make_event(), make_event(starts_in=timedelta(days=-4))
    for event, words in ((ahead, "Counting has not begun."), (over, "The list is closed.")):
        sign_up(event, "Amina", 2)
        path = f"/team/events/{event.code}/door"
        page = phone.get(path).text
        assert ("Amina" in page, words in page, "<b>2</b>expected" in page) == (False, True, True)
        assert "Amina" not in phone.get(f"{path}/parties/1").text
        refused = phone.press(f"{path}/parties/1/here", {"op_id": new_id()})
        assert (refused.status_code, "This was not counted." in refused.text) == (422, True)


@pytest.mark.slow
def test_a_draft_has_no_list_and_a_cancelled_event_says_so(make_event, phone):
    draft, cancelled = (make_event(starts_in=timedelta(0), status=s) for s in (Status.DRAFT, Status.CANCELLED))
    assert phone.get(f"/team/events/{draft.code}/door").status_code == 404
    assert "This event is cancelled." in phone.get(f"/team/events/{cancelled.code}/door").text
    for nowhere in ("ZZZZ/door", f"{cancelled.code}/door/parties/1", f"{cancelled.code}/door/parties/99999999999"):
        assert phone.get(f"/team/events/{nowhere}").status_code == 404


@pytest.mark.slow
def test_a_list_whose_names_are_deleted_still_counts(evening, sign_up, tap, phone):
    sign_up(evening, "Amina", 2)
    tap(evening, walk_in(1, name="Noor", lang="ar"))
    with transaction() as session:
        for row in (*session.query(SignUp), *session.query(AttendanceOp)):
            row.name = None
        session.query(SignUp).one().purged_at = utcnow()
    page = phone.get(f"/team/events/{evening.code}/door")
    assert ("Number 1" in page.text, "None" in page.text) == (True, False)
    assert phone.get(f"/team/events/{evening.code}/door/parties/1").status_code == 200
    assert "Amina" not in phone.get(f"/team/events/{evening.code}/list").text
    assert phone.press(f"/team/events/{evening.code}/door/parties/1/here", {"op_id": new_id()}).status_code == 303


def test_the_list_on_paper_has_everybody_who_may_come_and_room_for_others(make_event, sign_up, tap, phone):
    event = make_event(seats=4)
    sign_up(event, "Amina", 2)
    sign_up(event, "Olga", 3)
    page = phone.get(f"/team/events/{event.code}/list").text
    names = re.findall(r"<td><bdi>([^<]*)</bdi>", page)
    assert (names, "(waiting list)" in page, page.count("<tr><td></td>")) == (["Amina", "Olga"], True, 12)
    over = make_event(starts_in=timedelta(days=-4))
    assert phone.get(f"/team/events/{over.code}/list").status_code == 404


def test_who_was_shown_the_names_is_kept_without_a_name(evening, phone, session):
    phone.get(f"/team/events/{evening.code}/door")
    read = session.query(AuditEntry).filter_by(action="attendance.read").one()
    assert (read.actor, read.subject) == ("member:1", f"event:{evening.id}")


def test_the_other_open_lists_are_one_tap_away(evening, make_event, phone):
    other = make_event(starts_in=timedelta(hours=20), audience=Audience.MOTHERS)
    assert f'href="/team/events/{other.code}/door"' in phone.get(f"/team/events/{evening.code}/door").text


def test_counting_takes_the_sessions_own_token(evening, sign_up, phone, tally):
    sign_up(evening, "Amina")
    answer = phone.post(f"/team/events/{evening.code}/door/parties/1/here", data={"op_id": new_id()})
    assert (answer.status_code, tally(evening).here) == (400, 0)


def test_here_by_form_after_here_by_phone_is_one_party(evening, sign_up, tap, phone, tally):
    sign_up(evening, "Amina", 2)
    tap(evening, here(1, 1))
    phone.press(f"/team/events/{evening.code}/door/parties/1/here", {"op_id": new_id()})
    assert tally(evening).parties == {1: Heads(2, 0)}


def test_a_mother_notes_whom_she_met_from_beside_the_list(make_event, make_member, sign_in):
    event = make_event(starts_in=timedelta(hours=1))
    link = 'href="/team/contacts/new?met=at_event"'
    assert link in sign_in(make_member("Fatma")).get(f"/team/events/{event.code}/door").text
    karen = make_member("Karen", Role.COORDINATOR)
    assert link not in sign_in(karen).get(f"/team/events/{event.code}/door").text
