"""What the small world has of the network among the mothers."""

from datetime import date, datetime, timedelta
from typing import Any

from portal.accounts.models import ActivePeriod, Member
from portal.contacts.journal_models import TalkWish
from portal.core.actors import Role
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother
from portal.network.models import AgendaPoint, HostWish, Minutes, Notice, NoticeText
from tests.sweeps.world_parts import event_of, member_of


def network_of(session: Any, words: str, mother: Member, silent: Member, now: datetime) -> Any:
    """A meeting of yesterday with minutes, one to come with a point and a wish to talk, and a notice about it."""
    among_us: dict[str, Any] = {"kind": Kind.NETWORK_MEETING, "audience": Audience.MOTHERS, "at_home": True}
    met, coming = event_of("NWMT", now, -1, words, **among_us), session.query(Event).filter_by(code="NTWK").one()
    session.add_all([met, EventMother(event=met, member_id=mother.id, hosting=True)])
    session.flush()
    point = AgendaPoint(event_id=met.id, member_id=mother.id, text=words.format("Point"), created_at=now)
    asked = AgendaPoint(event_id=coming.id, member_id=mother.id, text=words.format("Point"), created_at=now)
    minutes = Minutes(event_id=met.id, lang="da", text=words.format("Minutes"), updated_at=now)
    notice = Notice(until=now.date() + timedelta(days=9), created_at=now, event_id=coming.id)
    notice.texts.append(
        NoticeText(lang="da", title=words.format("News"), body=words.format("Body"), updated_at=now)
    )
    old = Notice(until=now.date() - timedelta(days=9), created_at=now)
    old.texts.append(NoticeText(lang="da", title=words.format("Old"), updated_at=now))
    quiet = member_of(words.format("Hodan"), Role.MOTHER, now)
    quiet.periods.append(ActivePeriod(from_day=date(2025, 1, 1)))
    session.add_all([point, asked, minutes, notice, old, quiet, HostWish(member_id=silent.id, wished_at=now)])
    session.add(TalkWish(mother_id=silent.id, wished_on=now.date() - timedelta(days=2)))
    session.flush()
    return met, point, notice
