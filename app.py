"""The WSGI app (``gunicorn app:app``). ``python app.py`` prepares the database and serves it on this machine."""

import os

from portal import create_app
from portal.core.config import KEY_NAMES, CannotStart, from_environment

if __name__ == "__main__":
    from portal.embedded import serve

    serve()
else:
    by_command = "FLASK_RUN_FROM_CLI" in os.environ
    try:
        # The flask command works on the embedded installation, but only where no keys are set at all.
        embedded = by_command and not any(os.environ.get(name) for name in KEY_NAMES)
        app = create_app(from_environment(embedded=embedded))
        if not by_command:
            from portal.migrations.commands import refuse_when_behind

            refuse_when_behind(app)
    except CannotStart as error:
        raise SystemExit(f"The portal does not start: {error}") from None
