"""The portal on a server that outlives a test: each request is answered by the clock of the test that runs."""

from collections.abc import Callable, Iterable
from typing import Any

from sitecustomize import follower

from app import app as portal


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    follower.look()
    return portal(environ, start_response)
