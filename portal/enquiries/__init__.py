"""Enquiries: somebody asks for a mother.

A professional asks for a woman she has met (``/<lang>/professionals``) without a word about her: language, area,
theme and how soon, as choices. A woman asks for herself (``/<lang>/contact``). The coordinator asks one mother at
a time; she sees language, area and theme, and only after her yes how to reach anybody. ``states.py`` holds the
table of what may follow what. Whoever asked has a link that shows received, passed on or closed, and nothing else.
"""
