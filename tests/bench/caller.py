"""The callers: processes of their own that speak raw HTTP over sockets, cheap enough not to be the bottleneck.

gunicorn's sync workers close the connection after each answer, so every request has a connection of its own.
Each caller keeps a handful of requests under way, so that no worker ever waits for a caller.
"""

import re
import socket
from collections.abc import Sequence
from urllib.parse import urlencode

UNDER_WAY = 4
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')


def exchange(port: int, requests: Sequence[bytes]) -> list[bytes]:
    """Send all requests at once and read every answer to its end."""
    sockets = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in requests]
    for connection, request in zip(sockets, requests, strict=True):
        connection.sendall(request)
    return [_read(connection) for connection in sockets]


def get(path: str, *headers: str) -> bytes:
    """The bytes of a GET."""
    return "\r\n".join((f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", "")).encode()


def post(path: str, **fields: str) -> bytes:
    """The bytes of a form that is sent."""
    body = urlencode(fields)
    kind = "Content-Type: application/x-www-form-urlencoded"
    return get(path, kind, f"Content-Length: {len(body)}").replace(b"GET", b"POST", 1) + body.encode()


def read_pages(port: int, path: str, count: int) -> None:
    """Open a page so many times."""
    request = get(path)
    for _ in range(count // UNDER_WAY):
        for answer in exchange(port, [request] * UNDER_WAY):
            _expect(answer, b"200")


def sign_up(port: int, path: str, count: int) -> None:
    """Open the page and send its form, so many times."""
    for _ in range(count // UNDER_WAY):
        pages = exchange(port, [get(path)] * UNDER_WAY)
        tokens = [found[1].decode() for page in pages if (found := _TOKEN.search(page))]
        forms = [post(path, token=token, name="Amina", adults="2", children="1") for token in tokens]
        answers = exchange(port, forms)
        assert len(answers) == UNDER_WAY
        for answer in answers:
            _expect(answer, b"303")


def _read(connection: socket.socket) -> bytes:
    with connection:
        pieces = []
        while piece := connection.recv(1 << 17):
            pieces.append(piece)
    return b"".join(pieces)


def _expect(answer: bytes, status: bytes) -> None:
    assert answer.split(b" ", 2)[1] == status, answer[:2000]
