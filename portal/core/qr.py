"""QR codes: level Q (a quarter may be dirty or torn) and the four quiet modules readers need.

An address in upper case needs fewer modules (alphanumeric mode), so posters use one.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

import qrcode
from markupsafe import Markup
from qrcode.image.pure import PyPNGImage

_QUIET: Final = 4
#: Codes that a worker keeps: those of one evening, some 15 kB each.
_KEPT: Final = 128
#: A picture of a code is at least so many pixels wide: crisp on paper and in a newsletter.
_PIXELS: Final = 1000


def svg(content: str) -> Markup:
    """A QR code as an SVG element without a size of its own; CSS gives it one."""
    return _svg(content, Markup('class="qr" role="img" aria-label="QR"'))


@lru_cache(maxsize=_KEPT)
def kept_svg(content: str) -> Markup:
    """``svg``, drawn once in each worker, for a code that is shown again: drawing takes half the time of a ticket.

    Not for a link that signs in, since the code stays in memory. The link of a ticket tells no more than the key
    beside it there, from which any of them is made.
    """
    return svg(content)


def svg_file(content: str) -> Markup:
    """The same as a file of its own, for other programs to draw."""
    return _svg(content, Markup('xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"').format(_PIXELS))


def png_file(content: str) -> bytes:
    """The same as a picture of black and white pixels."""
    code = _code(content)
    code.box_size = -(-_PIXELS // (code.modules_count + 2 * _QUIET))
    file = BytesIO()
    code.make_image(image_factory=PyPNGImage).save(file)
    return file.getvalue()


def _svg(content: str, attributes: Markup) -> Markup:
    code = _code(content)
    size = code.modules_count + 2 * _QUIET
    path = "".join(
        f"M{x + _QUIET},{y + _QUIET}h1v1h-1z"
        for y, row in enumerate(code.modules)
        for x, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg {2} viewBox="0 0 {0} {0}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0,0h{0}v{0}h-{0}z"/><path d="{1}"/></svg>'
    ).format(size, path, attributes)


def _code(content: str) -> Any:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=_QUIET)
    code.add_data(content)
    code.make(fit=True)
    return code
