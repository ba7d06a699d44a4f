"""The servers that are measured: the shipped gunicorn with two sync workers, for the portal and for bare Flask."""

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from unittest.mock import patch

from portal.core.config import Settings
from tests.conftest import SETTINGS
from tests.serving import Server, serve


def portal(settings: Settings) -> AbstractContextManager[Server]:
    """The portal until the block ends."""
    return serve(settings, workers=2)


@contextmanager
def bare(folder: Path, bodies: Mapping[str, bytes]) -> Iterator[Server]:
    """Bare Flask that answers these bodies, by name."""
    ready = folder / "bare"
    ready.mkdir(exist_ok=True)
    for name, body in bodies.items():
        (ready / name).write_bytes(body)
    with (
        patch.dict(os.environ, BARE_FOLDER=str(ready)),
        serve(SETTINGS, workers=2, application="tests.bench.bare:app") as server,
    ):
        yield server
