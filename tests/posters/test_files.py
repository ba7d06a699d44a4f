"""The code alone as a file, the picture to share, and the message that goes with it."""

import io
import re
from xml.etree import ElementTree

import png
import pytest

from portal.core.config import ROOT
from portal.core.i18n import LANGUAGES
from portal.events.kinds import Palette
from portal.events.models import Status
from portal.posters.share_picture import COLOURS, HEM, SIDE, lines_of
from portal.posters.words import voice
from tests.posters.conftest import LONG_FACTS, LONG_TITLES, TITLES

SVG = "{http://www.w3.org/2000/svg}"


def codes_in(pixels: bytes) -> list[str]:
    """What a camera reads in a PNG of one bit a pixel."""
    zxingcpp = pytest.importorskip("zxingcpp", reason="a reader of codes stands in requirements-dev.txt")
    width, height, rows, about = png.Reader(bytes=pixels).asDirect()
    assert about["planes"] == 1
    most = 2 ** about["bitdepth"] - 1
    grey = bytes(255 * value // most for row in rows for value in row)
    return [one.text for one in zxingcpp.read_barcodes(memoryview(grey).cast("B", (height, width)))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "name"), [("", ""), ("VASKERI", "-VASKERI"), ("vaskeri", "-VASKERI"), ("NO", "")]
)
def test_the_code_is_a_crisp_png_named_after_the_event_and_its_place(coordinator, event, laundry, place, name):
    answer = coordinator.get(f"/team/events/{event.code}/qr.png?place={place}")
    assert (answer.mimetype, answer.status_code) == ("image/png", 200)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.code}{name}.png"'
    width, height, *_rest = png.Reader(bytes=answer.data).read()
    assert width == height >= 600
    assert len(answer.data) < 10_000
    assert codes_in(answer.data) == [f"HTTP://LOCALHOST/E/{event.code}{name}"]


def test_the_code_is_an_svg_that_other_programs_draw(coordinator, event, laundry):
    answer = coordinator.get(f"/team/events/{event.code}/qr.svg?place=VASKERI")
    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.code}-VASKERI.svg"'
    root = ElementTree.fromstring(answer.data)
    assert (root.tag, root.get("width")) == (f"{SVG}svg", "1000")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_says_the_event_in_its_language_and_direction(coordinator, event, lang):
    answer = coordinator.get(f"/team/events/{event.code}/picture.svg?lang={lang}")
    assert answer.mimetype == "image/svg+xml"
    root = ElementTree.fromstring(answer.data)
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("1080", "1080", "0 0 1080 1080")
    texts = list(root.iter(f"{SVG}text"))
    own = [one for one in texts if one.get("{http://www.w3.org/XML/1998/namespace}lang") == lang]
    words = " ".join(one.text for one in own)
    assert TITLES[lang] in words
    assert {one.get("direction") for one in own} == {LANGUAGES[lang].dir}
    assert f"localhost/e/{event.code}" in [one.text for one in texts]
    assert "Beboerhuset, Hedeparken 5" in [one.text for one in texts]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_words_stay_on_the_picture(app, make_titled, lang):
    from portal.posters.measure import ems

    event = make_titled(LONG_TITLES, **LONG_FACTS)
    with app.test_request_context():
        lines = lines_of(event, voice(event, lang))
    assert all(
        (line.x if line.anchor == "start" and line.dir == "ltr" else SIDE - line.x) >= 64 - 1 for line in lines
    )
    assert all(ems(line.lang, line.text) * line.size <= SIDE - 128 + 1 for line in lines)
    feet = sorted(line.y for line in lines)
    assert 0 < feet[0] < feet[-1] < SIDE
    title = [line for line in lines if line.fill != "#2a1630" and 400 < line.y < HEM]
    assert "".join(line.text for line in title[1:]).replace(" ", "") == LONG_TITLES[lang].replace(" ", "")


def test_the_picture_has_the_colours_of_the_pages():
    css = (ROOT / "static" / "portal.css").read_text(encoding="utf-8")
    for palette in Palette:
        rules = ";".join(re.findall(rf"[^{{}}]*\.palette-{palette}[^{{}}]*{{([^}}]*)}}", css))
        found = dict(re.findall(r"--(tile|tile-ink|deep):(#\w+)", rules))
        colours = COLOURS[palette]
        assert found == {"tile": colours.tile, "tile-ink": colours.ink, "deep": colours.deep}, palette


def test_a_home_is_named_by_its_area_alone_on_picture_and_message(coordinator, make_event):
    event = make_event(at_home=True, place_name="Hos Fatma", address="Hedeparken 99", landmark="Red door")
    for path in ("picture", "picture.svg"):
        page = coordinator.get(f"/team/events/{event.code}/{path}?lang=en").text
        assert not re.search("Fatma|Hedeparken 99|Red door", page)
    assert "At the home of one of us" in page


@pytest.mark.parametrize("asked", ["", "fr", "x" * 5000, "../da"])
def test_a_language_that_we_do_not_have_gives_the_danish_picture(coordinator, event, asked):
    page = coordinator.get(f"/team/events/{event.code}/picture", query_string={"lang": asked}).text
    assert '<a href="?lang=da" lang="da" dir="ltr" aria-current="true">' in page
    answer = coordinator.get(f"/team/events/{event.code}/picture.svg", query_string={"lang": asked})
    assert TITLES["da"] in answer.text


def test_the_message_is_ready_to_be_copied_with_a_link_that_says_it_was_shared(coordinator, event):
    page = coordinator.get(f"/team/events/{event.code}/picture?lang=ur").text
    message = re.search(r'<p class="card message" lang="ur" dir="rtl">(.*?)</p>', page, re.DOTALL)[1]
    first, _when, where, _facts, link = message.splitlines()
    assert (first, where) == (f"*{TITLES['ur']}*", "Beboerhuset, Hedeparken 5")
    assert link == f"http://localhost/ur/events/{event.code}?p=share"
    assert f'data-copy="{message}"' in page
    assert f'download="{event.code}-ur.svg"' in page


def test_a_draft_says_that_its_link_leads_nowhere_yet(coordinator, make_event):
    event = make_event(status=Status.DRAFT)
    assert "until then the link leads nowhere" in coordinator.get(f"/team/events/{event.code}/picture").text


@pytest.mark.browser
def test_the_picture_is_saved_as_a_png_where_scripts_run(server, phone):
    page = phone("da")
    server.sign_in(page, "Karen")
    page.goto(f"{server.url}/team/events/{server.codes['meal']}/picture?lang=ur")
    with page.expect_download() as download:
        page.click("[data-save-picture]")
    assert download.value.suggested_filename == f"{server.codes['meal']}-ur.png"
    width, height, *_rest = png.Reader(file=io.BytesIO(download.value.path().read_bytes())).read()
    assert (width, height) == (SIDE, SIDE)
