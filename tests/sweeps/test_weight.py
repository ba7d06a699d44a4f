"""What a first visit weighs, and how many questions each public page asks the database."""

import gzip
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import event as sqlalchemy_event

from portal.core.db import db, transaction, utcnow
from portal.core.i18n import LANGUAGES
from portal.core.prepared_query import PreparedQuery
from portal.events.facts import Bring, Food
from portal.events.models import EventText
from portal.helping.models import EventTask, TaskKind
from portal.signups.invitation_views import _pages
from tests.findings import same

#: The whole invitation at first, headers too, must fit into one round trip with room for its form to grow.
FIRST_VISIT = 11_000

LONG_TEXT = (
    "Vi spiser sammen i beboerhuset. Der er mad til store og små, te og kaffe bagefter, og tid til at snakke. "
    "Kom alene, med din familie eller med en nabo. "
)


@pytest.fixture
def whole_event(make_event):
    """An invitation with every fact there is, every task open, and texts in all languages."""
    made = make_event(
        code="FEST",
        seats=60,
        cost_dkk=20,
        food=[str(food) for food in (Food.HALAL, Food.NO_PORK, Food.VEGETARIAN, Food.COFFEE_CAKE)],
        languages=["da", "tr", "ar", "ur", "ru", "so"],
        interpreter=["ar", "ur"],
        bring=[str(Bring.A_DISH)],
        no_photos=True,
        met_at_door=True,
        children="childminding",
        step_free="partly",
        landmark="Den gule dør ved siden af vaskeriet",
    )
    with transaction() as session:
        session.add_all(EventTask(event_id=made.id, kind=kind, wanted=3) for kind in TaskKind)
        for lang in LANGUAGES:
            session.add(
                EventText(
                    event_id=made.id,
                    lang=lang,
                    title="Fællesspisning for hele Hedeparken",
                    description=LONG_TEXT * 2,
                    practical=LONG_TEXT,
                    updated_at=utcnow(),
                )
            )
    return made


def weight(response):
    """Bytes on the wire: the status line, every header, and the body as it was compressed."""
    head = f"HTTP/1.1 {response.status}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in response.headers) + "\r\n"
    server = "Server: gunicorn\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\nConnection: close\r\n"
    return len(head.encode()) + len(server) + len(response.data)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_visit_of_an_invitation_fits_into_eleven_thousand_bytes(client, whole_event, lang):
    _pages.clear()
    response = client.get(f"/{lang}/events/{whole_event.code}", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert "<form" in gzip.decompress(response.data).decode()
    assert weight(response) <= FIRST_VISIT


@contextmanager
def asked():
    """The questions that reach the database within the block."""
    statements = []

    def note(_connection, _cursor, statement, _parameters, _context, _many):
        statements.append(statement)

    def first(question, **parameters):
        statements.append("to the driver itself")
        return ask(question, **parameters)

    ask = PreparedQuery.first
    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    try:
        with patch.object(PreparedQuery, "first", first):
            yield statements
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)


#: A page, and its questions however many events and guests there are.
QUESTIONS = {
    "/da/": 5,
    "/da/past": 2,
    "/da/events/FEST": 1,
    "/da/help": 5,
    "/da/help/FEST": 6,
    "/da/events.ics": 1,
    "/da/events/FEST.ics": 2,
    "/da/about": 0,
    "/da/privacy": 0,
    "/e/FEST": 2,
    "/": 0,
    "/healthz": 1,
}


def counted(client):
    """How many questions each page asks, once invitation, poster's code and feed have been opened."""
    client.get("/da/events/FEST")
    client.get("/e/FEST")
    client.get("/da/events.ics")
    found = {}
    for path in QUESTIONS:
        db.session.remove()
        with asked() as statements:
            assert client.get(path, headers={"Accept-Language": "da"}).status_code in (200, 302)
        found[path] = len([s for s in statements if not s.startswith(("BEGIN", "PRAGMA"))])
    return found


@pytest.mark.slow
def test_public_pages_ask_few_questions_and_no_more_when_there_are_many_events(client, whole_event, make_event):
    make_event(starts_in=timedelta(days=-1))
    same(counted(client), QUESTIONS)
    for number in range(15):
        make_event(seats=number)
        make_event(starts_in=timedelta(days=-2 - number))
    same(counted(client), QUESTIONS)
