"""A client for machines without wrk: libcurl, driven as ``wrk.lua`` drives wrk, and with the same line of JSON.

``python -m tests.bench.curl SECONDS CONNECTIONS URL COOKIE [PATTERN EACH BEFORE [ticket]]``
"""

import json
import re
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

_ACTION = re.compile(rb'action="(/[a-z]{2}/events/\w+)"')
_TOKEN = re.compile(rb'name="token" value="([^"]+)"')


@dataclass
class SignUps:
    """The loop of sign-ups: GET the form, POST it, and GET the ticket if it is followed."""

    url: str
    pattern: str
    each: int
    #: How many were begun, those of an earlier run too.
    begun: int
    ticket: bool
    steps: deque[tuple[str, bytes]] = field(default_factory=deque)
    loops: int = 0
    wrong: str = ""

    def request(self) -> tuple[str, bytes]:
        """The next step of a sign-up under way, else the form of a new one: its address and what is posted."""
        if self.steps:
            return self.steps.popleft()
        number = self.begun // self.each
        self.begun += 1
        return urljoin(self.url, self.pattern % number if "%" in self.pattern else self.pattern), b""

    def response(self, status: int, location: str, page: bytes) -> None:
        """Decide the step after an answer."""
        action, token = _ACTION.search(page), _TOKEN.search(page)
        if status == 303 and self.ticket:
            self.steps.append((location, b""))
        elif status not in (200, 303):
            self.wrong += f" {status}"
        elif status == 200 and action and token:
            fields = b"token=" + token[1] + b"&name=Amina&adults=2&children=1"
            self.steps.append((urljoin(self.url, action[1].decode()), fields))
        else:
            self.loops += 1


def load(seconds: float, connections: int, url: str, cookie: str, loop: SignUps | None) -> dict[str, Any]:
    """Keep so many requests under way for so long."""
    import pycurl  # where wrk is installed, nothing else needs it

    multi = pycurl.CurlMulti()
    bodies: dict[Any, BytesIO] = {}
    took: list[float] = []
    size = broken = 0

    def send(handle: Any) -> None:
        address, fields = loop.request() if loop else (url, b"")
        bodies[handle] = BytesIO()
        handle.setopt(pycurl.URL, address)
        handle.setopt(pycurl.WRITEDATA, bodies[handle])
        handle.setopt(pycurl.HTTPGET, 1)
        if fields:
            handle.setopt(pycurl.POSTFIELDS, fields)
        multi.add_handle(handle)

    for _ in range(connections):
        handle = pycurl.Curl()
        handle.setopt(
            pycurl.ACCEPT_ENCODING if loop else pycurl.HTTPHEADER, "gzip" if loop else ["Accept-Encoding: gzip"]
        )
        handle.setopt(pycurl.COOKIE, cookie)
        handle.setopt(pycurl.TIMEOUT, 60)
        send(handle)
    begun = time.perf_counter()
    while time.perf_counter() - begun < seconds:
        multi.perform()
        _left, good, bad = multi.info_read()
        broken += len(bad)
        for handle in good:
            multi.remove_handle(handle)
            took.append(handle.getinfo(pycurl.TOTAL_TIME))
            size += handle.getinfo(pycurl.SIZE_DOWNLOAD) + handle.getinfo(pycurl.HEADER_SIZE)
            status = handle.getinfo(pycurl.RESPONSE_CODE)
            broken += status >= 400
            if loop:
                loop.response(status, handle.getinfo(pycurl.REDIRECT_URL), bodies[handle].getvalue())
            send(handle)
        if not good:
            multi.select(1)
    taken = time.perf_counter() - begun
    took.sort()
    return {
        "requests": len(took),
        "loops": loop.loops if loop else 0,
        "seconds": taken,
        "bytes": int(size),
        "p50": took[len(took) // 2],
        "p99": took[len(took) * 99 // 100],
        "broken": broken,
        "wrong": loop.wrong if loop else "",
    }


def main() -> None:
    """Load as the command line says, and print what was measured."""
    seconds, connections, url, cookie, *loop = sys.argv[1:]
    made = SignUps(url, loop[0], int(loop[1]), int(loop[2]), loop[3:] == ["ticket"]) if loop else None
    print(json.dumps(load(float(seconds), int(connections), url, cookie, made)))


if __name__ == "__main__":
    main()
