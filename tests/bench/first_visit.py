"""Bytes of a first visit, compressed and with headers: the demo's largest invitation and the files it loads."""

from collections.abc import Iterator
from gzip import decompress
from pathlib import Path

from portal import create_app
from portal.core.i18n import LANGUAGES
from tests.bench import client, world
from tests.bench.servers import portal
from tests.bench.table import Row, at_most
from tests.bench.turns import Effort
from tests.first_visit import largest_invitations, linked_files


def rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """Each language."""
    demo = world.demo(folder / "first-visit.db")
    largest = largest_invitations(create_app(demo.settings).test_client())
    with portal(demo.settings) as server:
        for lang in LANGUAGES:
            page = client.page(server, largest[lang])
            files = linked_files(decompress(page.partition(b"\r\n\r\n")[2]).decode())
            total = len(page) + sum(len(client.page(server, file)) for file in files)
            note = f"page and {len(files)} file" + ("" if len(files) == 1 else "s")
            yield Row(f"Bytes of a first visit, {lang}", total, ",.0f", target=at_most(11_000), note=note)
