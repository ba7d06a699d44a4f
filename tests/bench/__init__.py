"""``make bench``: what the portal costs, as ratios within one run, so that any machine may tell.

Every figure stands beside its target in one table, and nothing is asserted: a clock on a busy machine proves
nothing. What is compared takes turns (``turns.py``), and the median of the turns is told. All servers are the
shipped gunicorn with two workers on this machine's own loopback; the callers are processes of their own.
"""
