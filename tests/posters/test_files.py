"""The code alone as a file."""

from xml.etree import ElementTree

import png
import pytest

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
