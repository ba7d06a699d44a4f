"""Offers a contact was told of, in two taps from the conversation; later: did she take part?"""

from flask import abort, redirect, url_for

from portal.accounts.guard import current_actor
from portal.contacts import journal_queries, journal_rules
from portal.contacts.conversation_views import conversation_page
from portal.contacts.journal_forms import IntroductionResultForm, ToldOfferForm
from portal.contacts.journal_pages import bp, my_contact, my_conversation
from portal.core import features
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.features import Feature
from portal.core.web import Answer
from portal.offers.models import Offer


@bp.post("/team/contacts/<id:contact_id>/talks/<id:conversation_id>/offers")
@allow(Permission.OWN_CONTACTS)
def introduce(contact_id: int, conversation_id: int) -> Answer:
    """She was told of this offer."""
    if not features.is_on(Feature.OFFERS):
        abort(404)
    my_conversation(db.session(), contact_id, conversation_id)
    form = ToldOfferForm()
    chosen = form.offer.data
    try:
        with transaction() as session:
            talk = my_conversation(session, contact_id, conversation_id, lock=True)
            offer = session.get(Offer, chosen) if chosen else None
            if offer is None:
                abort(404)
            journal_rules.introduce(session, conversation=talk, offer=offer, by=current_actor(), now=utcnow())
        return _to(contact_id, conversation_id, "told")
    except RuleBroken as broken:
        form.refuse(broken.message, None)
    return conversation_page(form, contact_id, conversation_id), 422


@bp.post("/team/contacts/<id:contact_id>/introductions/<id:introduction_id>")
@allow(Permission.OWN_CONTACTS)
def took_part(contact_id: int, introduction_id: int) -> Answer:
    """Did she take part in it?"""
    my_contact(db.session(), contact_id)
    form = IntroductionResultForm()
    if not form.validate():
        abort(400)
    with transaction() as session:
        contact = my_contact(session, contact_id, lock=True)
        told = journal_queries.my_introduction(session, contact, introduction_id)
        if told is None:
            abort(404)
        journal_rules.answer(
            session, introduction=told, took_part=form.took_part.data, by=current_actor(), now=utcnow()
        )
    return redirect(url_for("contacts.show", contact_id=contact_id, done="saved"), 303)


@bp.post("/team/contacts/<id:contact_id>/introductions/<id:introduction_id>/remove")
@allow(Permission.OWN_CONTACTS)
def untell(contact_id: int, introduction_id: int) -> Answer:
    with transaction() as session:
        contact = my_contact(session, contact_id, lock=True)
        told = journal_queries.my_introduction(session, contact, introduction_id)
        if told is None:
            abort(404)
        conversation_id = told.conversation_id
        journal_rules.untell(session, introduction=told, by=current_actor(), now=utcnow())
    return _to(contact_id, conversation_id, "untold")


def _to(contact_id: int, conversation_id: int, done: str) -> Answer:
    here = url_for("journal.conversation", contact_id=contact_id, conversation_id=conversation_id, done=done)
    return redirect(here, 303)
