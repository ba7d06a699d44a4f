"""The embedded default, ``python app.py``: keys of its own, migrations, a demo where it is empty, the server."""

import os
import threading
import time
from typing import Final

from flask import Flask

from portal import create_app
from portal.config import ROOT, UnsafeSettings, from_environment

_NIGHTLY: Final = 60 * 60


def serve() -> None:
    """Prepare and serve until interrupted. ``PORT`` chooses the port, ``DEMO=0`` an empty start."""
    (ROOT / "instance").mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("FORM_MIN_SECONDS", "0")
    try:
        app = create_app(from_environment(embedded=True))
    except UnsafeSettings as error:
        raise SystemExit(f"The portal does not start: {error}") from None
    prepare(app)
    _purge_by_itself(app)
    port = int(os.environ.get("PORT", "5000"))
    from werkzeug.serving import run_simple

    run_simple("127.0.0.1", port, app, threaded=True)


def prepare(app: Flask) -> None:
    """Bring the database up to date, load the demo where there is nothing, and print where to begin."""
    from portal.demo import loader
    from portal.migrations.commands import upgrade

    with app.app_context():
        upgrade()
        if os.environ.get("DEMO", "1") != "0":
            loader.load_if_empty()
            loader.print_links()
    print(f"\n  The portal is open at {app.extensions['settings'].portal_url}\n", flush=True)


def _purge_by_itself(app: Flask) -> None:
    from portal.privacy import purge

    def nightly() -> None:
        while True:
            with app.app_context():
                purge.run()
            time.sleep(_NIGHTLY)

    threading.Thread(target=nightly, daemon=True).start()
