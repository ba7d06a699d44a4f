"""Conversations: "I talked with her", in a few taps; corrected, or taken away."""

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.contacts import journal_queries, journal_rules, rules
from portal.contacts.help_kinds import Help
from portal.contacts.journal_forms import ConversationForm, ToldOfferForm, about, filled
from portal.contacts.journal_models import Conversation, TookPart
from portal.contacts.journal_pages import bp, my_contact, my_conversation
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.offers import queries as offers
from portal.offers.models import Offer, Theme
from portal.offers.words import words as words_of


@bp.get("/team/contacts/<id:contact_id>/talk")
@allow(Permission.OWN_CONTACTS)
def talk(contact_id: int) -> Answer:
    """What did you help with? The day is today."""
    contact = my_contact(db.session(), contact_id)
    start = {"day": to_local(utcnow()).date()}
    return _new_page(ConversationForm(formdata=None, data=start, contact=contact), contact_id)


def _new_form(contact_id: int) -> ConversationForm:
    return ConversationForm(contact=my_contact(db.session(), contact_id))


def _new_page(form: ConversationForm, contact_id: int) -> str:
    return _form_page(form, contact_id, None)


@bp.post("/team/contacts/<id:contact_id>/talk")
@allow(Permission.OWN_CONTACTS)
@submits(_new_form, page=_new_page)
def save(form: ConversationForm, session: Session, contact_id: int) -> Answer:
    """Note it, and show it with the offers she may have been told of."""
    contact = my_contact(session, contact_id, lock=True)
    noted = journal_rules.note(session, contact=contact, talk=form.talk(), by=current_actor(), now=utcnow())
    return _to(contact_id, noted.id, "noted")


@bp.get("/team/contacts/<id:contact_id>/talks/<id:conversation_id>")
@allow(Permission.OWN_CONTACTS)
def conversation(contact_id: int, conversation_id: int) -> Answer:
    """One conversation: what it was, the offers by theme, and whether she would like to talk about it."""
    return conversation_page(ToldOfferForm(formdata=None), contact_id, conversation_id)


def conversation_page(form: ToldOfferForm, contact_id: int, conversation_id: int) -> str:
    """The page of a conversation; ``form`` may hold what was wrong with an offer that was tapped."""
    contact = my_conversation(db.session(), contact_id, conversation_id).contact
    audit.record_reading("contacts.read", contact, by=current_actor())
    shown = my_conversation(db.session(), contact_id, conversation_id)
    told = {one.offer_id for one in shown.introductions}
    themes: dict[Theme, list[Offer]] = {}
    for offer in offers.published(db.session()):
        if offer.id not in told:
            themes.setdefault(offer.theme, []).append(offer)
    return render_template(
        "contacts/conversation.html",
        form=form,
        contact=shown.contact,
        talk=shown,
        themes=themes,
        wishes=journal_queries.my_wishes(db.session(), current_actor()),
        **in_words(),
    )


def in_words() -> dict[str, object]:
    """What a template needs to say a conversation: kinds of help, how long, until when words are kept."""
    return {
        "Help": Help,
        "TookPart": TookPart,
        "about": about,
        "until": lambda moment: to_local(moment + rules.WORDS_KEPT),
        "words_of": words_of,
    }


@bp.get("/team/contacts/<id:contact_id>/talks/<id:conversation_id>/edit")
@allow(Permission.OWN_CONTACTS)
def edit(contact_id: int, conversation_id: int) -> Answer:
    shown = my_conversation(db.session(), contact_id, conversation_id)
    form = ConversationForm(formdata=None, data=filled(shown), contact=shown.contact)
    return _edit_page(form, contact_id, conversation_id)


def _edit_form(contact_id: int, conversation_id: int) -> ConversationForm:
    return ConversationForm(contact=my_conversation(db.session(), contact_id, conversation_id).contact)


def _edit_page(form: ConversationForm, contact_id: int, conversation_id: int) -> str:
    return _form_page(form, contact_id, conversation_id)


@bp.post("/team/contacts/<id:contact_id>/talks/<id:conversation_id>/edit")
@allow(Permission.OWN_CONTACTS)
@submits(_edit_form, page=_edit_page)
def correct(form: ConversationForm, session: Session, contact_id: int, conversation_id: int) -> Answer:
    talk = my_conversation(session, contact_id, conversation_id, lock=True)
    journal_rules.correct(session, conversation=talk, talk=form.talk(), by=current_actor(), now=utcnow())
    return _to(contact_id, conversation_id, "saved")


@bp.get("/team/contacts/<id:contact_id>/talks/<id:conversation_id>/delete")
@allow(Permission.OWN_CONTACTS)
def ask_take_away(contact_id: int, conversation_id: int) -> Answer:
    shown = my_conversation(db.session(), contact_id, conversation_id)
    return render_template("contacts/take_away.html", contact=shown.contact, talk=shown, **in_words())


@bp.post("/team/contacts/<id:contact_id>/talks/<id:conversation_id>/delete")
@allow(Permission.OWN_CONTACTS)
def take_away(contact_id: int, conversation_id: int) -> Answer:
    with transaction() as session:
        gone: Conversation = my_conversation(session, contact_id, conversation_id, lock=True)
        journal_rules.take_away(session, conversation=gone, by=current_actor(), now=utcnow())
    return redirect(url_for("contacts.show", contact_id=contact_id, done="taken_away"), 303)


@bp.post("/team/contacts/<id:contact_id>/talks/<id:conversation_id>/keep")
@allow(Permission.OWN_CONTACTS)
def keep_words(contact_id: int, conversation_id: int) -> Answer:
    """Keep its words for 90 days more."""
    with transaction() as session:
        kept = my_conversation(session, contact_id, conversation_id, lock=True)
        journal_rules.keep_words(session, conversation=kept, by=current_actor(), now=utcnow())
    return _to(contact_id, conversation_id, "kept")


def _to(contact_id: int, conversation_id: int, done: str) -> Answer:
    here = url_for("journal.conversation", contact_id=contact_id, conversation_id=conversation_id, done=done)
    return redirect(here, 303)


def _form_page(form: ConversationForm, contact_id: int, conversation_id: int | None) -> str:
    contact = my_contact(db.session(), contact_id)
    return render_template(
        "contacts/talk.html", form=form, contact=contact, conversation_id=conversation_id, Help=Help
    )
