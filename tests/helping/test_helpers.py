"""Being asked again is a yes of its own: given on a small form, taken back by a link, read by the coordinator."""

import re
from datetime import timedelta

import pytest

from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.helping.models import Helper
from portal.privacy import purge
from tests.signups.forms import token_on


@pytest.fixture
def coordinator(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


def say_yes(client, **fields):
    told = {
        "name": "Lea",
        "phone": "20 20 30 40",
        "kinds": ["cake", "interpreting"],
        "languages": ["so"],
        **fields,
    }
    return client.post("/en/help/ask-me", data={"token": token_on(client.get("/en/help/ask-me")), **told})


def test_her_yes_is_kept_encrypted_and_her_link_shows_what_she_told(client, session):
    answer = say_yes(client)
    assert answer.status_code == 303 and answer.location.startswith("/h/")
    row = session.query(Helper).one()
    assert (row.name, row.phone, row.kinds, row.languages) == (
        "Lea",
        "+4520203040",
        ["cake", "interpreting"],
        ["so"],
    )
    page = client.get(answer.location)
    assert "<bdi>Lea</bdi>" in page.text and "Bake a cake · Interpret" in page.text
    assert page.headers["Cache-Control"] == "private, no-store" and page.headers["X-Robots-Tag"] == "noindex"


def test_the_same_form_twice_is_one_yes(client, session):
    told = {"token": token_on(client.get("/en/help/ask-me")), "name": "Lea", "email": "lea@example.org"}
    first, second = (client.post("/en/help/ask-me", data=told).location for _twice in range(2))
    assert first == second and session.query(Helper).count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone": ""}, "Write a phone or an e-mail, so that we can ask you."),
        ({"phone": "12"}, "Look at the number once more, or leave it empty."),
        ({"name": " "}, "Write a name. A nickname will do."),
        ({"kinds": ["dragons"]}, "Choose among these."),
        ({"languages": ["xx"]}, "Choose among these."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, session, fields, sentence):
    answer = say_yes(client, **fields)
    assert answer.status_code == 422 and answer.text.count(sentence) == 2
    assert session.query(Helper).count() == 0


@pytest.mark.slow
def test_she_takes_it_back_at_once_by_her_link_and_the_link_opens_nothing_more(client, session):
    mine = say_yes(client).location
    assert client.post(mine, data={}).status_code == 422
    assert session.query(Helper).count() == 1
    answer = client.post(mine, data={"token": token_on(client.get(mine))})
    assert answer.location == "/en/help?done=gone"
    assert session.query(Helper).count() == 0
    assert "It is deleted. We do not ask you any more." in client.get(answer.location).text
    assert client.get(mine).status_code == 404


def test_a_mistyped_link_opens_nothing(client):
    mine = say_yes(client).location.partition("?")[0]
    for wrong in (mine[:-1], mine[:-1] + "~", mine[:12], "/h/x"):
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, data={}).status_code == 404


def test_no_yes_is_kept_when_somebody_only_takes_a_task(client, make_event, need, take, session):
    event = make_event()
    take(event, need(event))
    assert session.query(Helper).count() == 0


@pytest.mark.slow
def test_the_coordinator_sees_whom_she_may_ask_and_ticks_it(client, coordinator, session):
    assert "Nobody has said yes yet." in coordinator.get("/team/helpers").text
    say_yes(client), say_yes(client, name="Mona", phone="", email="mona@example.org")
    page = coordinator.get("/team/helpers").text
    assert 'href="tel:+4520203040"' in page and 'href="mailto:mona@example.org"' in page
    assert "Bake a cake · Interpret" in page and "Somali" in page
    lea = session.query(Helper).order_by(Helper.id).first().id
    coordinator.press(f"/team/helpers/{lea}/asked", {"asked": "y"})
    names = re.findall(r'id="name-\d+"><bdi>(\w+)', coordinator.get("/team/helpers").text)
    assert names == ["Mona", "Lea"], "who was asked goes to the end"
    coordinator.press(f"/team/helpers/{lea}/asked")
    session.expire_all()
    assert session.get_one(Helper, lea).asked_on is None
    assert {"helping.read_helpers", "helping.asked"} <= {row.action for row in session.query(AuditEntry)}


def test_the_coordinator_deletes_who_has_called_and_a_late_tick_is_refused(client, coordinator, session):
    say_yes(client)
    lea = session.query(Helper).one().id
    assert coordinator.press(f"/team/helpers/{lea}/delete").status_code == 303
    assert session.query(Helper).count() == 0
    late = coordinator.press(f"/team/helpers/{lea}/asked", {"asked": "y"})
    assert late.status_code == 422 and "please do not ask her" in late.text


def test_a_year_later_the_yes_is_gone(client, session, now):
    say_yes(client)
    purge.run(now + timedelta(days=364))
    assert session.query(Helper).count() == 1
    purge.run(now + timedelta(days=366))
    session.expire_all()
    assert session.query(Helper).count() == 0
