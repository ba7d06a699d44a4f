"""The rules of translating an event: who may, into which language, and what a machine may write."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK
from portal.events import texts
from portal.events.models import Event, EventText, Status, TextState
from portal.events.texts import HasTexts, Own, Wording
from portal.wording.needs import TRANSLATED, tongues


def may_translate(member: Member, lang: str) -> bool:
    """A mother writes the languages she speaks, the coordinator any; nobody the Danish one this way."""
    return lang in (TRANSLATED if member.role is Role.COORDINATOR else tongues(member))


def open_for_words(event: Event, *, now: datetime) -> bool:
    """Whether an event's words may be translated: its readers see it, and it is not over."""
    return event.status is Status.PUBLISHED and now < event.ends_at


def translate(
    session: Session,
    *,
    event_id: int,
    lang: str,
    wording: Wording | None,
    seen: str,
    seen_danish: str,
    by: Actor,
    now: datetime,
) -> None:
    """Say an event's Danish words in another language; without a ``wording``: what stands there says the same.

    ``seen`` and ``seen_danish`` are the stamps of both texts as she read them: where either has changed
    meanwhile, it is refused once, so that nothing is called the same that she has not read.
    """
    event, _others = texts.held(session, event_id)
    check_tongue(session, lang, by=by)
    if not open_for_words(event, now=now):
        raise RuleBroken(_("This event is over or cancelled, so its words stay as they are."))
    wording = what_she_says(event, lang, wording, seen_danish=seen_danish)
    for_all = texts.by_hand(lang) not in event.by_hand  # what was written for this date alone stays here
    texts.save(
        session,
        event_id=event_id,
        lang=lang,
        wording=wording,
        small=False,
        seen=seen,
        by=by,
        now=now,
        follow=for_all,
    )


def check_tongue(session: Session, lang: str, *, by: Actor) -> None:
    """Refuse a language that the writer does not speak."""
    if not may_translate(session.get_one(Member, by.member_id), lang):
        raise RuleBroken(_("This is not one of the languages that you speak. You can change them on your page."))


def what_she_says(told: HasTexts[Own], lang: str, wording: Wording | None, *, seen_danish: str) -> Wording:
    """What she writes or, without a ``wording``, confirms; refused unless she has read the Danish words of now."""
    if told.text(FALLBACK) is None:
        raise RuleBroken(_("The Danish words were taken away, so there is nothing to translate."))
    if texts.stamp(told.text(FALLBACK)) != seen_danish:
        raise RuleBroken(_("The Danish words have changed meanwhile. Read them once more, then press again."))
    wording = wording or texts.wording_of(told.text(lang))
    if wording is None or not wording.title:
        raise RuleBroken(_("Write a title."), "title")
    return wording


def write_by_machine(
    session: Session,
    *,
    event_id: int,
    wordings: Mapping[str, Wording],
    seen_danish: str,
    by: Actor,
    now: datetime,
) -> None:
    """Keep what a machine made of the Danish words, in languages that have no text; never over what is there.

    It is machine-made until a mother has confirmed it, and goes to the dates of a series as hers would.
    """
    event, others = texts.held(session, event_id)
    if texts.stamp(event.text(FALLBACK)) != seen_danish:
        raise RuleBroken(_("The Danish words have changed meanwhile. Nothing was saved. Please press again."))
    for lang, wording in wordings.items():
        written = False
        for one in (event, *texts.reached(event, others, lang, now=now)):
            if one.text(lang) is None:
                one.texts.append(_made(lang, wording, now))
                one.version += 1
                written = True
        if written:
            audit.record(session, "events.machine", event, by=by, now=now)


def _made(lang: str, wording: Wording, now: datetime) -> EventText:
    return EventText(
        lang=lang,
        title=wording.title,
        description=wording.description,
        practical=wording.practical,
        state=TextState.MACHINE,
        updated_at=now,
        updated_by_id=None,
    )
