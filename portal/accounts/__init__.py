"""Accounts: who is one of us, and on which phones.

There are no passwords and no e-mails. The coordinator shows a QR on her screen; a mother scans it and taps, and
her phone is *known* for thirty days (``sessions.py``). The QR holds a one-time link: it lives ten minutes, is
stored as a digest, and only the tap uses it up (``link_views.py``). The first coordinator gets hers from a
command (``commands.py``). A known phone opens tonight's list. What is private asks for her PIN, which *opens*
the phone for ten minutes of use; after five wrong PINs only the coordinator can help, in person (``views.py``).

A *member* is a mother or a coordinator (``members.py``, ``member_views.py``); the first time she comes in she
makes the promise of confidentiality. When she is active is a history of periods (``periods.py``). On her own
page she sees what the others know of her, her language and her phones (``own_views.py``). A *door pass* is a
link for an event in place of a member: that phone counts people in until six next morning, and sees nothing
else.

What each role may do stands in one table in ``portal/core/access.py``.
"""

from flask import Flask


def register(app: Flask) -> None:
    from portal.accounts import commands, guard, link_views, member_views, own_views, views

    guard.init_app(app)
    for blueprint in (views.bp, link_views.bp, own_views.bp, member_views.bp):
        app.register_blueprint(blueprint)
    app.cli.add_command(commands.accounts)
