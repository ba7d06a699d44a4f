"""Python runs this as it starts where ``tests/serving.py`` put it on the path: it sets the test's clock."""

import os

from tests import clock

follower = clock.Follower() if os.environ.get(clock.FILE) else None
