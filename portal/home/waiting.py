"""What waits for somebody on her first page: each thing in one sentence, with the one page where it is done.

Nothing is counted here that is not to be done, and what nobody has to do today does not stand here: a quiet day
looks quiet. Parts that are switched off are not asked; but who has made an enquiry gets her answer though the form
is closed meanwhile, and contacts are deleted in time also where no journal is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.contacts import journal_queries as journal
from portal.core.actors import Actor
from portal.core.features import Feature, is_on
from portal.core.i18n import current_language, format_day
from portal.course import queries as course
from portal.enquiries import queries as enquiries
from portal.enquiries.models import EnquiryState
from portal.enquiries.states import is_silent, needs_call_back
from portal.events import invitation
from portal.helping.queries import open_hands
from portal.messages.models import OutboxMessage
from portal.network import queries as network
from portal.network.quiet import quiet
from portal.offers import queries as offers
from portal.wording.notes import how_many_open


@dataclass(frozen=True)
class WaitingItem:
    """One thing that waits, and where it is done."""

    icon: str
    words: str
    href: str
    #: What it is about, such as the title of an event.
    about: str = ""


def for_coordinator(session: Session, now: datetime) -> list[WaitingItem]:
    """What waits for the coordinator, the most urgent first."""
    return [step for ask in _COORDINATOR for step in ask(session, now)]


def for_mother(session: Session, by: Actor, member: Member, now: datetime) -> list[WaitingItem]:
    """What is asked of a mother. Whose contact or enquiry it is stands only on the page behind her PIN."""
    return [step for ask in _MOTHER for step in ask(session, by, member, now)]


def _enquiries(session: Session, now: datetime) -> Iterator[WaitingItem]:
    waiting = enquiries.waiting_for_coordinator(session, now)
    call_back = [one for one in waiting if one.state is EnquiryState.RECEIVED and needs_call_back(one)]
    to_ask = [one for one in waiting if one.state is EnquiryState.RECEIVED and one not in call_back]
    to_ask += [one for one in waiting if is_silent(one, now)]
    slow = [one for one in waiting if one not in call_back and one not in to_ask]
    groups = (
        (
            call_back,
            "phone",
            ngettext("%(num)s new enquiry: call back", "%(num)s new enquiries: call back", len(call_back)),
        ),
        (
            to_ask,
            "heart",
            ngettext("%(num)s enquiry: ask a mother", "%(num)s enquiries: ask a mother", len(to_ask)),
        ),
        (
            slow,
            "hourglass",
            ngettext(
                "%(num)s enquiry takes long: ask how it goes",
                "%(num)s enquiries take long: ask how it goes",
                len(slow),
            ),
        ),
    )
    for found, icon, words in groups:
        if found:
            one = url_for("matching.one", enquiry_id=found[0].id)
            yield WaitingItem(icon, words, one if len(found) == 1 else url_for("matching.queue"))


def _calls(session: Session, _now: datetime) -> Iterator[WaitingItem]:
    count = session.scalar(select(func.count()).where(OutboxMessage.closed_at.is_(None))) or 0
    if count:
        words = ngettext("%(num)s call to make about an event", "%(num)s calls to make about events", count)
        yield WaitingItem("phone", words, url_for("lists.calls"))


def _hands(session: Session, now: datetime) -> Iterator[WaitingItem]:
    if is_on(Feature.HELP):
        for needs in open_hands(session, now):
            event, open_ = needs.event, sum(missing.hands.open for missing in needs.missing)
            words = ngettext("%(num)s hand is missing", "%(num)s hands are missing", open_)
            about = f"{invitation.title(event, current_language().code)} · {format_day(event.starts_local)}"
            yield WaitingItem("heart", words, url_for("planning.evening", code=event.code), about)


def _talk_wishes(session: Session, now: datetime) -> Iterator[WaitingItem]:
    if not is_on(Feature.JOURNAL):
        return
    meeting = network.next_meeting(session, now) if is_on(Feature.MEETINGS) else None
    elsewhere = "network.all_meetings" if is_on(Feature.MEETINGS) else "members.everyone"
    for wish in journal.talk_wishes_open(session):
        words = _("%(name)s would like to talk with you", name=wish.name)
        href = url_for("network.meeting", meeting=meeting.code) if meeting else url_for(elsewhere)
        yield WaitingItem("speech", words, href, format_day(wish.wished_on))


def _course(session: Session, now: datetime) -> Iterator[WaitingItem]:
    if not is_on(Feature.COURSE):
        return
    todo = course.waiting_for_coordinator(session, now)
    for participant in todo.without_account:
        words = _("%(name)s has completed the course: open her account", name=participant.name)
        yield WaitingItem("star", words, url_for("course.one", course_id=participant.course_id))
    if todo.without_answer:
        count = len(todo.without_answer)
        words = ngettext(
            "%(num)s woman invited to the course has not answered: call her",
            "%(num)s people invited to the course have not answered: call them",
            count,
        )
        yield WaitingItem("book", words, url_for("course.overview"))
    for one, evening in todo.without_attendance:
        href = url_for("course.evening", course_id=one.id, evening_id=evening.id)
        yield WaitingItem("people", _("Note who was at the course"), href, format_day(evening.starts_local))


def _offers(session: Session, now: datetime) -> Iterator[WaitingItem]:
    if is_on(Feature.OFFERS) and (count := len(offers.to_confirm(session, now=now))):
        words = ngettext("%(num)s offer: is it still so?", "%(num)s offers: are they still so?", count)
        yield WaitingItem("bag", words, url_for("offers.everything"))


def _quiet_mothers(session: Session, now: datetime) -> Iterator[WaitingItem]:
    count = len([one for one in quiet(session, now) if not one.written_to]) if is_on(Feature.MEETINGS) else 0
    if count:
        words = ngettext(
            "%(num)s mother has not been seen for a while: write to her",
            "%(num)s mothers have not been seen for a while: write to them",
            count,
        )
        yield WaitingItem("user", words, url_for("network.not_seen"))


def _better_words(session: Session, _now: datetime) -> Iterator[WaitingItem]:
    if count := how_many_open(session):
        words = ngettext("Better words: %(num)s suggestion", "Better words: %(num)s suggestions", count)
        yield WaitingItem("edit", words, url_for("wording.inbox"))


_COORDINATOR: Final[tuple[Callable[[Session, datetime], Iterator[WaitingItem]], ...]] = (
    _enquiries,
    _calls,
    _hands,
    _talk_wishes,
    _course,
    _offers,
    _quiet_mothers,
    _better_words,
)


def _asked(session: Session, _by: Actor, member: Member, now: datetime) -> Iterator[WaitingItem]:
    if asked := enquiries.asked_of(session, member.id, now):
        words = ngettext(
            "%(num)s person asks for a mother: can you?", "%(num)s people ask for a mother: can you?", len(asked)
        )
        yield WaitingItem("heart", words, url_for("matching.asked"))
    if hers := enquiries.with_her(session, member.id):
        words = ngettext("You said yes to %(num)s woman", "You said yes to %(num)s women", len(hers))
        yield WaitingItem("people", words, url_for("matching.asked"))


def _hand_overs(session: Session, by: Actor, _member: Member, _now: datetime) -> Iterator[WaitingItem]:
    if is_on(Feature.JOURNAL):
        for asked in journal.asked_of(session, by):
            giver = session.get_one(Member, asked.from_id)
            words = _("%(name)s asks you to take over a contact", name=giver.name)
            yield WaitingItem("people", words, url_for("journal.asked", hand_over_id=asked.id))


def _still_in_touch(session: Session, by: Actor, _member: Member, now: datetime) -> Iterator[WaitingItem]:
    if count := len(journal.quiet(session, by, now)):
        words = ngettext("%(num)s contact: still in touch?", "%(num)s contacts: still in touch?", count)
        yield WaitingItem("hourglass", words, url_for("contacts.mine"))


def _meeting(session: Session, _by: Actor, member: Member, now: datetime) -> Iterator[WaitingItem]:
    if not is_on(Feature.MEETINGS):
        return
    event = network.next_meeting(session, now)
    if event is not None and not network.has_replied(session, event, member):
        href = url_for("network.meeting", meeting=event.code)
        yield WaitingItem("calendar", _("Network meeting: are you coming?"), href, format_day(event.starts_local))
    for missed in network.to_read_up(session, member, now):
        href = url_for("network.meeting", meeting=missed.code)
        yield WaitingItem(
            "book", _("Read what was said at the network meeting"), href, format_day(missed.starts_local)
        )


_MOTHER: Final[tuple[Callable[[Session, Actor, Member, datetime], Iterator[WaitingItem]], ...]] = (
    _asked,
    _hand_overs,
    _meeting,
    _still_in_touch,
)
