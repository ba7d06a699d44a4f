"""A served portal for the browser to visit, and a small cast that came about by the rules."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from flask import Flask, g
from sqlalchemy import select

from portal.accounts import members, sessions
from portal.accounts.members import Account, Profile
from portal.accounts.models import Member
from portal.core.actors import GUEST, SYSTEM, Actor, Role
from portal.core.areas import Area
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import to_local
from portal.events import rules as planning
from portal.events.facts import Audience, Food
from portal.events.kinds import Kind
from portal.events.models import Event, Repeat
from portal.planning import series
from portal.signups import rules as signups
from portal.signups.models import Way
from portal.signups.parties import Party

if TYPE_CHECKING:
    from playwright.sync_api import Page

PIN = "314159"


@dataclass
class ServedPortal:
    """A served portal. ``codes`` holds the events' codes and ``people`` the members' ids, by name."""

    app: Flask
    path: Path
    codes: dict[str, str] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address it is reached by, without a slash at the end."""
        return self.app.extensions["settings"].portal_url

    def rules(self, rule: Callable[..., Any], **words: Any) -> Any:
        """Run one rule as a view would; returns what it returned, or its id where that is a row."""
        with self.app.app_context():
            g.lang = "en"
            with transaction() as session:
                result = rule(session, now=utcnow(), **words)
                session.flush()
                return getattr(result, "id", result)

    def ask(self, question: Callable[..., Any]) -> Any:
        """Look something up: ``question(session)``."""
        with self.app.app_context():
            return question(db.session())

    def actor(self, name: str) -> Actor:
        """A member as the rules know her."""
        member_id = self.people[name]
        role = self.ask(lambda session: session.get_one(Member, member_id).role)
        return Actor(member_id=member_id, role=role, opened=True)

    def sign_in(self, page: "Page", name: str, *, opened: bool = False) -> None:
        """Make a phone known as a member's (``opened``: and opened by her PIN), in place of whoever it knew."""
        secret = self.secret(name, opened=opened)
        page.context.add_cookies([{"name": "team", "value": secret, "url": self.url, "httpOnly": True}])

    def secret(self, name: str, *, opened: bool = False) -> str:
        """What the cookie of a phone holds that is known as a member's."""

        def use(session: Any, *, now: datetime) -> str:
            token = sessions.make_link(session, member_id=self.people[name], now=now)
            phone, secret = sessions.use_link(session, token=token, label="test", now=now)
            phone.opened_until_at = now + sessions.OPENED_FOR if opened else None
            return secret

        return str(self.rules(use))

    def sign_up(self, event: str, name: str, adults: int, children: int = 0) -> None:
        """Put a party on an event's list."""
        event_id = self.ask(
            lambda session: session.scalars(select(Event.id).filter_by(code=self.codes[event])).one()
        )
        self.rules(
            signups.sign_up,
            event_id=event_id,
            party=Party(name, adults, children),
            source=signups.Source(way=Way.WEB, lang="da"),
            form_token=uuid4().hex,
            by=GUEST,
        )

    def sign_out_everywhere(self, name: str) -> None:
        """End all phones of a member, as the coordinator does for one who lost hers."""
        self.rules(lambda session, now: sessions.end_all(session, member_id=self.people[name], now=now))

    def remember(self) -> None:
        """Keep the database as it is now, for ``restore``."""
        self.leave()
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self.path, self._remembered)

    def restore(self) -> None:
        """Put everything back to what was remembered, under the eyes of the server."""
        self.leave()
        with closing(sqlite3.connect(self._remembered)) as source, closing(sqlite3.connect(self.path)) as target:
            source.backup(target, sleep=0.02)

    def leave(self) -> None:
        """Hold no connection to the database."""
        with self.app.app_context():
            db.engine.dispose()

    @property
    def _remembered(self) -> Path:
        return self.path.with_suffix(".remembered")


def fill(served: ServedPortal) -> None:
    """A coordinator, two mothers in two areas, and four events: one tonight, one tiny, one in a home."""
    served.rules(
        lambda session, now: session.add_all(
            [Area(slug="hedeparken", name="Hedeparken"), Area(slug="magleparken", name="Magleparken")]
        )
    )
    for name, role, lang, areas in (
        ("Karen", Role.COORDINATOR, "da", []),
        ("Fatma", Role.MOTHER, "da", ["hedeparken"]),
        ("Shazia", Role.MOTHER, "ur", ["magleparken"]),
    ):
        served.people[name] = served.rules(
            members.add,
            profile=Profile(name=name, languages=["da", lang], areas=areas),
            account=Account(role=role, lang=lang),
            by=SYSTEM,
        )
        served.rules(members.accept_promise, member_id=served.people[name])
        served.rules(_choose_pin, member_id=served.people[name])
    _event(served, "meal", timedelta(days=7), seats=40, food=[Food.HALAL, Food.VEGETARIAN], languages=["da", "ur"])
    _event(served, "tiny", timedelta(days=9), seats=2)
    _event(served, "tonight", timedelta(hours=2), seats=20)
    home = {"kind": Kind.WOMENS_CAFE, "audience": Audience.WOMEN, "at_home": True, "place_name": ""}
    _event(served, "home", timedelta(days=12), seats=8, **home)
    served.codes["draft"], served.codes["series"] = served.rules(
        _series, home=served.codes["home"], by=served.actor("Karen")
    )


def _series(session: Any, *, home: str, by: Actor, now: datetime) -> tuple[str, str]:
    """The event in a home on three more days, as drafts: the last one's code, and the number of the series."""
    event = session.scalars(select(Event).filter_by(code=home)).one()
    days = [event.starts_local.date() + timedelta(days=7 * n) for n in (1, 2, 3)]
    made = series.make(session, event_id=event.id, repeat=Repeat.WEEKLY, days=days, by=by, now=now)
    last = session.scalars(select(Event.code).order_by(Event.starts_local.desc())).first()
    return last, str(made.id)


def _choose_pin(session: Any, *, member_id: int, now: datetime) -> None:
    token = sessions.make_link(session, member_id=member_id, now=now)
    phone, _secret = sessions.use_link(session, token=token, label="her own", now=now)
    member = session.get_one(Member, member_id)
    sessions.choose_pin(session, member=member, phone=phone, pin=PIN, now=now)


def _event(served: ServedPortal, name: str, begins_in: timedelta, **facts: Any) -> None:
    starts = utcnow().replace(second=0, microsecond=0) + begins_in
    values: dict[str, Any] = {
        "kind": Kind.COMMUNAL_MEAL,
        "starts_local": to_local(starts),
        "ends_local": to_local(starts + timedelta(hours=3)),
        "place_name": "Beboerhuset",
        "address": "Hedeparken 5",
        **facts,
    }
    karen = served.actor("Karen")

    def plan(session: Any, *, now: datetime) -> str:
        event = planning.create(session, plan=planning.EventPlan(**values), by=karen, now=now)
        planning.publish(session, event_id=event.id, by=karen, now=now)
        return event.code

    served.codes[name] = served.rules(plan)
