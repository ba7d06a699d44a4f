"""The people and places of the demo: areas, partners, the coordinator, fifteen mothers and their contacts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from portal.accounts.members import PROMISE_VERSION
from portal.accounts.models import ActivePeriod, Member
from portal.contacts.models import Contact, Met
from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.i18n import to_instant
from portal.demo.parties import Guests
from portal.events.models import Partner

#: The PIN of every demo member; the first digits of e, printed at each start.
PIN: Final = "271828"
#: A contact is closed when the mother and she have not talked for so long.
_IN_TOUCH: Final = timedelta(days=120)
_NINE: Final = time(9)


@dataclass(frozen=True)
class Cast:
    """Everyone and every place, by slug."""

    coordinator: Member
    mothers: dict[str, Member]
    areas: dict[str, Area]
    partners: dict[str, Partner]

    def planner(self) -> Actor:
        return Actor(member_id=self.coordinator.id, role=Role.COORDINATOR, opened=True)

    def mother(self, slug: str) -> Actor:
        return Actor(member_id=self.mothers[slug].id, role=Role.MOTHER)


def assemble(session: Session, people: dict[str, Any], *, now: datetime) -> Cast:
    """Make areas, partners and members. All share one PIN and have accepted the promise."""
    pin_hash = PasswordHasher().hash(PIN)
    areas = {row["slug"]: Area(slug=row["slug"], name=row["name"]) for row in people["areas"]}
    partners = {row["slug"]: Partner(slug=row["slug"], name=row["name"]) for row in people["partners"]}

    def member(row: dict[str, Any], role: Role, since: date, **more: Any) -> Member:
        return Member(
            name=row["name"],
            role=role,
            lang=row.get("screen", "da"),
            languages=row.get("languages", ["da", "en"]),
            hats=row.get("hats", []),
            pin_hash=pin_hash,
            promise_accepted_at=now,
            promise_version=PROMISE_VERSION,
            created_at=_at(since),
            **more,
        )

    coordinator = member(people["coordinator"], Role.COORDINATOR, date(2012, 5, 1))
    mothers = {}
    for row in people["mothers"]:
        periods = [
            ActivePeriod(
                from_day=date.fromisoformat(period["from"]),
                to_day=date.fromisoformat(period["to"]) if period["to"] else None,
            )
            for period in row["active"]
        ]
        since = min(period.from_day for period in periods)
        mothers[row["slug"]] = member(
            row,
            Role.MOTHER,
            since,
            trained_on=since,
            areas=[areas[slug] for slug in row["areas"]],
            periods=periods,
        )
    session.add_all([*areas.values(), *partners.values(), coordinator, *mothers.values()])
    session.flush()
    return Cast(coordinator, mothers, areas, partners)


def add_contacts_of_2015(session: Session, cast: Cast, rows: list[dict[str, Any]], random: Random) -> None:
    """The women each mother helped in 2015: closed since, and nothing left but that they were helped."""
    for mother in rows:
        for row in mother["rows"]:
            year, month = map(int, row["month"].split("-"))
            for _woman in range(row["women"]):
                since = date(year, month, random.randint(1, 28))
                session.add(
                    Contact(
                        mother_id=cast.mothers[mother["mother"]].id,
                        languages=[row["language"]],
                        area_id=cast.areas[row["area"]].id,
                        met=random.choice(list(Met)),
                        since=since,
                        created_at=_at(since),
                        closed_at=_at(since) + _IN_TOUCH,
                    )
                )


def add_contacts_of_today(
    session: Session, cast: Cast, guests: Guests, random: Random, *, now: datetime, today: date
) -> None:
    """A few women whom each mother who is active today is in touch with: a nickname, and no more."""
    for member in cast.mothers.values():
        if not member.active_on(today):
            continue
        for _woman in range(random.randint(2, 4)):
            since = today - timedelta(days=random.randint(3, 200))
            nickname, language = guests.woman_who_speaks(member.languages)
            session.add(
                Contact(
                    mother_id=member.id,
                    nickname=nickname,
                    languages=[language],
                    area_id=random.choice(member.areas).id,
                    met=random.choice(list(Met)),
                    since=since,
                    created_at=min(_at(since), now),
                )
            )


def _at(day: date) -> datetime:
    return to_instant(datetime.combine(day, _NINE))
