"""Messages: what somebody should hear from us, such as "there is a seat for you now".

A rule that gives a reason to tell somebody writes a row of the *outbox* in its own transaction, so nothing is
announced that did not happen and nothing that happened is forgotten. A row holds no name and no number: they
are read from the sign-up when it leaves. News that is no longer true is closed before it is told. The
coordinator's *call list*, where every message stands that is still to be told, is a page of ``signups``.
"""

from flask import Flask


def register(app: Flask) -> None:
    """Nothing: rules that other packages call, without a page of their own."""
