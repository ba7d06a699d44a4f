"""The moments at which the tests run; ``python -m tests.moments`` lists them, ``--draw`` prints one at random.

``PORTAL_TEST_MOMENT`` chooses one, by its name or as an ISO time with a zone: ``2027-06-01T08:00+02:00``. Without
it the tests run on an ordinary afternoon.
"""

import os
import random
import sys
from datetime import datetime
from typing import Final

VARIABLE: Final = "PORTAL_TEST_MOMENT"
ORDINARY: Final = "ordinary"

#: Danish time. In the night in which the clocks go forward there is no 02:30: an hour that begins at 01:30 crosses
#: the gap, and 03:30 is the instant that a clock which was not put forward shows as 02:30.
MOMENTS: Final = {
    ORDINARY: "2026-11-19T14:20+01:00",
    "after-midnight": "2026-11-19T00:05+01:00",
    "before-noon": "2026-11-19T11:55+01:00",
    "before-midnight": "2026-11-19T23:55+01:00",
    "before-spring-change": "2027-03-28T01:30+01:00",
    "after-spring-change": "2027-03-28T03:30+02:00",
    "first-autumn-half-past-two": "2026-10-25T02:30+02:00",
    "second-autumn-half-past-two": "2026-10-25T02:30+01:00",
    "leap-day": "2028-02-29T14:20+01:00",
    "last-of-year": "2026-12-31T14:20+01:00",
    "first-of-month": "2027-06-01T10:00+02:00",
    # 23:30 UTC on the last of June: day and month differ.
    "danish-day-ahead": "2027-07-01T01:30+02:00",
}


def chosen() -> datetime:
    """The moment of this run. Raises ValueError where the variable holds neither a name nor an aware time."""
    wanted = os.environ.get(VARIABLE) or ORDINARY
    moment = datetime.fromisoformat(MOMENTS.get(wanted, wanted))
    if moment.tzinfo is None:
        raise ValueError(f"{VARIABLE} is {wanted!r}; it needs a time zone, such as {MOMENTS[ORDINARY]}")
    return moment


def main() -> None:
    if sys.argv[1:] == ["--draw"]:
        print(random.choice(list(MOMENTS)))
        return
    for name, moment in MOMENTS.items():
        print(f"{name:<28} {moment}")


if __name__ == "__main__":
    main()
