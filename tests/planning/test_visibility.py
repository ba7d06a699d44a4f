"""What made us known in town, noted when it has happened."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.planning import visibility
from portal.planning.visibility import Noted
from tests.planning.cast import COORDINATOR


@pytest.fixture
def fatma(make_member):
    return make_member("Fatma")


def sent(now, **more):
    day = to_local(now).date() - timedelta(days=2)
    return {"kind": "article", "day": day.isoformat(), "title": "Integrationen begyndte i baghuset", **more}


def test_an_article_with_who_took_part_how_many_read_it_and_where(coordinator, fatma, session, now):
    form = sent(now, mothers=str(fatma.id), reached="4000", link="ballerupbladet.dk/artikel")
    assert coordinator.press("/team/visibility/new", form).location == "/team/visibility?done=noted"
    (event,) = session.query(Event).all()
    assert (event.kind, event.reached, event.link) == (Kind.ARTICLE, 4000, "https://ballerupbladet.dk/artikel")
    assert (event.status, event.audience, event.public) == (Status.PUBLISHED, Audience.MOTHERS, False)
    assert [(part.member_id, part.took_part, part.hosting) for part in event.mothers] == [(fatma.id, True, False)]
    page = coordinator.get("/team/visibility").text
    for words in ("Integrationen begyndte i baghuset", "Fatma", "About 4000 people reached", "ballerupbladet.dk"):
        assert words in page


@pytest.mark.slow
def test_it_is_changed_and_taken_away_again(coordinator, fatma, session, now):
    coordinator.press("/team/visibility/new", sent(now, mothers=str(fatma.id)))
    (event,) = session.query(Event).all()
    path = f"/team/visibility/{event.code}"
    assert ">Integrationen begyndte i baghuset</textarea>" in coordinator.get(path).text
    assert coordinator.press(path, sent(now, kind="talk", title="Møde med udvalget")).status_code == 303
    session.expire_all()
    assert (event.kind, event.text("da").title) == (Kind.TALK, "Møde med udvalget")
    assert [part.took_part for part in event.mothers] == [False]
    assert coordinator.press(f"{path}/remove").location == "/team/visibility?done=removed"
    assert "Møde med udvalget" not in coordinator.get("/team/visibility").text
    assert coordinator.get(path).status_code == 404


def test_a_day_later_than_the_one_on_which_it_was_noted_keeps_it_noted(coordinator, session, now):
    with time_machine.travel(now - timedelta(days=2), tick=False):
        coordinator.press("/team/visibility/new", sent(now))
    (event,) = session.query(Event).all()
    assert event.created_at == now - timedelta(days=2)
    path = f"/team/visibility/{event.code}"
    yesterday = (to_local(now).date() - timedelta(days=1)).isoformat()
    assert coordinator.press(path, sent(now, day=yesterday, title="Den rigtige dag")).status_code == 303
    session.expire_all()
    assert (event.text("da").title, event.starts_local.date().isoformat()) == ("Den rigtige dag", yesterday)
    assert (event.only_noted, event.created_at) == (True, now - timedelta(days=2)), "as they were"
    assert coordinator.press(f"{path}/remove").location == "/team/visibility?done=removed"


@pytest.mark.slow
def test_of_an_event_that_was_planned_only_who_was_there_is_noted(coordinator, fatma, make_event, session, now):
    event = make_event(kind=Kind.VISIT, starts_in=timedelta(days=-3))
    path = f"/team/visibility/{event.code}"
    page = coordinator.get(path).text
    assert 'name="kind"' not in page and "/remove" not in page
    assert coordinator.press(path, {"mothers": str(fatma.id), "reached": "25", "link": ""}).status_code == 303
    session.expire_all()
    assert (event.kind, event.reached, len(event.mothers)) == (Kind.VISIT, 25, 1)
    with pytest.raises(RuleBroken), transaction() as writing:
        visibility.take_away(writing, event_id=event.id, by=COORDINATOR, now=now)
    refused = coordinator.press(f"{path}/remove")
    assert refused.status_code == 422 and "This was planned as an event, so it stays." in refused.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "2999-01-01"),
        ("day", "1999-12-31"),
        ("day", "yesterday"),
        ("title", ""),
        ("title", "x" * 121),
        ("kind", "communal_meal"),
        ("reached", "-1"),
        ("reached", "1000001"),
        ("link", "javascript:alert(1)"),
        ("link", "https://"),
        ("link", "https://a b.dk"),
        ("link", "http://[::1"),
        ("link", "ballerupbladet.dk/" + "x" * 280),
        ("link", "https://user:pass@example.dk"),
        ("mothers", "999"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(coordinator, fatma, session, now, field, value):
    answer = coordinator.press("/team/visibility/new", sent(now, **{field: value}))
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [field]
    assert session.query(Event).count() == 0


@pytest.mark.parametrize("clock", ["00:00:30", "00:40:00", "09:10:00", "23:59:00"])
def test_what_happened_today_is_over_at_whatever_time_it_is_noted(app, clock):
    """Else it would stand on tonight's list."""
    now = datetime.fromisoformat(f"2026-11-25T{clock}+01:00").astimezone(UTC)
    noted = Noted(Kind.POST, to_local(now).date(), "Venligboerne")
    with transaction() as session:
        event = visibility.note_down(session, noted=noted, by=COORDINATOR, now=now)
        assert event.starts_local < event.ends_local <= to_local(now)


@pytest.mark.slow
def test_what_was_noted_today_is_nobodys_event_of_tonight(coordinator, fatma, sign_in, make_event, session, now):
    mother = sign_in(fatma)
    today = to_local(now).date().isoformat()
    coordinator.press("/team/visibility/new", sent(now, day=today, mothers=str(fatma.id)))
    (event,) = session.query(Event).all()
    for phone in (coordinator, mother):
        assert event.code not in phone.get("/team/").text
    stand = make_event(
        kind=Kind.STAND,
        starts_in=timedelta(hours=-1),
        audience=Audience.MOTHERS,
    )
    assert stand.code in mother.get("/team/").text, "what was planned is"


def test_what_is_no_visibility_is_not_there(coordinator, make_event):
    meal = make_event(starts_in=timedelta(days=-3))
    to_come = make_event(kind=Kind.VISIT)
    for event in (meal, to_come):
        assert coordinator.get(f"/team/visibility/{event.code}").status_code == 404
