"""Privacy: what is kept of whom, why, and when it goes.

Each column says beside itself what it holds, what for and how long it is kept
(``portal/core/personal_data.py``); the portal does not start while one says nothing. ``data_register.py`` reads
all of them. ``purge.py`` works from it: each column that does not stay is blanked, or its row deleted, when its
time is up. Rows that count stay, so the numbers of a report are the same before and after. ``describe.py``
renders the register as ``docs/privacy.md``, for whoever answers for the data.

The purge runs every hour inside ``python app.py``; beside a WSGI server a timer runs
``flask --app app privacy purge`` every night. The pages for residents are in ``templates/home``.
"""

from flask import Flask


def register(app: Flask) -> None:
    from portal.privacy.commands import privacy

    app.cli.add_command(privacy)
