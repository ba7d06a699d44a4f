"""The rules of better words: what may be suggested, what counts as the same, what becomes of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from portal.core import audit, limits
from portal.core.actors import Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.wording.models import WordingSuggestion
from portal.wording.sentences import PLACEHOLDER, Sentence, isolated

MOST_LETTERS: Final = 600
AN_HOUR: Final = 60 * 60
A_DAY: Final = 24 * AN_HOUR
#: So many suggestions are taken from one network address in an hour.
PER_HOUR: Final = 20


@dataclass(frozen=True)
class Collected:
    """One suggestion, however many have made it."""

    #: Any of its rows stands for all of them.
    id: int
    lang: str
    context: str | None
    msgid: str
    form: int
    current: str
    proposed: str
    #: Where it was sent from.
    pages: list[str]
    count: int


def suggest(
    session: Session,
    *,
    sentence: Sentence,
    proposed: str,
    page: str,
    address: str,
    by: Actor,
    now: datetime,
) -> None:
    """Keep a better way to say a sentence. The same words of the same sender count once.

    Nothing says who sent it, but for a member who is signed in; a network address is counted, never kept.
    """
    if not limits.take(session, action="better", who=address, limit=PER_HOUR, seconds=AN_HOUR, now=now):
        raise RuleBroken(_("Many suggestions have come from here just now. Please wait a while, or call us."))
    check(sentence, proposed)
    if _sent_before(session, sentence, proposed, address=address, by=by, now=now):
        return
    session.add(
        WordingSuggestion(
            lang=sentence.lang,
            context=sentence.context,
            msgid=sentence.msgid,
            form=sentence.form,
            current=sentence.text,
            proposed=proposed,
            page=page,
            member_id=by.member_id,
            created_at=now,
        )
    )


def check(sentence: Sentence, proposed: str) -> None:
    """Refuse what could not stand in place of a sentence, beside the field."""
    if proposed == sentence.text:
        raise RuleBroken(_("These are the words that stand there now. Change them, then press Send."), "proposed")
    wanted, kept = (
        Counter(found.group() for found in PLACEHOLDER.finditer(text)) for text in (sentence.text, proposed)
    )
    for mark in sentence.placeholders:
        if kept[mark] != wanted[mark]:
            raise RuleBroken(stays(mark), "proposed")
    for mark in kept - wanted:
        raise RuleBroken(_("Leave out %(mark)s: nothing comes there.", mark=isolated(mark)), "proposed")
    if wanted and "%" in PLACEHOLDER.sub("", proposed):
        raise RuleBroken(_("Please write the sign % as a word."), "proposed")


def stays(mark: str) -> LazyString:
    """Why a placeholder stays as it is."""
    if mark == "%(num)s":
        return _("Leave %(mark)s as it is: a number comes there.", mark=isolated(mark))
    return _("Leave %(mark)s as it is: other words come there.", mark=isolated(mark))


def collected(session: Session, *, open_ones: bool = True, lang: str | None = None) -> list[Collected]:
    """The suggestions that are open, or those put aside, by language; what most have said comes first."""
    query = select(WordingSuggestion).where(
        WordingSuggestion.closed_at.is_(None) if open_ones else WordingSuggestion.closed_at.is_not(None)
    )
    if lang is not None:
        query = query.where(WordingSuggestion.lang == lang)
    alike: dict[tuple[object, ...], list[WordingSuggestion]] = {}
    for row in session.scalars(query.order_by(WordingSuggestion.id)):
        alike.setdefault((row.lang, row.context, row.msgid, row.form, row.proposed), []).append(row)
    found = [
        Collected(
            id=rows[-1].id,
            lang=rows[-1].lang,
            context=rows[-1].context,
            msgid=rows[-1].msgid,
            form=rows[-1].form,
            current=rows[-1].current,
            proposed=rows[-1].proposed,
            pages=sorted({row.page for row in rows if row.page}),
            count=len(rows),
        )
        for rows in alike.values()
    ]
    return sorted(found, key=lambda one: (one.lang, -one.count, one.msgid, one.form, one.id))


def how_many_open(session: Session) -> int:
    """How many suggestions nobody has put aside; what several say is one."""
    model = WordingSuggestion
    says = select(model.lang, model.context, model.msgid, model.form, model.proposed)
    open_ones = says.where(model.closed_at.is_(None)).distinct().subquery()
    return session.scalars(select(func.count()).select_from(open_ones)).one()


def put_aside(session: Session, *, suggestion_id: int, by: Actor, now: datetime) -> None:
    """Put a suggestion aside, with all that say the same. Twice is the same as once."""
    _close(session, suggestion_id, open_now=True, closed_at=now, by=by, now=now)


def bring_back(session: Session, *, suggestion_id: int, by: Actor, now: datetime) -> None:
    """Undo putting it aside."""
    _close(session, suggestion_id, open_now=False, closed_at=None, by=by, now=now)


def _close(
    session: Session, suggestion_id: int, *, open_now: bool, closed_at: datetime | None, by: Actor, now: datetime
) -> None:
    one = session.get_one(WordingSuggestion, suggestion_id)
    closed = WordingSuggestion.closed_at
    rows = session.scalars(
        select(WordingSuggestion)
        .where(*_says(one), closed.is_(None) if open_now else closed.is_not(None))
        .with_for_update()
    ).all()
    for row in rows:
        row.closed_at = closed_at
    if rows:
        action = "wording.aside" if open_now else "wording.back"
        subject = f"suggestion:{one.id}"
        audit.record(session, actor=by.name_for_audit, action=action, subject=subject, now=now)


def _says(one: WordingSuggestion) -> tuple[ColumnElement[bool], ...]:
    """What is true of every row that says the same."""
    model = WordingSuggestion
    context = model.context.is_(None) if one.context is None else model.context == one.context
    return (
        model.lang == one.lang,
        context,
        model.msgid == one.msgid,
        model.form == one.form,
        model.proposed == one.proposed,
    )


def _sent_before(
    session: Session, sentence: Sentence, proposed: str, *, address: str, by: Actor, now: datetime
) -> bool:
    """Whether this member, or this network address today, has sent the same words for the same sentence."""
    words = digest("better", sentence.lang, sentence.name, proposed)
    if by.member_id is None:
        return not limits.take(session, action=words, who=address, limit=1, seconds=A_DAY, now=now)
    same = WordingSuggestion(
        lang=sentence.lang,
        context=sentence.context,
        msgid=sentence.msgid,
        form=sentence.form,
        proposed=proposed,
    )
    mine = select(WordingSuggestion.id).where(
        *_says(same), WordingSuggestion.member_id == by.member_id, WordingSuggestion.closed_at.is_(None)
    )
    return session.scalar(mine.limit(1)) is not None
