"""The WSGI app (``gunicorn app:app``). ``python app.py`` prepares the database and serves it on this machine."""

import os

from portal import create_app
from portal.config import UnsafeSettings, from_environment

if __name__ == "__main__":
    from portal.embedded import serve

    serve()
else:
    try:
        # The flask command works on the embedded installation where no keys are set.
        app = create_app(from_environment(embedded="FLASK_RUN_FROM_CLI" in os.environ))
    except UnsafeSettings as error:
        raise SystemExit(f"The portal does not start: {error}") from None
