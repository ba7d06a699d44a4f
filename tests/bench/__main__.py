"""Runs the bench and prints its table."""

import multiprocessing
import os
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median

from portal import create_app
from portal.db import db, transaction, utcnow
from portal.demo import loader
from portal.i18n import LANGUAGES
from portal.migrations.commands import upgrade
from tests.bench import report, turns, world
from tests.bench.caller import exchange, get, read_pages, sign_up
from tests.bench.world import World
from tests.conftest import SETTINGS
from tests.first_visit import largest_invitations, linked_files
from tests.serving import Server, serve

#: A disk, not memory: what is durable has to reach it.
_DISK = "/var/tmp"
_BARE = "tests.bench.bare:app"


def main() -> None:
    """Every figure beside its target. Ends by itself, within a few minutes."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="portal-bench-", dir=_DISK) as folder, ExitStack() as stack:
        print("Filling the databases ...", file=sys.stderr)
        small = world.small(Path(folder) / "small.db")
        large = world.large(small, Path(folder) / "large.db")
        portal = stack.enter_context(serve(small.settings, workers=2))
        grown = stack.enter_context(serve(large.settings, workers=2))
        (page,) = exchange(portal.port, [get(f"/da/events/{small.invitation}")])
        os.environ["BARE_BYTES"] = str(len(page.partition(b"\r\n\r\n")[2]))
        os.environ["BARE_DATABASE"] = f"{folder}/bare.db"
        bare = stack.enter_context(serve(SETTINGS, workers=2, application=_BARE))
        pool = stack.enter_context(ProcessPoolExecutor(turns.CALLERS, mp_context=spawn))
        print(f"{'':<64}{'measured':>12}   target", flush=True)
        _pages_under_load(pool, small, portal, bare)
        _growth(small, portal, grown)
        _bytes(Path(folder) / "demo.db")
        _memory(portal)
        _report("SQLite", report.on_sqlite(Path(folder)))
        _report("PostgreSQL", report.on_postgresql())


def _pages_under_load(pool: ProcessPoolExecutor, here: World, portal: Server, bare: Server) -> None:
    path = f"/da/events/{here.invitation}"
    before = turns.cpu_seconds(portal), turns.cpu_seconds(bare)
    ours, theirs = turns.rates(pool, 160, (portal, read_pages, path), (bare, read_pages, "/page"))
    spent = turns.cpu_seconds(portal) - before[0], turns.cpu_seconds(bare) - before[1]
    _row("Invitation, pages a second", f"{median(ours):,.0f}")
    _row("Bare Flask page of the same size, pages a second", f"{median(theirs):,.0f}")
    _row("Invitation against bare Flask page", f"{turns.ratio(ours, theirs):.2f}", "at least 0.50")
    _row("The same by the workers' processor time", f"{spent[1] / spent[0]:.2f}")
    seated = f"/da/events/{here.seated}"
    ours, theirs, counted = turns.rates(
        pool, 64, (portal, sign_up, path), (bare, sign_up, "/page"), (portal, sign_up, seated)
    )
    _row("Sign-ups a second (page and form)", f"{median(ours):,.0f}")
    _row("Two bare requests and a durable insert, a second", f"{median(theirs):,.0f}")
    _row("Sign-up against bare requests and insert", f"{turns.ratio(ours, theirs):.2f}", "at least 0.20")
    _row("The same where seats are counted and the queue is long", f"{turns.ratio(counted, theirs):.2f}")


def _growth(here: World, portal: Server, grown: Server) -> None:
    cookie = f"Cookie: {here.cookie}"
    pages = {
        "List": get("/da/"),
        "Invitation": get(f"/da/events/{here.invitation}"),
        "Ticket": get(f"/t/{here.ticket}"),
        "Tonight's list at the door": get(f"/team/events/{here.door}/door", cookie),
    }
    for name, request in pages.items():
        few, many = turns.seconds(60, (portal, request), (grown, request))
        words = f"{name} with 100,000 sign-ups against 100"
        _row(words, f"{turns.ratio(many, few):.2f}", f"at most 1.20   ({median(few) * 1e3:.1f} ms)")


def _bytes(path: Path) -> None:
    settings = replace(SETTINGS, database_url=f"sqlite:///{path}")
    app = create_app(settings)
    with app.app_context():
        upgrade()
        with transaction() as session:
            loader.load(session, now=utcnow())
        db.session.remove()
        db.engine.dispose()
    largest = largest_invitations(app.test_client())
    with serve(settings, workers=1) as server:
        for lang in LANGUAGES:
            zipped = "Accept-Encoding: gzip"
            (page,) = exchange(server.port, [get(largest[lang])])
            files = linked_files(page.partition(b"\r\n\r\n")[2].decode())
            answers = exchange(server.port, [get(one, zipped) for one in (largest[lang], *files)])
            total = sum(len(answer) for answer in answers)
            _row(
                f"Bytes of a first visit ({lang}, the largest of the demo)",
                f"{total:,}",
                "at most 14,600, aim 11,000",
            )


def _memory(portal: Server) -> None:
    total = sum(_pss(pid) for pid in (portal.process.pid, *turns.workers(portal)))
    _row("Memory of gunicorn and two workers, PSS", f"{total / 1024:.0f} MB", "at most 130 MB")


def _report(database: str, measured: report.Measured) -> None:
    for words, figure, target in report.words(measured):
        _row(f"{words} ({database})", figure, target)


def _pss(pid: int) -> int:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1])


def _row(words: str, figure: str, target: str = "") -> None:
    print(f"{words:<64}{figure:>12}   {target}".rstrip(), flush=True)


if __name__ == "__main__":
    main()
