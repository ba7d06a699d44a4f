"""Filling in a page's form as a browser would."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def token_on(page: TestResponse) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    assert found, "no form on this page"
    return found.group(1)


def send(client: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """Open a page with a sign-up form, fill it in and send it."""
    token = token_on(client.get(path))
    return client.post(path, data={"token": token, "name": "Amina", "adults": "1", "children": "0", **fields})
