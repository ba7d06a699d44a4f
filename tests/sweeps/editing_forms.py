"""Finds the forms of every page, opens them, and sends them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from portal.core.db import transaction
from portal.events.models import Event
from tests.sweeps.html_forms import Form, posts_of
from tests.sweeps.test_access import IN, ROLES, WHO
from tests.sweeps.world import World


@dataclass(frozen=True)
class Found:
    """A form by the page it stands on and where it is sent to; ``names`` are those of its fields."""

    page: str
    target: str
    names: frozenset[str]
    path: str
    phone: FlaskClient

    @property
    def name(self) -> str:
        """What ``reviewed_forms`` calls it."""
        return f"{self.page} > {self.target.partition('.')[2]}"


class Sweep:
    """Walks the pages of the small world, where every event has seats left."""

    def __init__(self, app: Flask, world: World) -> None:
        self.rules = list(app.url_map.iter_rules())
        self.addresses = app.url_map.bind("localhost")
        self.world = world
        self.phones = {
            "anonymous": app.test_client(),
            "mother, opened": world.phone(world.mother_id, opened=True),
            "coordinator, opened": world.phone(world.coordinator_id, opened=True),
        }
        with transaction() as session:
            session.execute(update(Event).values(seats=Event.seats + 20))

    def forms(self, blueprint: str) -> list[Found]:
        """Every form of a blueprint's pages with a field to fill, once for each set of fields."""
        found: dict[tuple[str, frozenset[str]], Found] = {}
        for page, path in self._pages(blueprint):
            for phone in self._readers(page):
                with phone.get(path) as answer:
                    whole = answer.status_code == 200 and answer.mimetype == "text/html"
                    forms = posts_of(answer.text, path) if whole else []
                for form in forms:
                    if form.fields:
                        one = Found(page, self._target(form), frozenset(form.fields), path, phone)
                        found.setdefault((one.name, one.names), one)
        return list(found.values())

    def open(self, found: Found) -> Form:
        """The form as it stands on its page now."""
        answer = found.phone.get(found.path)
        for form in posts_of(answer.text, found.path):
            if self._target(form) == found.target and frozenset(form.fields) == found.names:
                return form
        raise LookupError(f"shows no form with the fields {', '.join(sorted(found.names))}")

    def send(self, found: Found, form: Form, changed: dict[str, tuple[str, ...]]) -> str:
        """Send a form; what it says is wrong, or nothing where it was saved."""
        answer = found.phone.post(form.button[2] or form.action, data=form.sends(changed))
        return "" if answer.status_code == 303 else _refusal(answer)

    def _pages(self, blueprint: str) -> Iterator[tuple[str, str]]:
        """Every page by the world's values, and by other values of one argument in turn."""
        for rule in self.rules:
            if "GET" in (rule.methods or ()) and rule.endpoint.partition(".")[0] == blueprint:
                values = {name: self.world.values[name] for name in rule.arguments}
                paths = [self.addresses.build(rule.endpoint, values)]
                for name in sorted(rule.arguments):
                    for other in self._others(name):
                        paths.append(self.addresses.build(rule.endpoint, {**values, name: other}))
                yield from ((rule.endpoint, path) for path in dict.fromkeys(paths))

    def _others(self, name: str) -> list[Any]:
        world = self.world
        known: dict[str, list[Any]] = {
            "code": list(world.codes.values()),
            "meeting": list(world.codes.values()),
            "token": list(world.tickets.values()),
            "link_token": list(world.links.values()),
            "of": ["da", "tr"],
            "story_id": list(world.values["story_ids"].values()),
            "enquiry_id": [1, 2, 3, 4],
        }
        return known.get(name, [])

    def _readers(self, page: str) -> list[FlaskClient]:
        """The phones that see a page; what is public is the same for all."""
        if WHO[page][0] == IN:
            return [self.phones["anonymous"]]
        return [phone for role, phone in self.phones.items() if WHO[page][ROLES.index(role)] == IN]

    def _target(self, form: Form) -> str:
        endpoint, _values = self.addresses.match(form.action.partition("?")[0], method="POST")
        return str(endpoint)


def _refusal(answer: TestResponse) -> str:
    said = re.findall(r'class="error" id="([^"]*)-error">.*?<span>(.*?)</span>', answer.text, re.DOTALL)
    return "; ".join(": ".join(one) for one in said) or f"answered {answer.status}"
