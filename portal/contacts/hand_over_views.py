"""Handing a contact to another mother: asking, taking back, and the other's yes or no."""

from flask import abort, redirect, render_template, url_for

from portal.accounts.guard import current_actor
from portal.accounts.queries import names_of
from portal.contacts import hand_over_rules, journal_queries
from portal.contacts.journal_forms import HandOverForm
from portal.contacts.journal_models import Along, HandOver
from portal.contacts.journal_pages import bp, my_contact
from portal.contacts.models import Contact
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.web import Answer


@bp.get("/team/contacts/<id:contact_id>/hand-over")
@allow(Permission.OWN_CONTACTS)
def choose_mother(contact_id: int) -> Answer:
    """Whom, and what goes along? Nothing is chosen beforehand."""
    contact = my_contact(db.session(), contact_id)
    return _form_page(_form(contact, formdata=None), contact, 200)


@bp.post("/team/contacts/<id:contact_id>/hand-over")
@allow(Permission.OWN_CONTACTS)
def hand_over(contact_id: int) -> Answer:
    """Ask her."""
    form = _form(my_contact(db.session(), contact_id))
    if form.validate():
        try:
            with transaction() as session:
                hand_over_rules.offer(
                    session,
                    contact=my_contact(session, contact_id, lock=True),
                    to_id=form.to.data or 0,
                    along=[Along(value) for value in form.along.data],
                    by=current_actor(),
                    now=utcnow(),
                )
            return redirect(url_for("contacts.show", contact_id=contact_id), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _form_page(form, my_contact(db.session(), contact_id), 422)


@bp.post("/team/contacts/<id:contact_id>/hand-overs/<id:hand_over_id>/back")
@allow(Permission.OWN_CONTACTS)
def take_back(contact_id: int, hand_over_id: int) -> Answer:
    """She keeps her after all. Where the other was quicker, the list says so."""
    contact = my_contact(db.session(), contact_id)
    if journal_queries.my_offer(db.session(), contact, hand_over_id) is None:
        abort(404)
    try:
        with transaction() as session:
            hand_over_rules.take_back(session, hand_over_id=hand_over_id, by=current_actor(), now=utcnow())
    except RuleBroken:
        return redirect(url_for("contacts.mine"), 303)
    return redirect(url_for("contacts.show", contact_id=contact_id, done="kept_her"), 303)


@bp.get("/team/contacts/asked/<id:hand_over_id>")
@allow(Permission.OWN_CONTACTS)
def asked(hand_over_id: int) -> Answer:
    """From whom, her languages and her area: no more, before she has said yes."""
    return _asked_page(_asked(hand_over_id), None, 200)


@bp.post("/team/contacts/asked/<id:hand_over_id>/yes")
@allow(Permission.OWN_CONTACTS)
def accept(hand_over_id: int) -> Answer:
    """Yes: she has a contact more."""
    _asked(hand_over_id)
    try:
        with transaction() as session:
            new = hand_over_rules.accept(session, hand_over_id=hand_over_id, by=current_actor(), now=utcnow())
            contact_id = new.id
        return redirect(url_for("contacts.show", contact_id=contact_id, done="taken_over"), 303)
    except RuleBroken as broken:
        return _asked_page(_asked(hand_over_id), broken, 422)


@bp.post("/team/contacts/asked/<id:hand_over_id>/no")
@allow(Permission.OWN_CONTACTS)
def decline(hand_over_id: int) -> Answer:
    """No: the contact stays with the other mother."""
    _asked(hand_over_id)
    try:
        with transaction() as session:
            hand_over_rules.decline(session, hand_over_id=hand_over_id, by=current_actor(), now=utcnow())
        return redirect(url_for("contacts.mine", done="declined"), 303)
    except RuleBroken as broken:
        return _asked_page(_asked(hand_over_id), broken, 422)


def _asked(hand_over_id: int) -> HandOver:
    handed = journal_queries.my_hand_over(db.session(), current_actor(), hand_over_id)
    if handed is None:
        abort(404)
    return handed


def _asked_page(handed: HandOver, broken: RuleBroken | None, status: int) -> Answer:
    contact: Contact | None = handed.contact if handed.state == "offered" else None
    page = render_template(
        "contacts/asked.html",
        hand_over=handed,
        contact=contact,
        name=names_of({handed.from_id})[handed.from_id],
        broken=broken,
    )
    return page, status


def _form(contact: Contact, **more: None) -> HandOverForm:
    mothers = journal_queries.may_be_asked(db.session(), contact, utcnow())
    return HandOverForm(mothers=mothers, things=hand_over_rules.can_go_along(contact), **more)


def _form_page(form: HandOverForm, contact: Contact, status: int) -> Answer:
    mothers = journal_queries.may_be_asked(db.session(), contact, utcnow())
    return render_template("contacts/hand_over.html", form=form, contact=contact, mothers=mothers), status
