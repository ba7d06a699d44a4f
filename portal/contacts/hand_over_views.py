"""Handing a contact to another mother: asking, taking back, and the other's yes or no."""

from typing import NoReturn

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.accounts.queries import names_of
from portal.contacts import hand_over_rules, journal_queries
from portal.contacts.journal_forms import HandOverForm
from portal.contacts.journal_models import Along, HandOver
from portal.contacts.journal_pages import bp, my_contact
from portal.contacts.models import Contact
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.forms import ButtonForm
from portal.core.submit import submits
from portal.core.web import Answer


@bp.get("/team/contacts/<id:contact_id>/hand-over")
@allow(Permission.OWN_CONTACTS)
def choose_mother(contact_id: int) -> Answer:
    """Whom, and what goes along? Nothing is chosen beforehand."""
    return _page(_form(contact_id, formdata=None), contact_id)


def _form(contact_id: int, **more: None) -> HandOverForm:
    contact = my_contact(db.session(), contact_id)
    mothers = journal_queries.may_be_asked(db.session(), contact, utcnow())
    return HandOverForm(mothers=mothers, things=hand_over_rules.can_go_along(contact), **more)


def _sent(contact_id: int) -> HandOverForm:
    return _form(contact_id)


def _page(form: HandOverForm, contact_id: int) -> str:
    contact = my_contact(db.session(), contact_id)
    mothers = journal_queries.may_be_asked(db.session(), contact, utcnow())
    return render_template("contacts/hand_over.html", form=form, contact=contact, mothers=mothers)


@bp.post("/team/contacts/<id:contact_id>/hand-over")
@allow(Permission.OWN_CONTACTS)
@submits(_sent, page=_page)
def hand_over(form: HandOverForm, session: Session, contact_id: int) -> Answer:
    hand_over_rules.offer(
        session,
        contact=my_contact(session, contact_id, lock=True),
        to_id=form.to.data or 0,
        along=[Along(value) for value in form.along.data],
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for("contacts.show", contact_id=contact_id), 303)


def _my_offer(contact_id: int, hand_over_id: int) -> None:
    if journal_queries.my_offer(db.session(), my_contact(db.session(), contact_id), hand_over_id) is None:
        abort(404)


def _too_late(form: ButtonForm, contact_id: int, hand_over_id: int) -> NoReturn:
    """The other mother was quicker, as the list says."""
    abort(redirect(url_for("contacts.mine"), 303))


@bp.post("/team/contacts/<id:contact_id>/hand-overs/<id:hand_over_id>/back")
@allow(Permission.OWN_CONTACTS)
@submits(ButtonForm, page=_too_late, check=_my_offer)
def take_back(form: ButtonForm, session: Session, contact_id: int, hand_over_id: int) -> Answer:
    """She keeps her after all; where the other was quicker, the list says so."""
    hand_over_rules.take_back(session, hand_over_id=hand_over_id, by=current_actor(), now=utcnow())
    return redirect(url_for("contacts.show", contact_id=contact_id, done="kept_her"), 303)


@bp.get("/team/contacts/asked/<id:hand_over_id>")
@allow(Permission.OWN_CONTACTS)
def asked(hand_over_id: int) -> Answer:
    """From whom, her languages and her area: no more, before she has said yes."""
    return _asked_page(ButtonForm(formdata=None), hand_over_id)


def _asked(hand_over_id: int) -> HandOver:
    handed = journal_queries.my_hand_over(db.session(), current_actor(), hand_over_id)
    if handed is None:
        abort(404)
    return handed


def _asked_page(form: ButtonForm, hand_over_id: int) -> str:
    handed = _asked(hand_over_id)
    contact: Contact | None = handed.contact if handed.state == "offered" else None
    return render_template(
        "contacts/asked.html",
        hand_over=handed,
        contact=contact,
        name=names_of({handed.from_id})[handed.from_id],
        refusal=form.form_errors[0] if form.form_errors else None,
    )


@bp.post("/team/contacts/asked/<id:hand_over_id>/yes")
@allow(Permission.OWN_CONTACTS)
@submits(ButtonForm, page=_asked_page, check=_asked)
def accept(form: ButtonForm, session: Session, hand_over_id: int) -> Answer:
    """Yes: she has a contact more."""
    new = hand_over_rules.accept(session, hand_over_id=hand_over_id, by=current_actor(), now=utcnow())
    return redirect(url_for("contacts.show", contact_id=new.id, done="taken_over"), 303)


@bp.post("/team/contacts/asked/<id:hand_over_id>/no")
@allow(Permission.OWN_CONTACTS)
@submits(ButtonForm, page=_asked_page, check=_asked)
def decline(form: ButtonForm, session: Session, hand_over_id: int) -> Answer:
    """No: the contact stays with the other mother."""
    hand_over_rules.decline(session, hand_over_id=hand_over_id, by=current_actor(), now=utcnow())
    return redirect(url_for("contacts.mine", done="declined"), 303)
