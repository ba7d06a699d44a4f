"""QR codes as inline SVG: level Q (a quarter may be dirty or torn) and the four quiet modules readers need."""

import qrcode
from markupsafe import Markup


def svg(content: str) -> Markup:
    """A QR code as an SVG element without a size of its own; CSS gives it one.

    An address in upper case needs fewer modules (alphanumeric mode), so posters use one.
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    code.add_data(content)
    code.make(fit=True)
    size = code.modules_count + 8
    path = "".join(
        f"M{x + 4},{y + 4}h1v1h-1z" for y, row in enumerate(code.modules) for x, dark in enumerate(row) if dark
    )
    return Markup(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="QR" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0,0h{0}v{0}h-{0}z"/><path d="{1}"/></svg>'
    ).format(size, path)
