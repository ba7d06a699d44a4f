"""What a camera reads on a screen and on paper."""

import shutil
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.fixtures import give_up

if TYPE_CHECKING:
    from playwright.sync_api import Page

_TO_GREY = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, image.width, image.height).data;
  let grey = "";
  for (let i = 0; i < pixels.length; i += 4)
    grey += String.fromCharCode((pixels[i] * 3 + pixels[i + 1] * 6 + pixels[i + 2]) / 10);
  return [image.width, image.height, grey];
}"""


def codes_on_screen(page: "Page") -> list[tuple[str, str]]:
    """The codes that a camera reads on the whole page in black and white: what each says, and its level."""
    picture = b64encode(page.screenshot(full_page=True)).decode()
    canvas = page.context.new_page()
    width, height, grey = canvas.evaluate(_TO_GREY, f"data:image/png;base64,{picture}")
    canvas.close()
    return _read(grey.encode("latin-1"), width, height)


def codes_on_paper(pdf: Path, *, dpi: int = 100) -> list[tuple[str, str]]:
    """The same of the first page of a PDF, printed in black and white as coarsely as a fax, or more so."""
    if not shutil.which("pdftoppm"):
        give_up("no pdftoppm here: install poppler-utils")
    drawn = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(dpi), "-singlefile", str(pdf)], check=True, capture_output=True
    ).stdout
    _magic, size, _most, grey = drawn.split(b"\n", 3)
    width, height = map(int, size.split())
    return _read(grey, width, height)


def _read(grey: bytes, width: int, height: int) -> list[tuple[str, str]]:
    import zxingcpp

    found = zxingcpp.read_barcodes(memoryview(grey).cast("B", (height, width)))
    return [(one.text, one.ec_level) for one in found]
