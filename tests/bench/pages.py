"""Pages under load, each beside bare Flask under the same server that answers the same bytes."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

from tests.bench import client, world
from tests.bench.servers import bare, portal
from tests.bench.table import Row, Target, at_least
from tests.bench.turns import Contender, Effort, alternate, rates, work


class Page(NamedTuple):
    name: str
    path: str
    target: Target | None = None
    cookie: str = ""


#: What these pages came to on 29 November 2026, before any work on their speed. The target is four times that.
TODAY: Final = {"ticket": 0.023, "mother": 0.013, "door": 0.015, "coordinator": 0.012, "report": 0.0067}


def pages(demo: world.Demo) -> list[Page]:
    """What is measured, with the least part of the bare rate it should come to."""
    invitation = f"events/{demo.invitation}"
    aims = {name: at_least(round(4 * today, 3)) for name, today in TODAY.items()}
    return [
        Page("List, Danish", "/da/", at_least(0.25)),
        Page("List, Urdu", "/ur/", at_least(0.25)),
        Page("Invitation, Danish", f"/da/{invitation}", at_least(0.5)),
        Page("Invitation, Urdu", f"/ur/{invitation}", at_least(0.5)),
        Page("Offers", "/da/offers", at_least(0.25)),
        Page("Contact", "/da/contact"),
        Page("Archive", "/da/past"),
        Page("Ticket", f"/t/{demo.ticket}?lang=da", aims["ticket"]),
        Page("A mother's home", "/team/", aims["mother"], demo.mother),
        Page("Tonight's list", f"/team/events/{demo.tonight}/door", aims["door"], demo.mother),
        Page("Coordinator's home", "/team/", aims["coordinator"], demo.coordinator),
        Page("Coordinator's event", f"/team/events/{demo.invitation}", None, demo.coordinator),
        Page("Report of 2015", "/team/report?from=2015-01-01&to=2015-12-31", aims["report"], demo.opened),
    ]


def rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """The pages of the demo year."""
    demo = world.demo(folder / "pages.db")
    with ExitStack() as stack:
        ours = stack.enter_context(portal(demo.settings))
        wanted = pages(demo)
        answers = [client.page(ours, page.path, page.cookie) for page in wanted]
        bodies = {str(nth): answer.partition(b"\r\n\r\n")[2] for nth, answer in enumerate(answers)}
        theirs = stack.enter_context(bare(folder, bodies))
        for nth, (page, answer) in enumerate(zip(wanted, answers, strict=True)):
            mine, other = alternate(
                effort,
                Contender(ours, partial(client.load, ours, page.path, cookie=page.cookie)),
                Contender(theirs, partial(client.load, theirs, f"/page/{nth}")),
            )
            ratio = work(mine, other)
            yield Row(
                page.name,
                ratio.median,
                spread=ratio,
                rate=rates(mine, other).median,
                target=page.target,
                note=f"{median(turn.rate for turn in mine):,.0f} of {median(turn.rate for turn in other):,.0f}/s, "
                f"{median(turn.p50 for turn in mine) * 1e3:.1f}/{median(turn.p99 for turn in mine) * 1e3:.0f} ms, "
                f"{len(answer):,} bytes",
            )
