"""gunicorn reads this by itself: ``gunicorn app:app``."""

import gc
import os

bind = f"127.0.0.1:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
#: Load once, then fork: the workers share what they do not change.
preload_app = True
#: The path of a ticket is a key; no access log holds one.
accesslog = None
#: Nobody steers it but by signals, and two portals of one user share no socket.
control_socket_disable = True


def when_ready(_server: object) -> None:
    """Keep the collector off what workers will share: to mark an object is to copy its page of memory."""
    gc.collect()
    gc.freeze()
