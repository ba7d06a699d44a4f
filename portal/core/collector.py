"""When Python looks for garbage: on Python 3.11 only between requests, because there it can end a worker.

The fault is in CPython 3.11; 3.12 no longer has it. An object keeps its attributes in an array until they are
needed as a ``dict``. Then the interpreter allocates a dict, which takes the array over. On 3.11 any such
allocation may start the cyclic garbage collector, and the collector runs the weakref callbacks of the objects
it finds. If a callback changes the very object whose dict is being allocated, the object has no dict yet and
gets one there. Now two dicts own one array. When one of them grows it frees the array that the other still
uses, and some time later the process ends by SIGSEGV or gives wrong values.

SQLAlchemy does both halves. When a session ends (close, commit, rollback) it goes through its ``InstanceState``
objects and sets attributes on them, for which their dicts are allocated. The object that a state stands for may
be garbage in a cycle, such as an event and its texts; the weakref callback, ``InstanceState._cleanup``, sets
attributes on the same state.

Therefore on 3.11 the collector never starts by itself. It is called here, after the session of a request has
been removed, no more often than it would have run by itself. An explicit call is never inside an allocation of
its own thread. Nor is any other thread then halfway through one: within an allocation the interpreter lock can
be given away only by a callback of a collection that began there, and none does. So it does not matter that
another thread may be closing its session at that moment.

To stop the collector only while sessions are closed would be narrower, but would leave out where SQLAlchemy
changes states unasked (a flush that fails, a bulk update), and threads would have to count who is closing. The
price is that garbage in cycles stays until the request that made it, or the command, is over.

This module goes when the portal no longer runs on 3.11.
"""

import gc
import sys

from flask import Flask


def init_app(app: Flask) -> None:
    """Must come before Flask-SQLAlchemy: what is registered first is called last, when the session is gone."""
    if sys.version_info < (3, 12):
        gc.disable()
        app.teardown_appcontext(collect_when_due)


def collect_when_due(_error: BaseException | None) -> None:
    """Collect the oldest generation that is due, by the thresholds that the collector has for itself."""
    due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if due[0]:
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
