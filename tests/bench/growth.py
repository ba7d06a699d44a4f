"""How long each page takes where there is 1,000 times as much: ``python -m tests.bench.growth`` prints the table.

Three worlds: a small one of some ten events and a hundred sign-ups; "a year", 104 times as much, in which every
list fills its page; and "ten years", 1,000 times as much, with as much in each year. What a page shows more of
tells the first two apart; what grows without a bound tells the last two apart.
"""

import gc
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time
from typing import Final
from unittest.mock import patch

from flask import Flask, g
from flask.testing import FlaskClient

from portal import create_app
from portal.accounts import sessions
from portal.core.db import db, transaction
from portal.migrations.commands import upgrade
from tests import growing
from tests.bench.table import Row, at_most
from tests.bench.turns import Effort
from tests.conftest import QUICK_HASHER, SETTINGS
from tests.sweeps import growth_pages
from tests.sweeps.growth_pages import READERS, Page

#: A page may take so many times as long in the largest world as in the small one.
TARGET: Final = 1.2
SMALL, YEAR, DECADE = "small", "a year", "ten years"
_TIMES: Final = {SMALL: 1, YEAR: 104, DECADE: 1_000}
#: Each page is opened so many times at least and at most; between them until so many milliseconds are spent.
_LEAST_ROUNDS, _MOST_ROUNDS, _ENOUGH = 2, 12, 100


@dataclass(frozen=True)
class Measured:
    """A page in each world: the least processor time of some rounds in milliseconds, bytes, and SQL statements."""

    milliseconds: dict[str, float] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)

    def ratio(self, than: str = SMALL) -> float:
        """How many times as long it takes in the largest world as in another."""
        return self.milliseconds[DECADE] / self.milliseconds[than]


def measure(folder: Path, readers: Collection[str] = READERS) -> dict[str, Measured]:
    """Measure every page that is for some readers, by its name. Takes a few minutes."""
    path, pages, cookies = folder / "small.db", list[Page](), dict[str, str]()
    app = _app(path)
    with app.app_context(), patch.object(sessions, "_hasher", lambda: QUICK_HASHER):
        g.lang = "en"
        upgrade()
        world = growth_pages.small_world(app)
        for who in readers:
            cookie = growth_pages.reader(world, who).get_cookie("team")
            cookies[who] = cookie.value if cookie else ""
        pages = [page for page in growth_pages.pages(app, world) if page.who in readers]
        _close()
    houses = {name: _grown(path, folder / f"{times}.db", times) for name, times in _TIMES.items()}
    phones = {(name, who): _phone(app, cookies[who]) for name, app in houses.items() for who in readers}
    found, seen = dict[str, Measured](), set[str]()
    for page in pages:
        endpoint = page.name.partition(" (")[0]
        if endpoint not in seen:  # one of each page: the others differ in words alone
            found[page.name] = _measure(page, {name: phones[name, page.who] for name in houses})
            seen.add(endpoint)
    return found


def _measure(page: Page, phones: Mapping[str, FlaskClient]) -> Measured:
    one = Measured()
    for name, phone in phones.items():
        with phone.application.app_context():
            one.statements[name] = growth_pages.statements(phone, page)
    gc.collect()
    for nth in range(_MOST_ROUNDS):
        if nth >= _LEAST_ROUNDS and nth * max(one.milliseconds.values()) > _ENOUGH:
            break
        for name, phone in phones.items():
            begun = process_time()
            one.bytes[name] = growth_pages.opened(phone, page)
            spent = (process_time() - begun) * 1_000
            one.milliseconds[name] = min(spent, one.milliseconds.get(name, spent))
    return one


def _grown(small: Path, path: Path, times: int) -> Flask:
    """The app on a copy of the small world that is so many times as large."""
    shutil.copy(small, path)
    app = _app(path)
    with app.app_context():
        if times > 1:
            with transaction() as session:
                growing.grow(session, times)
        _close()
    return app


def _phone(app: Flask, cookie: str) -> FlaskClient:
    phone = app.test_client()
    if cookie:
        phone.set_cookie("team", cookie)
    return phone


def _app(path: Path) -> Flask:
    return create_app(replace(SETTINGS, database_url=f"sqlite:///{path}"))


def _close() -> None:
    """Leave all of the database in its one file."""
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()


def table(found: Mapping[str, Measured]) -> Iterator[str]:
    """The table in Markdown, what grows most first, and how many pages exceed the target."""
    columns = "page", "statements", *(f"ms {name}" for name in _TIMES), "ten years / small"
    heads = (*columns, "ten years / a year", "bytes ten years / small")
    yield f"| {' | '.join(heads)} |"
    yield f"|---{'|---:' * (len(heads) - 1)}|"
    for name, one in sorted(found.items(), key=lambda pair: -pair[1].ratio()):
        counts = " to ".join(str(count) for count in sorted(set(one.statements.values())))
        times = " | ".join(f"{spent:.1f}" for spent in one.milliseconds.values())
        larger = one.bytes[DECADE] / max(one.bytes[SMALL], 1)
        yield f"| {name} | {counts} | {times} | {one.ratio():.2f} | {one.ratio(YEAR):.2f} | {larger:.2f} |"
    above = [one for one in found.values() if one.ratio() > TARGET]
    unbounded = [one for one in above if one.ratio(YEAR) > TARGET]
    yield ""
    yield (
        f"{len(found)} pages, {len(above)} above {TARGET} times the small world, "
        f"{len(unbounded)} of them above {TARGET} times the year."
    )


def rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """The pages above the target, the most first, and how many they are."""
    found = measure(folder)
    above = sorted((pair for pair in found.items() if pair[1].ratio() > TARGET), key=lambda pair: -pair[1].ratio())
    for name, one in above:
        times = " / ".join(f"{spent:.1f}" for spent in one.milliseconds.values())
        note = f"{times} ms, {one.bytes[DECADE] / max(one.bytes[SMALL], 1):.2f} times the bytes"
        yield Row(f"1,000 times the data: {name}", one.ratio(), ".2f", target=at_most(TARGET), note=note)
    yield Row(f"Pages above {TARGET} times, of {len(found)}", len(above), ".0f", target=at_most(0))


def main() -> None:
    """Print the table of all pages, or of the readers named (anybody, mother, coordinator)."""
    with tempfile.TemporaryDirectory(prefix="portal-growth-", dir="/var/tmp") as folder:
        for line in table(measure(Path(folder), sys.argv[1:] or READERS)):
            print(line)


if __name__ == "__main__":
    main()
