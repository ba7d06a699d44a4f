"""My contacts: a mother's own, behind her PIN."""

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.accounts.queries import names_of
from portal.contacts import journal_queries, queries, rules
from portal.contacts.conversation_views import in_words
from portal.contacts.forms import ContactForm, SearchForm, filled
from portal.contacts.journal_pages import my_contact
from portal.contacts.models import Contact, Met
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer

bp = Blueprint("contacts", __name__)

#: So many contacts need no search above them.
_SEEN_AT_A_GLANCE = 7


@bp.get("/team/contacts")
@allow(Permission.OWN_CONTACTS)
def mine() -> Answer:
    return _list(SearchForm(formdata=None), 200)


@bp.post("/team/contacts")
@allow(Permission.OWN_CONTACTS)
def search() -> Answer:
    """Those in which the words stand. A form and no address, so that nobody's name is left in a history."""
    form = SearchForm()
    return _list(form, 200 if form.validate() else 422)


@bp.get("/team/contacts/new")
@allow(Permission.OWN_CONTACTS)
def new() -> Answer:
    """An empty form. ``?met=at_event`` has that chosen already, for the link beside tonight's list."""
    met = request.args.get("met", "")
    start = {"since": to_local(utcnow()).date(), "met": met if met in list(Met) else Met.ELSEWHERE}
    return _new_page(ContactForm(formdata=None, data=start, member=current_member()))


def _new_page(form: ContactForm) -> str:
    return _form_page(form, None)


def _new_form() -> ContactForm:
    return ContactForm(member=current_member())


@bp.post("/team/contacts/new")
@allow(Permission.OWN_CONTACTS)
@submits(_new_form, page=_new_page)
def create(form: ContactForm, session: Session) -> Answer:
    rules.note_down(session, notes=form.notes(), by=current_actor(), now=utcnow())
    return redirect(url_for(".mine", done="saved"), 303)


@bp.get("/team/contacts/<id:contact_id>")
@allow(Permission.OWN_CONTACTS)
def show(contact_id: int) -> Answer:
    """One contact; that it was read is kept in the audit log."""
    contact = _read(contact_id)
    until = to_local(contact.words_at + rules.WORDS_KEPT) if contact.words_at else None
    handed = journal_queries.latest_hand_over(db.session(), contact, utcnow())
    return render_template(
        "contacts/show.html",
        contact=contact,
        words_until=until,
        talks=journal_queries.conversations(db.session(), contact),
        last=journal_queries.last_days(db.session(), current_actor()).get(contact.id),
        hand_over=handed,
        asked=names_of({handed.to_id})[handed.to_id] if handed else None,
        **in_words(),
    )


@bp.get("/team/contacts/<id:contact_id>/edit")
@allow(Permission.OWN_CONTACTS)
def edit(contact_id: int) -> Answer:
    contact = _read(contact_id)
    form = ContactForm(formdata=None, data=filled(contact), member=current_member(), spoken=contact.languages)
    return _edit_page(form, contact_id)


def _sent(contact_id: int) -> ContactForm:
    return ContactForm(member=current_member(), spoken=my_contact(db.session(), contact_id).languages)


def _edit_page(form: ContactForm, contact_id: int) -> str:
    return _form_page(form, contact_id)


def _form_page(form: ContactForm, contact_id: int | None) -> str:
    agreed_part = (form.agreed, form.real_name, form.phone, form.reach, form.reach_when, form.words)
    opened = form.agreed.data or any(field.errors for field in agreed_part)
    return render_template("contacts/edit.html", form=form, contact_id=contact_id, opened=opened)


@bp.post("/team/contacts/<id:contact_id>/edit")
@allow(Permission.OWN_CONTACTS)
@submits(_sent, page=_edit_page)
def change(form: ContactForm, session: Session, contact_id: int) -> Answer:
    contact, by = my_contact(session, contact_id, lock=True), current_actor()
    rules.change(session, contact=contact, notes=form.notes(), forget=form.sure, by=by, now=utcnow())
    return redirect(url_for(".show", contact_id=contact_id, done="saved"), 303)


@bp.get("/team/contacts/<id:contact_id>/delete")
@allow(Permission.OWN_CONTACTS)
def ask_delete(contact_id: int) -> Answer:
    return render_template("contacts/delete.html", contact=my_contact(db.session(), contact_id))


@bp.post("/team/contacts/<id:contact_id>/delete")
@allow(Permission.OWN_CONTACTS)
def delete(contact_id: int) -> Answer:
    """Delete her: blanked for good, and counted as before."""
    with transaction() as session:
        contact = my_contact(session, contact_id, lock=True)
        rules.delete(session, contact=contact, by=current_actor(), now=utcnow())
    return redirect(url_for(".mine", done="deleted"), 303)


@bp.post("/team/contacts/<id:contact_id>/keep")
@allow(Permission.OWN_CONTACTS)
def keep_words(contact_id: int) -> Answer:
    """Keep the words about her for 90 days more."""
    with transaction() as session:
        contact = my_contact(session, contact_id, lock=True)
        rules.keep_words(session, contact=contact, by=current_actor(), now=utcnow())
    return redirect(url_for(".show", contact_id=contact_id, done="kept"), 303)


@bp.post("/team/contacts/<id:contact_id>/in-touch")
@allow(Permission.OWN_CONTACTS)
def in_touch(contact_id: int) -> Answer:
    with transaction() as session:
        contact = my_contact(session, contact_id, lock=True)
        rules.still_in_touch(session, contact=contact, by=current_actor(), now=utcnow())
    return redirect(url_for(".mine", done="in_touch"), 303)


def _read(contact_id: int) -> Contact:
    audit.record_reading("contacts.read", my_contact(db.session(), contact_id), by=current_actor())
    return my_contact(db.session(), contact_id)


def _list(form: SearchForm, status: int) -> Answer:
    session, actor, now = db.session(), current_actor(), utcnow()
    contacts = queries.mine(session, actor)
    wanted = "" if form.errors else form.q.data or ""
    asked = journal_queries.asked_of(session, actor)
    taken = journal_queries.taken_over_lately(session, actor, now)
    page = render_template(
        "contacts/mine.html",
        form=form,
        contacts=queries.matching(contacts, wanted) if wanted else contacts,
        wanted=wanted,
        has_any=bool(contacts),
        many=len(contacts) > _SEEN_AT_A_GLANCE,
        last=journal_queries.last_days(session, actor),
        quiet=journal_queries.quiet(session, actor, now),
        asked=asked,
        taken=taken,
        names=names_of({*(one.from_id for one in asked), *(one.to_id for one in taken)}),
        wishes=journal_queries.my_wishes(session, actor),
    )
    return page, status
