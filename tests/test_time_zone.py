"""The zone of the machine changes nothing: what is shown is Danish time, and what is stored is UTC."""

import re
import time
from datetime import timedelta

import pytest

ZONES = ("America/New_York", "Asia/Karachi", "Pacific/Auckland")


@pytest.fixture
def in_zone(monkeypatch):
    """Let the machine stand in this zone until the test ends."""

    def move(zone):
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.slow
def test_pages_calendars_and_rows_are_the_same_in_any_zone(in_zone, client, coordinator, make_event, session):
    event = make_event(code="7K3F", starts_in=timedelta(hours=2))
    make_event(code="WAS5", starts_in=timedelta(hours=-4))
    pages = (
        (client, "/en/events/7K3F"),
        (client, "/en/events.ics"),
        (client, "/en/"),
        (coordinator, "/team/"),
        (coordinator, "/team/events/7K3F"),
    )

    def seen():
        session.expire_all()
        texts = [re.sub(r'(csrf_token|token|state)" value="[^"]*"', "", who.get(path).text) for who, path in pages]
        return texts, event.created_at, event.starts_local, event.starts_at

    in_zone("Europe/Copenhagen")
    at_home = seen()
    for zone in ZONES:
        in_zone(zone)
        assert seen() == at_home, zone


@pytest.mark.slow
def test_a_sign_up_is_stored_as_the_same_instant_in_any_zone(in_zone, client, make_event, session, now):
    from portal.signups.models import SignUp
    from tests.signups.forms import send

    make_event(code="7K3F")
    for zone in ZONES:
        in_zone(zone)
        assert send(client, "/en/events/7K3F", name=zone).status_code == 303
    made = [row.created_at for row in session.query(SignUp)]
    assert len(made) == len(ZONES)
    assert all(now <= at < now + timedelta(minutes=2) for at in made)
