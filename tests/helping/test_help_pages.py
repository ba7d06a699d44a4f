"""What residents see of missing hands: the list, one event, taking a task, the invitation, the ticket."""

import re
from datetime import time, timedelta

import pytest

from portal.core.db import transaction
from portal.core.features import Feature, FeatureOff, forget
from portal.core.forms import make_token
from portal.events.facts import Audience
from portal.events.models import Status
from portal.helping.models import EventTask, TaskKind, TaskTake
from portal.signups.invitation_views import _pages
from portal.signups.models import SignUp, State
from tests.signups.forms import token_on


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def lend(client, event, task_id, **fields):
    """Open the page of a task, fill it in and send it."""
    path = f"/en/help/{event.code}/{task_id}"
    told = {"name": "Noor", "children": "0", "contains": ["nuts", "milk"], "what": "Baklava", **fields}
    return client.post(path, data={"token": token_on(client.get(path)), **told})


def test_where_nothing_is_missing_the_page_says_what_to_do(client, make_event):
    make_event()
    page = client.get("/en/help")
    assert "Just now we have all the hands we need." in page.text
    assert 'href="/en/"' in page.text and 'href="/en/help/ask-me"' in page.text


def test_each_open_task_is_a_button_with_how_many_and_when(client, make_event, need):
    event = make_event(seats=0)
    cake = need(event, wanted=3, taken=1, at_local=time(16, 30))
    need(event, TaskKind.COFFEE, wanted=1, taken=1)
    arabic = need(event, TaskKind.INTERPRETING, lang="ar", at_local=time(17, 0))
    for path in ("/en/help", f"/en/help/{event.code}"):
        said = words(client.get(path))
        assert "Missing: 2 cakes Bring it by 16:30" in said
        assert "Missing: 1 who interprets Arabic Be there at 17:00" in said
        assert "coffee" not in said
    links = re.findall(rf'href="(/en/help/{event.code}/\d+)"', client.get("/en/help").text)
    assert links == [f"/en/help/{event.code}/{cake}", f"/en/help/{event.code}/{arabic}"]


@pytest.mark.parametrize(
    "columns", [{"status": Status.DRAFT}, {"audience": Audience.MOTHERS}, {"status": Status.CANCELLED}]
)
def test_what_residents_cannot_come_to_is_not_there(client, make_event, need, columns):
    event = make_event(**columns)
    cake = need(event)
    assert event.code not in client.get("/en/help").text
    expected = 200 if columns.get("status") is Status.CANCELLED else 404
    for path in (f"/en/help/{event.code}", f"/en/help/{event.code}/{cake}"):
        page = client.get(path)
        assert page.status_code == expected
        assert "Missing:" not in page.text and "<form" not in page.text
    sent = {"token": make_token("help"), "name": "Noor", "contains": "none"}
    assert client.post(f"/en/help/{event.code}/{cake}", data=sent).status_code == (422 if expected == 200 else 404)


def test_a_task_of_no_event_or_of_another_is_not_there(client, make_event, need):
    one, two = make_event(), make_event()
    assert client.get(f"/en/help/{one.code}/{need(two)}").status_code == 404
    assert client.get(f"/en/help/{one.code}/99").status_code == 404
    assert client.get("/en/help/XXXX").status_code == 404


def test_she_takes_a_cake_and_her_ticket_says_what_she_brings_and_when(client, make_event, need, sign_up, session):
    event = make_event(seats=1)
    cake = need(event, at_local=time(16, 30))
    sign_up(event)
    answer = lend(client, event, cake, children="2", phone="20 20 30 40")
    assert answer.status_code == 303
    said = words(client.get(answer.location))
    assert "Thank you! You help, and you have a seat." in said
    assert "Bake a cake Bring it by 16:30 Baklava · Nuts · Milk" in said
    assert "1 adult · 2 children" in said
    row = session.query(SignUp).filter_by(name="Noor").one()
    assert (row.state, row.by_task, row.phone, row.size) == (State.SEATED, True, "+4520203040", 3)


@pytest.mark.parametrize(
    ("contains", "sentence"),
    [
        ([], "Say what is in it, or choose “None of these”."),
        (["none", "milk"], "Choose what is in it, or “None of these” alone."),
        (["stone"], "Choose among these."),
    ],
)
def test_what_is_in_it_is_asked_until_it_is_said(client, make_event, need, session, contains, sentence):
    event = make_event()
    answer = lend(client, event, need(event), contains=contains, what="Min kage")
    assert answer.status_code == 422
    assert answer.text.count(sentence) == 2, "in the summary and beside the field"
    assert 'value="Min kage"' in answer.text
    assert session.query(SignUp).count() == 0


def test_none_of_these_is_an_answer(client, make_event, need, session):
    event = make_event()
    assert lend(client, event, need(event), contains="none", what="").status_code == 303
    assert (session.query(TaskTake).one().what, session.query(TaskTake).one().contains) == (None, [])


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"what": "y" * 61},
        {"what": "010190-1234"},
        {"children": "10"},
        {"phone": "12"},
    ],
)
def test_bad_words_are_refused_with_everything_still_there(client, make_event, need, session, fields):
    event = make_event()
    assert lend(client, event, need(event), **fields).status_code == 422
    assert session.query(SignUp).count() == 0


def test_who_interprets_says_only_her_name(client, make_event, need):
    event = make_event()
    task = need(event, TaskKind.INTERPRETING, lang="ar")
    page = client.get(f"/en/help/{event.code}/{task}")
    assert "Interpret: Arabic" in page.text and 'name="contains"' not in page.text
    path = f"/en/help/{event.code}/{task}"
    assert client.post(path, data={"token": token_on(page), "name": "Noor"}).status_code == 303


def test_who_comes_a_moment_too_late_is_told_so_and_nothing_is_saved(client, make_event, need, take, session):
    event = make_event()
    cake = need(event)
    token = token_on(client.get(f"/en/help/{event.code}/{cake}"))
    take(event, cake, "Lea")
    late = {"token": token, "name": "Noor", "contains": "none"}
    answer = client.post(f"/en/help/{event.code}/{cake}", data=late)
    assert answer.status_code == 422
    assert "Somebody has just taken this, thank you all the same." in answer.text
    assert f'href="/en/help/{event.code}"' in answer.text
    assert session.query(SignUp).count() == 1


@pytest.mark.slow
def test_the_invitation_asks_for_hands_also_when_it_is_full_and_is_renewed_when_one_is_taken(
    client, make_event, need, sign_up, take, give_back
):
    _pages.clear()
    event = make_event(seats=1)
    sign_up(event)
    cake = need(event, wanted=2)
    chairs = need(event, TaskKind.CHAIRS)
    path = f"/en/events/{event.code}"
    line = "We still need: 2 cakes · 1 for tables and chairs</strong>"
    assert line in client.get(path).text and f'href="/en/help/{event.code}"' in client.get(path).text
    noor = take(event, cake)
    assert "We still need: 1 cake · 1 for tables and chairs<" in client.get(path).text
    give_back(noor, cake)
    assert line in client.get(path).text
    take(event, cake, "Lea"), take(event, cake, "Mona"), take(event, chairs, "Sana")
    assert "We still need" not in client.get(path).text and "Come onto the waiting list" in client.get(path).text


def test_bring_a_dish_leads_to_what_is_missing(client, make_event, take, need):
    event = make_event(bring=["a_dish"])
    assert f'href="/en/help/{event.code}"' in client.get(f"/en/events/{event.code}").text
    assert "Bring a dish that you like yourself." in client.get(f"/en/help/{event.code}").text
    need(event, TaskKind.DISH, wanted=4)
    assert "Missing: 4 dishes to share" in words(client.get(f"/en/help/{event.code}"))


@pytest.mark.slow
def test_where_helping_is_switched_off_nothing_leads_to_it(app, client, make_event, need, take, now):
    event = make_event(bring=["a_dish"])
    cake = need(event, wanted=2)
    answer = lend(client, event, cake)
    with transaction() as session:
        session.add(FeatureOff(feature=Feature.HELP))
    forget(app)
    for path in (
        "/en/help",
        f"/en/help/{event.code}",
        "/en/help/ask-me",
        f"{answer.location.partition('?')[0]}/tasks/1",
    ):
        assert client.get(path).status_code == 404
    for path in (f"/en/events/{event.code}", answer.location):
        page = client.get(path)
        assert page.status_code == 200 and "/help" not in page.text and "/tasks/" not in page.text


@pytest.fixture
def ticket(client, make_event, need, session):
    """A ticket on a full event of one seat, with a task: its path, the event and the task's id."""
    event = make_event(seats=1)
    cake = need(event, at_local=time(16, 30))
    sent = {"token": token_on(client.get(f"/en/events/{event.code}")), "name": "Amina", "adults": "1"}
    client.post(f"/en/events/{event.code}", data=sent)
    sent["token"], sent["name"] = make_token("signup"), "Bahar"
    waits = client.post(f"/en/events/{event.code}", data=sent).location
    return waits, event, cake


@pytest.mark.slow
def test_who_waits_takes_a_task_from_her_ticket_without_a_second_sign_up(client, ticket, session):
    path, _event, cake = ticket
    assert "Missing: 1 cake Bring it by 16:30" in words(client.get(path))
    page = client.get(f"{path}/tasks/{cake}")
    assert "You have a seat by it." in page.text
    answer = client.post(f"{path}/tasks/{cake}", data={"token": token_on(page), "contains": ["egg"]})
    assert answer.location == f"{path}?done=task"
    said = words(client.get(answer.location))
    assert "Thank you! You help, and you have a seat." in said and "Bake a cake" in said
    assert session.query(SignUp).count() == 2


@pytest.mark.slow
def test_she_is_told_before_she_gives_it_back_that_she_will_wait(client, ticket):
    path, _event, cake = ticket
    client.post(f"{path}/tasks/{cake}", data={"token": make_token("ticket"), "contains": ["egg"]})
    page = client.get(f"{path}/tasks/{cake}")
    assert "without the task you wait at the end of the waiting list" in page.text
    assert 'name="keeps"' not in page.text
    answer = client.post(f"{path}/tasks/{cake}/give-back", data={"token": token_on(page)})
    assert answer.location == f"{path}?done=given-back"
    said = words(client.get(answer.location))
    assert "You are number 1 on the waiting list." in said and "Missing: 1 cake" in said


@pytest.mark.slow
def test_who_is_promised_her_seat_and_would_lose_it_is_asked_once_more(client, make_event, need, take, session):
    event = make_event(seats=1)
    cake, chairs = need(event), need(event, TaskKind.CHAIRS)
    path = lend(client, event, cake).location.partition("?")[0]
    page = client.get(f"{path}/tasks/{cake}")
    assert "You keep your seat" in page.text and 'name="keeps" value="y"' in page.text
    take(event, chairs, "Lea")
    answer = client.post(f"{path}/tasks/{cake}/give-back", data={"token": token_on(page), "keeps": "y"})
    assert answer.status_code == 422
    assert "Just now the other seats were taken" in answer.text
    assert "without the task you wait at the end" in answer.text and 'name="keeps"' not in answer.text
    assert session.query(SignUp).filter_by(name="Noor").one().state is State.SEATED


@pytest.mark.slow
def test_a_ticket_takes_no_task_of_another_event_and_none_with_a_foreign_token(client, ticket, make_event, need):
    path, _event, cake = ticket
    assert client.get(f"{path}/tasks/{need(make_event())}").status_code == 404
    assert client.get(f"/t/{'x' * 32}/tasks/{cake}").status_code == 404
    assert client.post(f"{path}/tasks/{cake}", data={"contains": "none"}).status_code == 422
    assert client.post(f"{path}/tasks/{cake}", data={"token": make_token("ticket")}).status_code == 422


def test_a_past_event_asks_for_nothing(client, make_event, need):
    event = make_event(starts_in=timedelta(days=-1))
    cake = need(event)
    assert client.get(f"/en/help/{event.code}").status_code == 200
    assert "<form" not in client.get(f"/en/help/{event.code}/{cake}").text


@pytest.mark.slow
def test_what_she_brings_and_how_to_reach_her_stands_on_no_public_page(client, make_event, need):
    event = make_event()
    lend(client, event, need(event, wanted=2), phone="20 20 30 40", what="Mors lagkage")
    for path in ("/en/help", f"/en/help/{event.code}", f"/en/events/{event.code}"):
        text = words(client.get(path))
        assert "Noor " not in text and "lagkage" not in text and "20203040" not in text


def test_a_saved_task_renews_the_invitation(client, make_member, sign_in, make_event, session):
    from portal.core.actors import Role

    _pages.clear()
    event = make_event()
    assert "We still need" not in client.get(f"/en/events/{event.code}").text
    karen = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"))
    sent = {"wanted_cake": "2", "new_lang": "ar", "wanted_new": "1", "at_new": "17", "at_cake": "16.30"}
    assert karen.press(f"/team/events/{event.code}/tasks", sent).status_code == 303
    assert "We still need: 2 cakes · 1 who interprets Arabic<" in client.get(f"/en/events/{event.code}").text
    times = {task.kind: (task.lang, task.at_local) for task in session.query(EventTask)}
    assert times == {TaskKind.CAKE: ("", time(16, 30)), TaskKind.INTERPRETING: ("ar", time(17, 0))}
