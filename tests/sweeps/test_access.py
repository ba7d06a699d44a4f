"""Every route by every role: one reviewed table, and no endpoint that the table does not know.

The table says again, on one screen and independently of ``portal/core/access.py``, who may open what. Behind the
check the pages themselves are replaced here, so that a press of "sign out" ends nobody's phone.
"""

from functools import wraps

import pytest
from flask import Response

from portal.accounts.guard import csrf_token
from tests.findings import same

pytestmark = pytest.mark.slow

IN, HELLO, PIN, GONE = "in", "303 /team/hello", "303 /team/open", "404"
ROLES = ("anonymous", "door pass", "mother", "mother, opened", "coordinator", "coordinator, opened")
PUBLIC = (IN, IN, IN, IN, IN, IN)
MEMBERS = (HELLO, GONE, IN, IN, IN, IN)
DOOR = (HELLO, IN, IN, IN, IN, IN)
CONTACTS = (HELLO, GONE, PIN, IN, GONE, GONE)
MOTHERS = (HELLO, GONE, IN, IN, GONE, GONE)
PLANNING = (HELLO, GONE, GONE, GONE, IN, IN)
PEOPLE = (HELLO, GONE, GONE, GONE, PIN, IN)

REVIEWED = {
    PUBLIC: """
        static  home.front  home.poster  home.healthz  home.robots  home.about  home.privacy
        events.upcoming  events.past  signups.invitation  signups.sign_up  calendar.feed  calendar.one
        signups.ticket  signups.change  signups.cancel  signups.come_back  signups.yes  signups.no
        accounts.unknown_phone  links.page  links.sign_in
        wording.better  wording.send
        offers.directory  offers.offer  offers.short
        helping.events  helping.event  helping.task  helping.take  helping.ask_me  helping.say_yes
        helping.my_yes  helping.take_back  helping.ticket_task  helping.ticket_take  helping.give_back
        enquiries.professionals  enquiries.enquire  enquiries.card  ask.contact  ask.write
        matching.link  matching.withdraw  matching.leave
        course.about  course.join_list  course.place  course.say
    """,
    MEMBERS: """
        team.home  accounts.promise  accounts.accept_promise  accounts.pin  accounts.choose_pin
        accounts.open_phone  accounts.try_pin
        me.page  me.edit  me.save  me.language  me.lock  me.rest  me.come_back  me.end_phone  me.sign_out
        attendance.choose_event  attendance.guest  attendance.signed_up
        attendance.door_pass  attendance.give_pass  attendance.end_pass
        wording.words  wording.save_words  wording.confirm_words
        offers.words  offers.save_words  offers.confirm_words
        network.all_meetings  network.meeting  network.wish  network.take_wish_back  network.reply
        network.add_point  network.take_point_back  network.took_part  network.minutes_in  network.save_minutes
        notices.current  notices.old  notices.one  notices.words  notices.say
    """,
    DOOR: """
        attendance.door  attendance.search  attendance.paper  attendance.party  attendance.here  attendance.undo
        attendance.guests  attendance.one_guest  attendance.walk_in  attendance.undo_walk_in
        attendance.count  attendance.estimate  attendance.undo_estimate
        attendance.send_taps  attendance.tally_now  attendance.took_part
    """,
    MOTHERS: """
        matching.asked  matching.answer
        lines.mine  lines.write  lines.ask_to_take_back  lines.take_back
    """,
    CONTACTS: """
        matching.meet  matching.end  matching.done
        contacts.mine  contacts.search  contacts.new  contacts.create  contacts.show  contacts.edit
        contacts.change  contacts.ask_delete  contacts.delete  contacts.keep_words  contacts.in_touch
        journal.talk  journal.save  journal.conversation  journal.edit  journal.correct  journal.ask_take_away
        journal.take_away  journal.keep_words  journal.introduce  journal.took_part  journal.untell
        journal.wish  journal.unwish  journal.choose_mother  journal.hand_over  journal.take_back
        journal.asked  journal.accept  journal.decline
        record.choose  record.make
    """,
    PLANNING: """
        planning.events  planning.older  planning.new  planning.begin  planning.create  planning.event
        planning.edit  planning.save  planning.keep  planning.preview  planning.choose_template
        planning.publish  planning.ask_to_cancel  planning.cancel  planning.event_texts  planning.text
        planning.save_text  planning.machine_texts
        planning.calendar  planning.more_dates  planning.choose_dates  planning.make_dates  planning.series
        planning.publish_series  planning.ask_to_take_out  planning.take_out
        planning.ask_to_discard  planning.discard
        planning.evening  planning.next_month  helping.event_tasks  helping.save_tasks
        visibility.known  visibility.new  visibility.note  visibility.one  visibility.save  visibility.remove
        features.page  features.save
        wording.inbox  wording.tick_off
        posters.poster  posters.qr_svg  posters.qr_png  posters.places  posters.placements
        posters.add_placement  posters.placement  posters.change_placement
        posters.retire_placement  posters.bring_back_placement
        offers.everything  offers.new  offers.create  offers.one  offers.edit  offers.save
        offers.publish  offers.confirm  offers.close  offers.qr_svg  offers.qr_png  offers.poster
        network.talked  notices.new  notices.write  notices.edit  notices.change  notices.withdraw
    """,
    PEOPLE: """
        lists.people  lists.search  lists.new  lists.add  lists.party  lists.change  lists.remove
        lists.come_back  lists.new_ticket  lists.people_csv  lists.people_xlsx  lists.look  lists.find
        lists.choose_merge  lists.ask_merge  lists.merge  lists.choose_move  lists.ask_move  lists.move
        helping.who_helps  helping.everyone  helping.asked  helping.delete
        planning.no_shows  lists.calls  lists.answer_call
        matching.queue  matching.one  matching.ask_mother  matching.meeting  matching.close  matching.press
        members.everyone  members.new  members.add  members.one  members.edit  members.save
        members.invite  members.no_qr  members.close  members.open_again  members.rest  members.come_back
        members.add_period  members.remove_period  network.not_seen  network.written_to
        course.overview  course.person  course.note_answer  course.new  course.create  course.one  course.change
        course.make_evenings  course.invite  course.close  course.complete  course.give_account
        course.evening  course.note_there
        money.year  money.new_funder  money.add_funder  money.funder  money.change_funder  money.retire_funder
        money.bring_back_funder  money.give  money.funding  money.change_funding  money.ask_to_remove_funding
        money.remove_funding  money.expenses  money.add_expense  money.expense  money.change_expense
        money.ask_to_remove_expense  money.remove_expense  money.expenses_csv  money.expenses_xlsx
        report.read  report.behind  report.as_csv  report.as_xlsx
        stories.picked  stories.new  stories.write  stories.one  stories.change  stories.put_aside
        stories.bring_back  stories.ask_to_take_back  stories.take_back  stories.examples  stories.pick
        stories.interviews  stories.guide  stories.new_interview  stories.note_interview  stories.interview
        stories.edit_interview  stories.change_interview  stories.ask_to_delete  stories.delete
        editions.handed_on  editions.look  editions.make  editions.read  editions.as_csv  editions.as_xlsx
    """,
}
WHO = {endpoint: who for who, endpoints in REVIEWED.items() for endpoint in endpoints.split()}

#: What a member may do before she has accepted the promise.
BEFORE_THE_PROMISE = {
    "accounts.promise",
    "accounts.accept_promise",
    "me.language",
    "me.sign_out",
}
#: Which methods a page answers to, where it is not GET alone for a page and POST alone for a deed.
FORMS_ON_ONE_ADDRESS = {"attendance.guest", "attendance.guests", "attendance.party", "attendance.walk_in"}


@pytest.fixture
def endpoints(app):
    return {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.fixture
def empty_rooms(app, monkeypatch):
    """Behind the door of each page stands nothing but "in"."""

    def emptied(view):
        @wraps(view)
        def page(**_values):
            return Response("in", mimetype="text/plain")

        return page

    for endpoint, view in app.view_functions.items():
        monkeypatch.setitem(app.view_functions, endpoint, emptied(view))


@pytest.fixture
def phones(world, app):
    """One phone of each role."""
    made = {
        "anonymous": app.test_client(),
        "door pass": world.phone(door="tonight"),
        "mother": world.phone(world.mother_id),
        "mother, opened": world.phone(world.mother_id, opened=True),
        "coordinator": world.phone(world.coordinator_id),
        "coordinator, opened": world.phone(world.coordinator_id, opened=True),
    }
    assert tuple(made) == ROLES
    return made


def routes(app, world):
    """Every address and method that is there: endpoint, method, path."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: world.values[name] for name in rule.arguments}
        path = adapter.build(rule.endpoint, values, method=next(iter(rule.methods - {"HEAD", "OPTIONS"})))
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, path


def answer(phone, method, path):
    """How a door answers, in a word."""
    response = phone.press(path) if method == "POST" else phone.open(path, method=method)
    if response.status_code == 303:
        return f"303 {response.location.partition('?')[0]}"
    return "in" if response.status_code == 200 and response.text == "in" else str(response.status_code)


def test_the_table_knows_every_endpoint_and_no_other(endpoints):
    assert endpoints == set(WHO)
    assert sorted(WHO) == sorted(" ".join(REVIEWED.values()).split()), "an endpoint stands there twice"


def test_every_role_is_let_in_where_the_table_says_so_and_nowhere_else(app, world, phones, empty_rooms):
    found, expected = {}, {}
    for endpoint, method, path in routes(app, world):
        for role, outcome in zip(ROLES, WHO[endpoint], strict=True):
            found[endpoint, method, role] = answer(phones[role], method, path)
            expected[endpoint, method, role] = outcome
    same(found, expected)


def test_pages_are_got_and_deeds_are_posted(app, world):
    answered = {}
    for endpoint, method, _path in routes(app, world):
        answered.setdefault(endpoint, set()).add(method)
    assert {e for e, methods in answered.items() if len(methods) > 1} == FORMS_ON_ONE_ADDRESS
    assert set().union(*answered.values()) == {"GET", "POST"}


def test_before_the_promise_only_the_promise_is_open(app, world, empty_rooms, make_member):
    phone = world.phone(make_member("Ny", promise_accepted_at=None).id, opened=True)
    found = set()
    for endpoint, method, path in routes(app, world):
        if WHO[endpoint] is PUBLIC or WHO[endpoint][3] != IN:
            continue
        if answer(phone, method, path) == IN:
            found.add(endpoint)
        else:
            assert answer(phone, method, path) == "303 /team/promise", endpoint
    assert found == BEFORE_THE_PROMISE


def test_no_deed_is_done_without_the_token_of_this_phone(app, world, phones, empty_rooms):
    other = phones["coordinator, opened"]
    with app.test_request_context(headers={"Cookie": f"team={other.get_cookie('team').value}"}):
        foreign = csrf_token()
    for endpoint, method, path in routes(app, world):
        if method == "POST" and WHO[endpoint] is not PUBLIC:
            role = ROLES[max(n for n in (1, 3, 5) if WHO[endpoint][n] == IN)]
            for token in ({}, {"csrf_token": ""}, {"csrf_token": "x" * 43}, {"csrf_token": foreign}):
                if token.get("csrf_token") == foreign and role == "coordinator, opened":
                    continue
                assert phones[role].post(path, data=token).status_code == 400, (endpoint, role, token)


def test_a_door_pass_of_another_event_opens_no_door(app, world):
    elsewhere = world.phone(door="room")
    for endpoint, method, path in routes(app, world):
        if WHO[endpoint] is DOOR:
            assert answer(elsewhere, method, path) == GONE, endpoint


def test_a_door_pass_does_not_say_who_of_us_took_part(world):
    here = world.phone(door="tonight")
    assert answer(here, "POST", "/team/events/TNGT/door/took-part") == GONE


def test_a_view_without_a_mark_is_refused(app, world, monkeypatch):
    monkeypatch.setitem(app.view_functions, "home.about", lambda lang: "nobody said who may see this")
    assert app.test_client().get("/da/about").status_code == 403


def test_other_methods_are_refused_everywhere(app, world, phones):
    for endpoint, _method, path in routes(app, world):
        for method in ("PUT", "DELETE", "PATCH"):
            assert phones["coordinator, opened"].open(path, method=method).status_code == 405, endpoint
