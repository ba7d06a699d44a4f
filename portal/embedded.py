"""The embedded default, ``python app.py``: keys of its own, migrations, a demo where it is empty, the server."""

import errno
import logging
import os
import socket
import sys
import threading
import time
from typing import Final

from flask import Flask
from werkzeug.serving import make_server

from portal import create_app
from portal.core.config import CannotStart, from_environment, port

_HOST: Final = "127.0.0.1"
_BACKLOG: Final = 128
_PURGE_EVERY: Final = 60 * 60


def serve() -> None:
    """Prepare and serve until interrupted. ``PORT`` chooses the port, ``DEMO=0`` an empty start."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    os.environ.setdefault("FORM_MIN_SECONDS", "0")
    try:
        app = create_app(from_environment(embedded=True))
        with _claim(port(os.environ)) as listener:
            prepare(app)
            _purge_by_itself(app)
            listener.listen(_BACKLOG)
            _announce(app)
            _serve(app, listener)
    except CannotStart as error:
        raise SystemExit(f"The portal does not start: {error}") from None
    except KeyboardInterrupt:
        print()


def prepare(app: Flask) -> None:
    """Bring the database up to date, and load the demo where there is nothing."""
    from portal.demo import loader
    from portal.migrations.commands import upgrade

    with app.app_context():
        upgrade()
        if _demo_wanted():
            loader.load_if_empty()


def _demo_wanted() -> bool:
    return os.environ.get("DEMO", "1") != "0"


def _announce(app: Flask) -> None:
    from portal.demo import loader

    print(f"\n  The portal is open at {app.extensions['settings'].portal_url}\n", flush=True)
    if _demo_wanted():
        with app.app_context():
            loader.print_links()


def _claim(number: int) -> socket.socket:
    """A socket on the port, before anything else is done. Nobody is answered until it listens."""
    claimed = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    claimed.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        claimed.bind((_HOST, number))
    except OSError as error:
        claimed.close()
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise CannotStart(
            f"PORT {number} is taken or not allowed. Try another one: PORT={_another(number)} python app.py"
        ) from None
    return claimed


def _another(number: int) -> int:
    return number + 1 if 1024 <= number < 65535 else 5000


def _serve(app: Flask, listener: socket.socket) -> None:
    # The path of a ticket is a key; no log holds one.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server(_HOST, 0, app, threaded=True, fd=listener.fileno()).serve_forever()


def _purge_by_itself(app: Flask) -> None:
    from portal.privacy import purge

    def by_itself() -> None:
        while True:
            with app.app_context():
                try:
                    purge.run()
                except Exception:
                    app.logger.exception("the purge of old names failed; it is tried again in an hour")
            time.sleep(_PURGE_EVERY)

    threading.Thread(target=by_itself, daemon=True).start()
