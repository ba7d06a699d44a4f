"""Memory of gunicorn's master and two workers: at the start, after the lists, and after every page there is.

The proportional set size counts what processes share once. Every page of the route map is opened several times at
once, so that both workers have it; public ones in every language.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from flask import Flask

from portal.core.db import transaction, utcnow
from portal.core.i18n import LANGUAGES
from tests.bench import client, world
from tests.bench.machine import pss
from tests.bench.servers import portal
from tests.bench.table import Row, at_most
from tests.bench.turns import Effort, workers
from tests.serving import Server
from tests.sweeps.test_access import MEMBERS, PEOPLE, PLANNING, PUBLIC, WHO
from tests.sweeps.test_languages import pages as all_pages
from tests.sweeps.world import build

#: A page is opened so many times at once.
_AT_ONCE: Final = 4
#: A page, a redirect, the page for a phone that is not known, and that for a link after its ten minutes.
_EXPECTED: Final = (b"200", b"301", b"302", b"303", b"401", b"410")
#: Lists and invitations: what a resident opens.
_OF_RESIDENTS: Final = ("events.upcoming", "events.past", "signups.invitation", "offers.directory")

#: Open to members, but only to the mother who signed up that guest.
_OF_ONE_MOTHER: Final = "attendance.signed_up"


class Page(NamedTuple):
    endpoint: str
    path: str
    cookie: str = ""


def rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """Megabytes at three moments."""
    with world.database(folder / "memory.db") as app:
        pages = _pages(app)
    with portal(app.extensions["settings"]) as server:
        yield Row("Memory at the start, MB", _megabytes(server), ".0f")
        lists = [page for page in pages if page.endpoint.partition(" ")[0] in _OF_RESIDENTS]
        _open(server, lists)
        yield Row("Memory after lists and invitations, MB", _megabytes(server), ".0f")
        _open(server, pages)
        note = f"{len(pages)} pages of {len({page.endpoint.partition(' ')[0] for page in pages})} routes"
        yield Row("Memory after all pages, MB", _megabytes(server), ".0f", target=at_most(160), note=note)


def _megabytes(server: Server) -> float:
    processes = (server.process.pid, *workers(server))
    return sum(pss(Path(f"/proc/{pid}/smaps_rollup").read_text()) for pid in processes) / 1024


def _open(server: Server, pages: list[Page]) -> None:
    for page in pages:
        for answer in client.fetch(server, page.path, page.cookie, times=_AT_ONCE):
            status = answer.split(b" ", 2)[1]
            if status not in _EXPECTED:
                raise client.WrongAnswer(f"{page.endpoint}, {page.path}: {answer[:300]!r}")


def _pages(app: Flask) -> list[Page]:
    """Every page of the sweeps' world, and seventy events more with invitations in all languages."""
    sweeps = build(app)
    with transaction() as session:
        now = utcnow()
        events = world.events_for_lists(session, now)
        mother = world.phone(session, sweeps.mother_id, now, opened=True)
        coordinator = world.phone(session, sweeps.coordinator_id, now, opened=True)
        pages = [
            Page("signups.invitation", f"/{lang}/events/{event.code}") for event in events for lang in LANGUAGES
        ]
    for endpoint, path, in_path in all_pages(app, sweeps):
        roles = WHO[endpoint.partition(" ")[0]]
        if roles is PUBLIC:
            langs = LANGUAGES if in_path else ["da"]
            pages += [Page(endpoint, path.replace("/da/", f"/{lang}/", 1)) for lang in langs]
        if roles in (MEMBERS, PLANNING, PEOPLE) and endpoint != _OF_ONE_MOTHER:
            pages.append(Page(endpoint, path, coordinator))
        if roles not in (PUBLIC, PLANNING, PEOPLE):
            pages.append(Page(endpoint, path, mother))
    return pages
