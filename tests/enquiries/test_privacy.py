"""Who sees which field of an enquiry: one table, by what the pages really contain.

Every encrypted column holds a word of its own that stands nowhere else. Each role opens every page it can open, of
this room and of those where it must never show: lists at the door, tickets, calls, events, her contacts.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from portal.contacts.help_kinds import Help
from portal.contacts.models import Reach, ReachWhen
from portal.core.areas import Area
from portal.core.db import db, transaction
from portal.core.i18n import to_local
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.enquiries.receiving import Herself, Professional
from tests.enquiries.conftest import as_actor
from tests.findings import same
from tests.signups.cast import WEB, party

pytestmark = pytest.mark.slow

METTE = Professional(
    asker=Asker.MUNICIPALITY,
    name="CanaryAsker",
    workplace="CanaryWorkplace",
    phone="+4544770011",
    email="canary-mail@example.org",
)
LEYLA = Herself("CanaryCallHer", "+4520304050", Reach.TEXT, ReachWhen.EVENING)
#: What stands on a page where a field is shown.
SIGNS = {
    "asker_name": "CanaryAsker",
    "workplace": "CanaryWorkplace",
    "asker_phone": "+4544770011",
    "asker_email": "canary-mail@example.org",
    "meeting_place": "CanaryMeeting",
    "call_her": "CanaryCallHer",
    "her_phone": "+4520304050",
    "reach": "Send her a text message",
    "spoken": "Tigrinya",
    "area": "CanaryArea",
    "theme": "Marriage and divorce",
}
WANTED = {"spoken", "area", "theme"}
NO_THEME = WANTED - {"theme"}
THE_ASKER = {"asker_name", "workplace", "asker_phone", "asker_email", "meeting_place"}
HERSELF = {"call_her", "her_phone", "reach"}

#: Role, and what it sees: of a professional's enquiry, and of a woman's own; when asked, accepted, met, closed.
TABLE: dict[str, dict[str, tuple[set[str], set[str], set[str], set[str]]]] = {
    "her mother, opened": {
        "professional": (WANTED, WANTED | THE_ASKER, WANTED, set()),
        "herself": (
            NO_THEME,
            NO_THEME | HERSELF | {"meeting_place"},
            NO_THEME,
            set(),
        ),
    },
    "her mother, known phone": {
        "professional": (WANTED, WANTED, WANTED, set()),
        "herself": (NO_THEME, NO_THEME, NO_THEME, set()),
    },
    "another mother": {"professional": (set(),) * 4, "herself": (set(),) * 4},
    "coordinator, opened": {
        "professional": (*((WANTED | THE_ASKER,) * 2), *((WANTED | THE_ASKER - {"meeting_place"},) * 2)),
        "herself": (*((NO_THEME | HERSELF | {"meeting_place"},) * 2), NO_THEME, NO_THEME),
    },
    "coordinator, known phone": {"professional": (set(),) * 4, "herself": (set(),) * 4},
    "whoever asked, by link": {"professional": (set(),) * 4, "herself": (set(),) * 4},
    "door pass": {"professional": (set(),) * 4, "herself": (set(),) * 4},
    "nobody": {"professional": (set(),) * 4, "herself": (set(),) * 4},
}
STATES = (EnquiryState.ASKED, EnquiryState.ACCEPTED, EnquiryState.MET, EnquiryState.CLOSED)


@dataclass
class Observer:
    """Where the roles look, and with what."""

    phones: dict[str, Any]
    paths: list[str]
    link: str = ""

    def seen(self, role: str) -> set[str]:
        """The fields whose signs stand on any page that a role can open."""
        paths = [*self.paths, f"/q/{self.link}"] if role == "whoever asked, by link" else self.paths
        pages = [self.phones[role].get(path) for path in paths]
        text = "".join(page.text + str(page.headers) for page in pages if page.status_code == 200)
        assert "<main" in text
        return {field for field, sign in SIGNS.items() if sign in text}


@pytest.fixture
def observer(app, client, fatma, shazia, karen, sign_in, make_event, rules, now):
    from portal.accounts import sessions
    from portal.signups import rules as signups
    from portal.signups.tickets import token_of as ticket_of

    event = make_event(starts_in=timedelta(hours=1))
    event_id, code = event.id, event.code
    about = {"party": party("Amina"), "source": WEB, "form_token": "1", "by": as_actor(karen), "now": now}
    ticket = ticket_of(rules(signups.sign_up, event_id=event_id, **about).ticket)
    door = app.test_client()
    with transaction() as session:
        link = sessions.make_link(session, event_id=event_id, now=now)
        door.set_cookie("team", sessions.use_link(session, token=link, label="door", now=now)[1])
    phones = {
        "her mother, opened": sign_in(fatma, opened=True),
        "her mother, known phone": sign_in(fatma),
        "another mother": sign_in(shazia, opened=True),
        "coordinator, opened": sign_in(karen, opened=True),
        "coordinator, known phone": sign_in(karen),
        "whoever asked, by link": client,
        "door pass": door,
        "nobody": app.test_client(),
    }
    paths = [
        "/team/", "/team/asked", "/team/asked/1", "/team/enquiries", "/team/enquiries/1",
        "/team/contacts", "/team/calls", "/team/events", "/team/members",
        f"/team/events/{code}/door", f"/team/events/{code}/people", f"/team/events/{code}/guest",
        f"/t/{ticket}", f"/en/events/{code}", "/en/", "/en/past", "/en/about", "/en/privacy",
        f"/q/{'x' * 32}", "/leave",
    ]  # fmt: skip
    return Observer(phones, paths)


@pytest.fixture
def bring(receive, rules, fatma, karen, now):
    """The first enquiry of either kind, in Tigrinya and with every column filled, brought to a state."""

    def bring(who, state):
        with transaction() as session:
            area = Area(slug="canary", name="CanaryArea")
            session.add(area)
            session.flush()
            area_id = area.id
            session.get_one(type(fatma), fatma.id).languages = ["ti"]
        theme = Help.MARRIAGE if who is METTE else None
        about = {"enquiry_id": receive(who, spoken="ti", area_id=area_id, theme=theme), "now": now}
        mother, coordinator = as_actor(fatma), as_actor(karen)
        starts = to_local(now + timedelta(days=2))
        rules(enquiries.call_back, by=coordinator, **about)
        rules(enquiries.set_meeting, starts_local=starts, place="CanaryMeeting", by=coordinator, **about)
        rules(enquiries.ask, mother_id=fatma.id, by=coordinator, **about)
        if state is not EnquiryState.ASKED:
            rules(enquiries.answer, yes=True, by=mother, **about)
        if state in (EnquiryState.MET, EnquiryState.CLOSED):
            rules(enquiries.met, by=mother, **about)
        if state is EnquiryState.CLOSED:
            rules(enquiries.close, result=enquiries.AFTER_MEETING[0], by=mother, **about)
        with transaction() as session:  # what her own languages are stands on other pages
            session.get_one(type(fatma), fatma.id).languages = ["tr"]
        return token_of(db.session.get_one(Enquiry, about["enquiry_id"]))

    return bring


@pytest.mark.parametrize("kind", ["professional", "herself"])
@pytest.mark.parametrize("state", STATES)
def test_each_role_sees_what_the_table_says_and_nothing_else(observer, bring, kind, state):
    observer.link = bring(METTE if kind == "professional" else LEYLA, state)
    found = {role: observer.seen(role) for role in TABLE}
    same(found, {role: rows[kind][STATES.index(state)] for role, rows in TABLE.items()})


def test_every_encrypted_column_has_its_sign():
    from portal.core.crypto import Encrypted

    encrypted = {column.key for column in Enquiry.__table__.columns if isinstance(column.type, Encrypted)}
    assert encrypted <= set(SIGNS)


def test_nothing_of_it_stands_in_the_audit_log_or_in_an_address(observer, bring, session):
    from portal.core.audit import AuditEntry

    observer.link = bring(LEYLA, EnquiryState.ACCEPTED)
    for role in TABLE:
        observer.seen(role)
    log = " ".join(f"{row.actor} {row.action} {row.subject}" for row in session.query(AuditEntry))
    assert "enquiries.read" in log
    assert not any(sign in log + " ".join(observer.paths) for sign in SIGNS.values())
