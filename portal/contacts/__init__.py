"""Contacts: the women that one mother is in touch with.

A contact starts as a nickname, so that noting her takes a few seconds on the phone. Her real name, phone, how
she may be reached, and words about her may only be written once *she knows and agrees*; taking that back
blanks them again, and words go by themselves after 90 days. There is never a link to a sign-up.

All of it is hers alone: for another mother and for the coordinator a contact does not exist (404). What
could tell who somebody is stands encrypted in the database and never in an address, so a search is sent as
a form and answered with a page. ``rules.py`` decides, ``queries.py`` finds and searches.

The journal (``journal_*.py`` and the views beside it) notes the times she helped a contact: the day, kinds of
help, about how long, which offers she told her of, and words where the contact agreed. "I would like to talk about
this" leaves a name and a day for the coordinator and leads nowhere. A contact may be handed to another mother
(``hand_over_rules.py``): she gets a row of her own with what the first chose.

Every decision about a contact, her conversations and hand-overs is made while the contact's row is held
(``queries.my(…, lock=True)``); it is always the first to be held. Deleting a contact blanks everything personal,
also the words of its conversations, and keeps the rows (mother, languages, area, how and when they met, kinds of
help), so that the counts of a report stay as they were.
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.contacts import conversation_views, hand_over_views, journal_pages, offer_views, views, wish_views  # noqa: F401

    app.register_blueprint(views.bp)
    features.register(app, Feature.JOURNAL, journal_pages.bp)
