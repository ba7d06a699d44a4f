"""Being asked again: a resident's own yes, her link to take it back, and the coordinator's list."""

from flask import Response, abort, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow, public
from portal.core.actors import GUEST
from portal.core.audit import record_reading
from portal.core.db import db, transaction, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import LANGUAGES, to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.helping import helpers, queries
from portal.helping.forms import HelperButton, HelperForm
from portal.helping.models import Helper, TaskKind
from portal.helping.pages import bp
from portal.signups.flood import refuse_a_flood


def _form(form: HelperForm, lang: str) -> BaseResponse:
    html = render_template("helping/ask_me.html", form=form)
    return Response(html, headers={"Cache-Control": "private, no-store"})


def _helper(helper_token: str) -> Helper:
    """Whose link it is, in the language she asks for or said yes in; 404 for no link of ours."""
    helper = helpers.helper_of_token(db.session(), helper_token)
    if helper is None:
        abort(404)
    wanted = request.args.get("lang")
    g.lang = wanted if wanted in LANGUAGES else helper.lang
    return helper


def _mine(form: HelperButton, helper_token: str) -> str:
    helper = _helper(helper_token)
    kinds = [kind for kind in TaskKind if kind in helper.kinds]
    return render_template("helping/my_yes.html", helper=helper, form=form, kinds=kinds, token=helper_token)


def _list(form: ButtonForm) -> str:
    record_reading("helping.read_helpers", "helpers", by=current_actor())
    rows = queries.helpers(db.session())
    return render_template(
        "helping/helpers.html",
        helpers=rows,
        kinds={one.id: [kind for kind in TaskKind if kind in one.kinds] for one in rows},
        form=form,
        today=to_local(utcnow()).date(),
        done=request.args.get("done"),
    )


def _asked_page(form: ButtonForm, helper_id: int) -> str:
    return _list(form)


@bp.get("/<lang:lang>/help/ask-me")
@public
def ask_me(lang: str) -> BaseResponse:
    """The small form of a yes of its own."""
    return _form(HelperForm(formdata=None), lang)


@bp.post("/<lang:lang>/help/ask-me")
@public
@submits(HelperForm, page=_form)
def say_yes(form: HelperForm, session: Session, lang: str) -> Answer:
    """Keep her yes, and show her own link."""
    now = utcnow()
    refuse_a_flood(session, who=request.remote_addr, now=now, action="helper")
    helper = helpers.say_yes(session, yes=form.yes(), lang=lang, form_token=form.token.data, now=now)
    return redirect(url_for(".my_yes", helper_token=helpers.token_of(helper), lang=lang), 303)


@bp.get("/h/<helper_token>")
@public
def my_yes(helper_token: str) -> str:
    """What she has told us, and the button that deletes it."""
    return _mine(HelperButton(formdata=None), helper_token)


@bp.post("/h/<helper_token>")
@public
@submits(HelperButton, page=_mine, check=_helper)
def take_back(_form: HelperButton, session: Session, helper_token: str) -> Answer:
    helper = _helper(helper_token)
    helpers.take_back(session, helper_id=helper.id, by=GUEST, now=utcnow())
    return redirect(url_for(".events", lang=g.lang, done="gone"), 303)


@bp.get("/team/helpers")
@allow(Permission.SEE_PEOPLE)
def everyone() -> str:
    """Who may be asked again, with what she likes to do."""
    return _list(ButtonForm(formdata=None))


@bp.post("/team/helpers/<id:helper_id>/asked")
@allow(Permission.SEE_PEOPLE)
@submits(ButtonForm, page=_asked_page)
def asked(_form: ButtonForm, session: Session, helper_id: int) -> Answer:
    """Tick that she was asked today, or take the tick back."""
    ticked = request.form.get("asked") == "y"
    helpers.note_asked(session, helper_id=helper_id, asked=ticked, by=current_actor(), now=utcnow())
    return redirect(url_for(".everyone", _anchor=f"helper-{helper_id}"), 303)


@bp.post("/team/helpers/<id:helper_id>/delete")
@allow(Permission.SEE_PEOPLE)
def delete(helper_id: int) -> Answer:
    """She has called: take her off the list, with everything she told."""
    with transaction() as session:
        helpers.take_back(session, helper_id=helper_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".everyone", done="gone"), 303)
