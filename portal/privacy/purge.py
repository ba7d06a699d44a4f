"""The purge: everything whose time is up is blanked or deleted, and every count stays as it was.

One function for each pair of table and ``Keep`` in the register. Which columns it blanks is declared beside the
columns (``portal/core/personal_data.py``). Running it again changes nothing. Each function has a transaction of
its own, so that the list is never locked for long and one that fails does not hold up the others.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session, aliased

from portal.accounts.models import Member, PhoneSession, SignInLink
from portal.attendance.models import AttendanceOp
from portal.contacts.journal_queries import GONE_AFTER, not_noted_since
from portal.contacts.models import Contact
from portal.contacts.rules import WORDS_KEPT, make_anonymous
from portal.core import audit
from portal.core.actors import SYSTEM
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.limits import RateBucket
from portal.core.personal_data import Keep
from portal.enquiries import rules as enquiries
from portal.events.models import Event
from portal.helping.models import TaskTake
from portal.messages.models import OutboxMessage
from portal.privacy import bridge_purge, report_purge  # noqa: F401  (they enter their purges)
from portal.privacy.data_register import to_purge, told_by_people
from portal.privacy.purging import PURGES, blank, delete_rows, long_over, purges
from portal.signups.models import SignUp, State, Ticket
from portal.wording.models import WordingSuggestion

AFTER_CLOSING: Final = timedelta(days=90)
LINK_KEPT: Final = timedelta(days=1)
PHONE_KEPT: Final = timedelta(days=7)
SUGGESTION_KEPT: Final = timedelta(days=365)
AUDIT_KEPT: Final = timedelta(days=2 * 365)


def run(now: datetime | None = None) -> dict[str, int]:
    """Purge everything, and say how many rows of each kind. Raises at the end if a part of it failed.

    What no mother has answered in three days goes back to the coordinator the same night.
    """
    now = now or utcnow()
    counts: dict[str, int] = {}
    failures: list[Exception] = []
    try:
        with transaction() as session:
            enquiries.let_silence_pass(session, now)
    except Exception as error:
        failures.append(error)
    failures += [
        LookupError(f"{table} declares Keep.{keep.name}, and no function purges it: write one with @purges")
        for table, keep in sorted(to_purge() - PURGES.keys(), key=str)
    ]
    for (table, keep), purge in PURGES.items():
        try:
            with transaction() as session:
                count = purge(session, now)
                if count and told_by_people(table, keep):
                    audit.record(session, "privacy.purge", f"{table}: {count} rows", by=SYSTEM, now=now)
            counts[purge.__name__] = count
        except Exception as error:
            failures.append(error)
    leave_no_trace()  # also of what was deleted during the day, at once and by a press
    if failures:
        raise ExceptionGroup("a part of the purge failed; the rest is done", failures)
    return counts


@purges(SignUp, Keep.AFTER_EVENT)
def names_on_lists(session: Session, now: datetime) -> int:
    """Names, phones and e-mails of parties, so many days after the event.

    Where a party was moved from, or joined with another, its name goes with the first of the two events: nobody
    is called by it any more, and who is gone from where she was must not still be read where she was not.
    """
    over = SignUp.event_id.in_(long_over(now))
    return blank(session, SignUp, Keep.AFTER_EVENT, over, purged_at=now) + _left_behind(session, now)


@purges(AttendanceOp, Keep.AFTER_EVENT)
def guests_without_sign_up(session: Session, now: datetime) -> int:
    """Names and languages of guests who had not signed up, likewise."""
    return blank(session, AttendanceOp, Keep.AFTER_EVENT, AttendanceOp.event_id.in_(long_over(now)))


@purges(Event, Keep.AFTER_EVENT)
def addresses_of_homes(session: Session, now: datetime) -> int:
    """The address of an event that was in somebody's home."""
    return blank(session, Event, Keep.AFTER_EVENT, Event.at_home, Event.id.in_(long_over(now)))


@purges(OutboxMessage, Keep.MESSAGE)
def messages(session: Session, now: datetime) -> int:
    """Messages about an event whose phones and e-mails are gone: nobody can be told any more."""
    return delete_rows(session, OutboxMessage, OutboxMessage.event_id.in_(long_over(now)))


@purges(Contact, Keep.WORDS)
def words_about_contacts(session: Session, now: datetime) -> int:
    """What a mother wrote of a contact, 90 days after she wrote it."""
    return blank(session, Contact, Keep.WORDS, Contact.words_at <= now - WORDS_KEPT)


@purges(Contact, Keep.CONTACT)
def contacts_without_a_mother(session: Session, now: datetime) -> int:
    """Contacts that nobody can read any more, since their mother's account was closed 90 days ago; and those that
    she has not noted for a year and did not say in two months more that they are still in touch."""
    nobodys = Contact.mother_id.in_(_long_closed(now))
    gone = select(Contact).where(Contact.nickname.is_not(None), or_(nobodys, not_noted_since(now - GONE_AFTER)))
    found = session.scalars(gone.order_by(Contact.id).with_for_update()).all()
    for contact in found:
        make_anonymous(session, contact, now=now)
    return len(found)


@purges(Member, Keep.CLOSED)
def pins_of_closed_accounts(session: Session, now: datetime) -> int:
    """The PIN of an account that was closed 90 days ago."""
    return blank(session, Member, Keep.CLOSED, Member.id.in_(_long_closed(now)))


@purges(SignInLink, Keep.LINK)
def links(session: Session, now: datetime) -> int:
    """Sign-in links, a day after they were used or ran out."""
    return delete_rows(session, SignInLink, _ended(SignInLink.used_at, SignInLink.expires_at, now - LINK_KEPT))


@purges(PhoneSession, Keep.PHONE)
def phones(session: Session, now: datetime) -> int:
    """Phones, a week after they were ended or ran out. What was counted on them stays."""
    ended = _ended(PhoneSession.ended_at, PhoneSession.expires_at, now - PHONE_KEPT)
    gone = select(PhoneSession.id).where(ended)
    session.execute(
        update(AttendanceOp.__table__).where(AttendanceOp.session_id.in_(gone)).values(session_id=None)  # type: ignore[arg-type]
    )
    return delete_rows(session, PhoneSession, ended)


@purges(RateBucket, Keep.BUCKET)
def tries(session: Session, now: datetime) -> int:
    """How often something was tried, when its minutes are over."""
    return delete_rows(session, RateBucket, RateBucket.expires_at <= now)


@purges(WordingSuggestion, Keep.SUGGESTION)
def suggestions(session: Session, now: datetime) -> int:
    """Notes of better ways to say something, a year after they were sent."""
    return delete_rows(session, WordingSuggestion, WordingSuggestion.created_at <= now - SUGGESTION_KEPT)


@purges(audit.AuditEntry, Keep.AUDIT)
def audit_log(session: Session, now: datetime) -> int:
    """Entries of the audit log after two years. Nothing else ever takes one away."""
    return delete_rows(session, audit.AuditEntry, audit.AuditEntry.at <= now - AUDIT_KEPT)


def forget_party(session: Session, *, code: str, number: int, now: datetime) -> bool:
    """Blank one party at once, because she asks for it; it counts as before. False where there is none to blank.

    Raises RuleBroken while the party still holds its place: it has to leave the list first.
    """
    signup = session.scalar(
        select(SignUp).join(SignUp.ticket).join(SignUp.event).where(Event.code == code, Ticket.number == number)
    )
    if signup is None:
        return False
    if signup.state is not State.CANCELLED and now < signup.event.ends_at:
        raise RuleBroken(f"Party {number} is on the list of {code}. Remove it there first.")
    blank(session, AttendanceOp, Keep.AFTER_EVENT, AttendanceOp.signup_id == signup.id)
    blanked = blank(session, SignUp, Keep.AFTER_EVENT, SignUp.id == signup.id, purged_at=now)
    _left_behind(session, now)
    gone = select(SignUp.id).where(SignUp.purged_at.is_not(None))
    blanked += blank(session, TaskTake, Keep.AFTER_EVENT, TaskTake.signup_id.in_(gone))
    if blanked:
        audit.record(session, "privacy.forget", signup, by=SYSTEM, now=now)
    return bool(blanked)


def lives_on(session: Session, *, code: str, number: int) -> tuple[str, int] | None:
    """Where a party that was moved or joined stands now: the event's code and the number, or None."""
    replaced_by = session.scalar(
        select(SignUp.replaced_by_id)
        .join(SignUp.ticket)
        .join(SignUp.event)
        .where(Event.code == code, Ticket.number == number)
    )
    if replaced_by is None:
        return None
    signup = session.get_one(SignUp, replaced_by)
    return signup.event.code, signup.ticket.number


def _left_behind(session: Session, now: datetime) -> int:
    """Blank, step by step, what still stands where a party was moved from or joined with, once it is gone."""
    later = aliased(SignUp)
    gone = SignUp.replaced_by_id.in_(select(later.id).where(later.purged_at.is_not(None)))
    count = 0
    while step := blank(session, SignUp, Keep.AFTER_EVENT, gone, purged_at=now):
        count += step
    return count


def _long_closed(now: datetime) -> Any:
    return select(Member.id).where(Member.disabled_at <= now - AFTER_CLOSING)


def _ended(by_hand: Any, by_itself: Any, before: datetime) -> ColumnElement[bool]:
    return or_(by_hand <= before, by_itself <= before)


def leave_no_trace() -> None:
    """Have SQLite write its log into the file and empty it: what was blanked must not stand there either.

    In the file itself ``secure_delete`` (``portal/core/db.py``) has overwritten it.
    """
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
