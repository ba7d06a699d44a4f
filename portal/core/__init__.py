"""What every package uses: database, permissions, forms and fields, languages, text, encryption, settings.

Nothing here imports a package of the portal: a feature builds on this, never the other way round. ``db.py`` has
the two ways to write, ``access.py`` the table of permissions, ``errors.py`` the refusal of a rule,
``personal_data.py`` the words for what a column holds of a person, ``web.py`` what all answers and templates
share.
"""
