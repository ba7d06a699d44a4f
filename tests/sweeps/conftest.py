"""The world that the sweeps walk through."""

import pytest
from flask import Flask

from tests.sweeps.world import World, build


@pytest.fixture
def world(app: Flask) -> World:
    """Something to show on every page."""
    return build(app)
