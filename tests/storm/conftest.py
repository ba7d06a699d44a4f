"""The server that the storms blow on."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.conftest import SETTINGS
from tests.serving import Server, serve


@pytest.fixture
def server(app: Flask, database_url: str) -> Iterator[Server]:
    """Four gunicorn workers on this test's database."""
    with serve(replace(SETTINGS, database_url=database_url), workers=4) as server:
        yield server
