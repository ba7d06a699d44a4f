"""Messages: what somebody should hear from us, such as "there is a seat for you now".

A rule that gives a reason to tell somebody writes a row of the *outbox* in its own transaction, so nothing is
announced that did not happen and nothing that happened is forgotten. A row holds no name and no number: they
are read from the sign-up when it leaves. Who left no phone or e-mail, and every question that wants an answer,
stands on the coordinator's *call list*. News that is no longer true is closed before it is told.
"""

from flask import Flask


def register(app: Flask) -> None:
    from portal.messages import views

    app.register_blueprint(views.bp)
