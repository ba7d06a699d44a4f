"""Contacts: the women that one mother is in touch with.

A contact starts as a nickname, so that noting her takes a few seconds on the phone. Her real name, phone, how
she may be reached, and words about her may only be written once *she knows and agrees*; taking that back
blanks them again, and words go by themselves after 90 days. There is never a link to a sign-up.

All of it is hers alone: for another mother and for the coordinator a contact does not exist (404). What
could tell who somebody is stands encrypted in the database and never in an address, so a search is sent as
a form and answered with a page. ``rules.py`` decides, ``queries.py`` finds and searches.

Deleting a contact blanks everything personal and keeps the row (mother, languages, area, how and when they
met), so that the counts of a report stay as they were.
"""
