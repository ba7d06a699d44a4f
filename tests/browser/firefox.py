"""Firefox as far as the posters need it: open a page, print it. Its own protocol (Marionette), over loopback.

A message is JSON behind its length: ``35:[0,1,"WebDriver:Navigate",{…}]``; the answer is ``[1,1,error,result]``.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 60
NO_FIREFOX = "no browser here: install firefox-esr, or name a Firefox in FIREFOX"

#: A fresh profile that asks nobody anything, and lets Firefox choose a free port.
_PREFERENCES = {
    "marionette.port": 0,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:9",
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """A Firefox that is running; every call waits for its answer."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
        self._number = 0
        self._receive()  # it says hello
        self.call("WebDriver:NewSession", {})

    def call(self, command: str, words: dict[str, Any]) -> Any:
        """Send one command; returns what it answered, raises where it refused."""
        self._number += 1
        message = json.dumps([0, self._number, command, words]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _type, _number, error, result = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['message']}")
        return result

    def navigate(self, address: str) -> None:
        """Open a page, and wait until it is whole."""
        self.call("WebDriver:Navigate", {"url": address})

    def cookie(self, name: str, value: str) -> None:
        """Keep a cookie for the page that is open."""
        self.call("WebDriver:AddCookie", {"cookie": {"name": name, "value": value, "httpOnly": True}})

    def pdf(self) -> bytes:
        """Print the page as its own style sheet asks: paper, no margins, backgrounds, nothing shrunk."""
        margins = dict.fromkeys(("top", "bottom", "left", "right"), 0)
        asked = {"background": True, "shrinkToFit": False, "scale": 1, "margin": margins}
        return base64.b64decode(self.call("WebDriver:Print", asked)["value"])

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._some(1)
        return json.loads(self._some(int(length[:-1])))

    def _some(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            part = self._socket.recv(count - len(found))
            if not part:
                raise RuntimeError("Firefox has gone")
            found += part
        return found

    def close(self) -> None:
        """End the talk, not the program."""
        self._socket.close()


@contextmanager
def launch() -> Iterator[Firefox]:
    """Start the Firefox there is, until the block ends. Raises FileNotFoundError where there is none."""
    wanted = os.environ.get("FIREFOX")
    program = shutil.which(wanted) if wanted else shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        raise FileNotFoundError(NO_FIREFOX)
    with tempfile.TemporaryDirectory(prefix="portal-firefox-", ignore_cleanup_errors=True) as folder:
        preferences = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in _PREFERENCES.items())
        Path(folder, "user.js").write_text("".join(preferences))
        process = subprocess.Popen(
            [program, "--headless", "--marionette", "--no-remote", "--profile", folder],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": folder, "MOZ_CRASHREPORTER_DISABLE": "1"},
        )
        try:
            firefox = Firefox(_port(Path(folder), process))
            yield firefox
            firefox.close()
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _port(folder: Path, process: subprocess.Popen[bytes]) -> int:
    """The port that Firefox has chosen and written into its profile."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return int((folder / "MarionetteActivePort").read_text())
        except (FileNotFoundError, ValueError):
            time.sleep(0.1)
    raise RuntimeError("Firefox does not start")
