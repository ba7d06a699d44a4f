"""``make bench``: what the portal costs, as ratios within one run, each beside its target.

``python -m tests.bench [part ...] [--quick]`` measures some parts only, or with fewer and shorter turns. A missed
target is told and ends nothing, since rates depend on the machine. The bench fails where a part was not measured,
because a server gave an unexpected answer or a worker of it died. ``docs/bench.md`` tells how to read the table.
"""
