"""A social worker who asks, a resident who writes, the coordinator and two mothers."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import Member
from portal.contacts.help_kinds import Help
from portal.contacts.models import Reach, ReachWhen
from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.db import db, transaction
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.models import Asker, Enquiry, EnquiryState, Soon
from portal.enquiries.receiving import Herself, Professional, Wanted

METTE = Professional(
    asker=Asker.MUNICIPALITY, name="Mette Sørensen", workplace="Familiehuset", phone="+4544770011"
)
LEYLA = Herself(call_her="Leyla", phone="+4520304050", reach=Reach.CALL, reach_when=ReachWhen.MORNING)


@pytest.fixture
def hedeparken(app) -> int:
    with transaction() as session:
        area = Area(slug="hedeparken", name="Hedeparken")
        session.add(area)
        session.flush()
        return area.id


@pytest.fixture
def fatma(make_member) -> Member:
    return make_member("Fatma", languages=["tr", "da"])


@pytest.fixture
def shazia(make_member) -> Member:
    return make_member("Shazia", languages=["ur", "tr"])


@pytest.fixture
def karen(make_member) -> Member:
    return make_member("Karen", Role.COORDINATOR)


@pytest.fixture
def desk(karen, sign_in) -> FlaskClient:
    """The coordinator's phone, opened by PIN."""
    return sign_in(karen, opened=True)


def as_actor(member: Member) -> Actor:
    """A member as the rules know her, on a phone opened by PIN."""
    return Actor(member_id=member.id, role=member.role, opened=True)


@pytest.fixture
def receive(rules, now) -> Callable[..., int]:
    """An enquiry for a woman who speaks Turkish; its number."""
    numbers = count()

    def receive(who: Professional | Herself = METTE, **wanted: Any) -> int:
        about = {"spoken": "tr", "theme": Help.MARRIAGE if who is METTE else None, "soon": Soon.THIS_MONTH}
        number = next(numbers)
        return rules(
            receiving.receive,
            who=who,
            wanted=Wanted(**{**about, **wanted}),
            lang="en",
            form_token=str(number),
            address=f"192.0.2.{number}",
            now=now,
        ).id

    return receive


@pytest.fixture
def bring_to(receive, rules, fatma, karen, now) -> Callable[..., int]:
    """An enquiry brought to a state by the rules, with Fatma as its mother; its number."""
    coordinator, mother, mother_id = as_actor(karen), as_actor(fatma), fatma.id

    def bring_to(state: EnquiryState, who: Professional | Herself = METTE) -> int:
        enquiry_id = receive(who)

        def do(rule: Callable[..., None], by: Actor = coordinator, **words: Any) -> None:
            rules(rule, enquiry_id=enquiry_id, by=by, now=now, **words)

        do(enquiries.call_back)
        if state is EnquiryState.NOBODY_FOUND:
            do(enquiries.give_up)
        elif state is EnquiryState.WITHDRAWN:
            do(enquiries.withdraw)
        elif state is not EnquiryState.RECEIVED:
            do(enquiries.ask, mother_id=mother_id)
            if state is not EnquiryState.ASKED:
                do(enquiries.answer, by=mother, yes=True)
            if state in (EnquiryState.MET, EnquiryState.CLOSED):
                do(enquiries.met, by=mother)
            if state is EnquiryState.CLOSED:
                do(enquiries.close, by=mother, result=enquiries.AFTER_MEETING[0])
        return enquiry_id

    return bring_to


@pytest.fixture
def look(app) -> Callable[[int], Enquiry]:
    """The enquiry as it is saved."""

    def look(enquiry_id: int) -> Enquiry:
        db.session.rollback()
        return db.session.get_one(Enquiry, enquiry_id, populate_existing=True)

    return look
