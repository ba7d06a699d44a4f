"""QR codes as pictures; whether a phone reads them is tried where they are shown."""

from unittest.mock import patch

from portal.core import qr


def test_a_kept_code_is_the_same_picture_and_drawn_once():
    address = "https://portal.example.dk/t/a-ticket-of-this-test"
    with patch.object(qr, "_code", wraps=qr._code) as drawing:
        kept = [qr.kept_svg(address) for _ in range(3)]
    assert drawing.call_count == 1
    assert kept == [qr.svg(address)] * 3
    assert qr.kept_svg(f"{address}-anew") == qr.svg(f"{address}-anew") != kept[0]
