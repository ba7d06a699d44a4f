"""A database with as many events to come as one likes, filled within seconds."""

from datetime import datetime, timedelta

from sqlalchemy import insert

from portal.core.db import transaction
from portal.core.i18n import LANGUAGES, to_local
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status
from portal.signups.models import SignUp, State, Ticket, Way


def fill(*, events: int, signups: int, now: datetime) -> None:
    """One event in every hour from ``now``, each with texts in all languages; sign-ups for all of them in turn."""
    starts = [to_local(now + timedelta(hours=1 + n)) for n in range(events)]
    with transaction() as session:
        session.execute(
            insert(Event),
            [
                {
                    "code": f"Z{n:05d}",
                    "kind": list(Kind)[n % len(Kind)],
                    "status": Status.PUBLISHED,
                    "starts_local": starts[n],
                    "ends_local": starts[n] + timedelta(hours=3),
                    "seats": 90,
                    "created_at": now,
                    "published_at": now,
                }
                for n in range(events)
            ],
        )
        session.execute(
            insert(EventText),
            [
                {
                    "event_id": 1 + n,
                    "lang": lang,
                    "title": f"Dinner {n} in {lang}",
                    "description": "We eat.",
                    "practical": "",
                    "updated_at": now,
                }
                for n in range(events)
                for lang in LANGUAGES
            ],
        )
        places = [{"event_id": 1 + n % events, "number": 1 + n // events} for n in range(signups)]
        session.execute(
            insert(Ticket),
            [{**place, "public_id": f"z{n}", "created_at": now} for n, place in enumerate(places)],
        )
        session.execute(
            insert(SignUp),
            [
                {
                    "event_id": place["event_id"],
                    "queue_no": place["number"],
                    "ticket_id": 1 + n,
                    "state": State.SEATED,
                    "name": f"Guest {n}",
                    "adults": 1,
                    "way": Way.WEB,
                    "lang": "da",
                    "form_key": f"form {n}",
                    "consent_version": "test",
                    "created_at": now,
                }
                for n, place in enumerate(places)
            ],
        )
