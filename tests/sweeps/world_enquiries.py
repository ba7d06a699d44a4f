"""What the small world has of those who ask for a mother."""

from datetime import datetime
from typing import Any

from portal.contacts.help_kinds import Help
from portal.contacts.models import Reach, ReachWhen
from portal.core.actors import Actor
from portal.core.areas import Area
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of as link_of
from portal.enquiries.models import Asker


def enquiries_of(
    session: Any, words: str, area: Area, karen: Actor, fatma: Actor, now: datetime
) -> dict[str, str]:
    """Four enquiries: Fatma has one, is asked for the next, one has just come in, and nobody was found for one."""
    mette = receiving.Professional(
        asker=Asker.MUNICIPALITY,
        name=words.format("Mette"),
        workplace=words.format("Huset"),
        email="m@example.org",
    )
    leyla = receiving.Herself(words.format("Leyla"), "+4520304050", Reach.CALL, ReachWhen.MORNING)
    links: dict[str, str] = {}
    for name, who in (("accepted", mette), ("asked", leyla), ("received", mette), ("nobody", leyla)):
        theme = Help.MARRIAGE if who is mette else None
        wanted = receiving.Wanted(spoken="tr", area_id=area.id, theme=theme)
        enquiry = receiving.receive(
            session, who=who, wanted=wanted, lang="da", form_token=name, address="192.0.2.7", now=now
        )
        links[name] = link_of(enquiry)
        about: dict[str, Any] = {"enquiry_id": enquiry.id, "now": now}
        if name == "accepted":
            enquiries.call_back(session, by=karen, **about)
        if name in ("accepted", "asked"):
            enquiries.ask(session, mother_id=fatma.member_id, by=karen, **about)
        if name == "accepted":
            enquiries.answer(session, yes=True, by=fatma, **about)
        if name == "nobody":
            enquiries.give_up(session, by=karen, **about)
    return links
