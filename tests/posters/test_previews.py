"""What a chat shows beside a link: one wordless picture for each kind of event."""

import re

import png
import pytest

from portal.core.config import ROOT
from portal.core.i18n import LANGUAGES
from portal.events.kinds import Kind

PREVIEWS = ROOT / "static" / "previews"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_small_picture_of_the_size_that_chats_ask_for(kind):
    path = PREVIEWS / f"{kind}.png"
    width, height, *_rest = png.Reader(bytes=path.read_bytes()).read()
    assert (width, height) == (1200, 630)
    assert path.stat().st_size < 12 * 1024


def test_there_is_no_picture_of_a_kind_that_is_none():
    assert {path.name for path in PREVIEWS.iterdir()} == {f"{kind}.png" for kind in Kind}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_invitation_names_its_picture_by_its_whole_address(client, make_event, lang):
    event = make_event(kind="newroz")
    page = client.get(f"/{lang}/events/{event.code}").text
    found = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">', page))
    address = found["og:image"]
    assert re.fullmatch(r"http://localhost/static/previews/newroz\.png\?v=[0-9a-f]{10}", address)
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["twitter:card"] == "summary_large_image"
    answer = client.get(address.removeprefix("http://localhost"), buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert "max-age=31536000" in answer.headers["Cache-Control"]
