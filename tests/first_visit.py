"""What a first visit of an invitation brings onto a phone: the page and the files it asks for."""

import re

from flask.testing import FlaskClient

from portal.core.i18n import LANGUAGES

_FILES = re.compile(r'<(?:script|link)[^>]*(?:src|href)="(/static/[^"]+)"')


def linked_files(html: str) -> list[str]:
    """The addresses of the script, the icon and whatever else a page loads by itself."""
    return _FILES.findall(html)


def largest_invitations(client: FlaskClient) -> dict[str, str]:
    """In each language the path of the invitation to come that is largest on its way."""
    largest = {}
    for lang in LANGUAGES:
        paths = re.findall(rf'href="(/{lang}/events/[A-Z0-9]+)"', client.get(f"/{lang}/").text)
        sizes = {path: len(client.get(path, headers={"Accept-Encoding": "gzip"}).data) for path in paths}
        largest[lang] = max(sizes, key=sizes.__getitem__)
    return largest
