"""``make pictures``: what a chat shows beside a link, a wordless picture per kind of event in ``static/previews``.

It has the kind's colour and drawing and no words, so it suits every language; the chat itself adds the title.
"""

import re
from io import BytesIO
from typing import Final

from flask import Flask
from PIL import Image
from playwright.sync_api import sync_playwright

from portal.core.config import ROOT
from portal.events.kinds import Kind
from tests.browser.fixtures import launch

PREVIEWS: Final = ROOT / "static" / "previews"
#: What Facebook, WhatsApp and the others ask for, in pixels.
SIZE: Final = (1200, 630)
_COLOURS: Final = 32

_PAGE: Final = """<!doctype html><style>body {{ margin: 0 }} svg {{ display: block }}</style>
<svg width="1200" height="630" viewBox="0 0 1200 630">
<path fill="#fff7ec" d="M0 0h1200v630H0z"/><g fill="{tile}"><path d="M0 0h1200v540H0z"/>{hem}</g>
<clipPath id="round"><circle cx="600" cy="286" r="252"/></clipPath>
<g clip-path="url(#round)"><path fill="#fff7ec" d="M348 34h504v504h-504z"/>
<svg x="348" y="34" width="504" height="504" {picture}</g></svg>"""


def drawing(app: Flask, kind: Kind) -> str:
    """The picture of a kind as a page."""
    about = kind.about
    picture = str(app.jinja_env.globals["picture"](about.picture))  # type: ignore[operator]
    hem = "".join(f'<circle cx="{n * 60}" cy="539" r="29"/>' for n in range(21))
    css = (ROOT / "static" / "tokens.css").read_text(encoding="utf-8")
    tile = re.findall(rf"\.palette-{about.palette}{{[^}}]*--tile:(#\w+)", css)[0]
    return _PAGE.format(tile=tile, hem=hem, picture=picture.removeprefix("<svg "))


def main() -> None:
    """Draw them all."""
    app = Flask(__name__, template_folder=str(ROOT / "templates"))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["picture"] = app.jinja_env.get_template("components/pictures.html").module.picture
    PREVIEWS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        for kind in Kind:
            page.set_content(drawing(app, kind))
            with Image.open(BytesIO(page.screenshot())) as picture:
                few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
            few.save(PREVIEWS / f"{kind}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
