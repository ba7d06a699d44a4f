"""The race for seats: everybody presses "I am coming" at the same moment."""

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.core.forms import make_token
from portal.events.models import Event
from portal.signups.models import SignUp, State, Ticket
from portal.signups.tickets import token_of
from tests.serving import Server

SEATS = 90
PARTIES = 400
_PATIENCE = 120


@dataclass(frozen=True)
class Wish:
    """A form that somebody sends: a name of her own and the size of her party."""

    name: str
    adults: int
    children: int
    token: str

    @property
    def body(self) -> bytes:
        fields = {
            "name": self.name,
            "adults": self.adults,
            "children": self.children,
            "token": self.token,
        }
        return urlencode(fields).encode()


@dataclass(frozen=True)
class Reply:
    """What the server said: the status, and where it led on to."""

    status: int
    location: str


def wishes(count: int, *, seed: int) -> list[Wish]:
    """So many parties of one to four, the same for the same seed, each with a fresh form."""
    chance = random.Random(seed)
    sizes = [chance.randint(1, 4) for _ in range(count)]
    adults = [chance.randint(1, size) for size in sizes]
    return [
        Wish(f"Guest {number}", grown, size - grown, make_token("signup"))
        for number, (size, grown) in enumerate(zip(sizes, adults, strict=True))
    ]


def send_all(server: Server, path: str, sent: list[Wish]) -> list[Reply]:
    """Send every form at once, each over a connection of its own, and gather the answers in order."""

    async def together() -> list[Reply]:
        return await asyncio.gather(*(_send(server.port, path, wish.body) for wish in sent))

    # In a thread of its own: Playwright keeps an event loop running in that of the tests.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, together()).result()


async def _send(port: int, path: str, body: bytes) -> Reply:
    async with asyncio.timeout(_PATIENCE):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        writer.write(body)
        answer = await reader.read()
        writer.close()
    head = answer.split(b"\r\n\r\n", 1)[0].decode("latin-1").split("\r\n")
    status = int(head[0].split(" ")[1]) if head[0] else 0
    location = next((line[10:] for line in head if line.lower().startswith("location: ")), "")
    return Reply(status, location)


def run(server: Server, event: Event, *, seed: int, parties: int = PARTIES) -> None:
    """One storm on one event, and everything that must hold after it."""
    event_id, seats = event.id, event.seats
    sent = wishes(parties, seed=seed)
    replies = send_all(server, f"/da/events/{event.code}", sent)
    assert {reply.status for reply in replies} == {303}
    db.session.rollback()
    signups = db.session.scalars(
        select(SignUp).where(SignUp.event_id == event_id).options(joinedload(SignUp.ticket))
    ).all()
    there = {token_of(s.ticket): (s.name, s.adults, s.children) for s in signups}
    acknowledged = {
        reply.location.partition("/t/")[2]: (wish.name, wish.adults, wish.children)
        for wish, reply in zip(sent, replies, strict=True)
    }
    assert there == acknowledged
    numbers = db.session.scalars(select(Ticket.number).where(Ticket.event_id == event_id)).all()
    everyone = list(range(1, parties + 1))
    assert sorted(numbers) == everyone
    assert sorted(signup.queue_no for signup in signups) == everyone
    sizes = {state: [s.size for s in signups if s.state is state] for state in State}
    assert sum(sizes[State.SEATED]) == seats  # there are enough parties of one to fill the last seat
    assert sorted(sizes[State.SEATED] + sizes[State.WAITING]) == sorted(w.adults + w.children for w in sent)


def double_tap(server: Server, event: Event, *, times: int = 10) -> None:
    """The same form sent several times at once is one sign-up, and everyone is led to its ticket."""
    event_id = event.id
    (wish,) = wishes(1, seed=1)
    replies = send_all(server, f"/da/events/{event.code}", [wish] * times)
    db.session.rollback()
    assert len({reply.location for reply in replies}) == 1
    assert {reply.status for reply in replies} == {303}
    assert len(db.session.scalars(select(SignUp.id).where(SignUp.event_id == event_id)).all()) == 1
    assert len(db.session.scalars(select(Ticket.id).where(Ticket.event_id == event_id)).all()) == 1
