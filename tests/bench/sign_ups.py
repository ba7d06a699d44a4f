"""Sign-ups under load: GET the form, POST it, follow the 303 to the ticket, while one dinner after another fills.

Each dinner has seats for thirty of forty parties, so the number of free seats changes with each sign-up until the
last ten wait. Bare Flask answers the same bytes to as many requests, and writes one durable row.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench import client, world
from tests.bench.client import Load, SignUps, WrongAnswer
from tests.bench.servers import bare, portal
from tests.bench.table import Row, at_least
from tests.bench.turns import Contender, Effort, alternate, rates, work
from tests.serving import Server

#: Parties of three for each dinner: more than it has seats for.
_PARTIES: Final = 40
#: Dinners for each second of load: enough for 2,000 sign-ups a second.
_A_SECOND: Final = 50


def rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """Whole sign-ups a second against the bare ones."""
    dinners = 2 * (effort.turns + 1) * effort.seconds * _A_SECOND
    demo = world.dinners(folder / "sign-ups.db", dinners)
    with ExitStack() as stack:
        ours = stack.enter_context(portal(demo.settings))
        paths = {"form": f"/da/events/{world.DINNER % 0}", "ticket": f"/t/{demo.ticket}?lang=da"}
        bodies = {name: client.page(ours, path).partition(b"\r\n\r\n")[2] for name, path in paths.items()}
        theirs = stack.enter_context(bare(folder, bodies))
        guests = Guests(ours)
        for ticket in (False, True):
            steps = 3 if ticket else 2
            without = SignUps(f"/da/events/{world.DINNER % dinners}", ticket=ticket)
            fills, no_limit, bare_ones = alternate(
                effort,
                Contender(ours, partial(guests.fill, ticket=ticket), steps),
                Contender(ours, partial(client.load, ours, without), steps),
                Contender(theirs, partial(client.load, theirs, without), steps),
            )
            to = ", to the ticket" if ticket else ""
            for name, mine in (
                (f"Sign-up while dinners fill{to}", fills),
                (f"Sign-up without a limit{to}", no_limit),
            ):
                ratio = work(mine, bare_ones)
                yield Row(
                    name,
                    ratio.median,
                    spread=ratio,
                    rate=rates(mine, bare_ones).median,
                    target=at_least(0.2) if mine is fills and not ticket else None,
                    note=f"{median(turn.rate for turn in mine):,.0f} of "
                    f"{median(turn.rate for turn in bare_ones):,.0f}/s",
                )
    full = world.full_dinners(demo.settings)
    if any(people != world.SEATS for people, _waiting in full):
        raise WrongAnswer(f"dinners with a waiting list seat {sorted(full)}, not {world.SEATS}")
    yield Row("Dinners that were filled", len(full), ",", target=at_least(1))


@dataclass
class Guests:
    """Those who sign up for one dinner after another; each load goes on where the last one ended."""

    server: Server
    so_far: int = 0

    def fill(self, seconds: int, *, ticket: bool) -> Load:
        """Sign up for so many seconds."""
        loop = SignUps("/da/events/" + world.DINNER, _PARTIES, self.so_far, ticket)
        load = client.load(self.server, loop, seconds)
        self.so_far += load.loops
        return load
