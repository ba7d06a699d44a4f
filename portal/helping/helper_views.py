"""Being asked again: a resident's own yes, her link to take it back, and the coordinator's list."""

from flask import Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow, public
from portal.core.actors import GUEST
from portal.core.audit import record_reading
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES, to_local
from portal.helping import helpers, queries
from portal.helping.forms import AskedForm, HelperButton, HelperForm
from portal.helping.models import Helper, TaskKind
from portal.helping.pages import Answer, bp
from portal.signups.flood import refuse_a_flood


@bp.get("/<lang:lang>/help/ask-me")
@public
def ask_me(lang: str) -> BaseResponse:
    """The small form of a yes of its own."""
    return _form(HelperForm(formdata=None), 200)


@bp.post("/<lang:lang>/help/ask-me")
@public
def say_yes(lang: str) -> BaseResponse:
    """Keep her yes: to her own link by 303, or back to the form."""
    form, now = HelperForm(), utcnow()
    if form.validate():
        yes, token = form.yes(), form.token.data
        try:
            with transaction() as session:
                refuse_a_flood(session, who=request.remote_addr, now=now, action="helper")
                helper = helpers.say_yes(session, yes=yes, lang=lang, form_token=token, now=now)
                mine = helpers.token_of(helper)
            return redirect(url_for(".my_yes", helper_token=mine, lang=lang), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _form(form, 422)


@bp.get("/h/<helper_token>")
@public
def my_yes(helper_token: str) -> BaseResponse:
    """What she has told us, and the button that deletes it."""
    return _mine(helper_token, HelperButton(formdata=None), 200)


@bp.post("/h/<helper_token>")
@public
def take_back(helper_token: str) -> BaseResponse:
    helper, form = _helper(helper_token), HelperButton()
    if not form.validate():
        return _mine(helper_token, form, 422)
    helper_id, lang = helper.id, g.lang
    with transaction() as session:
        helpers.take_back(session, helper_id=helper_id, by=GUEST, now=utcnow())
    return redirect(url_for(".events", lang=lang, done="gone"), 303)


@bp.get("/team/helpers")
@allow(Permission.SEE_PEOPLE)
def everyone() -> str:
    """Who may be asked again, with what she likes to do."""
    return _list(AskedForm(formdata=None))


@bp.post("/team/helpers/<id:helper_id>/asked")
@allow(Permission.SEE_PEOPLE)
def asked(helper_id: int) -> Answer:
    """Tick that she was asked today, or take the tick back."""
    ticked = request.form.get("asked") == "y"
    try:
        with transaction() as session:
            by = current_actor()
            helpers.note_asked(session, helper_id=helper_id, asked=ticked, by=by, now=utcnow())
        return redirect(url_for(".everyone", _anchor=f"helper-{helper_id}"), 303)
    except RuleBroken as broken:
        form = AskedForm(formdata=None)
        form.refuse(broken.message, None)
        return _list(form), 422


@bp.post("/team/helpers/<id:helper_id>/delete")
@allow(Permission.SEE_PEOPLE)
def delete(helper_id: int) -> Answer:
    """She has called: take her off the list, with everything she told."""
    with transaction() as session:
        helpers.take_back(session, helper_id=helper_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".everyone", done="gone"), 303)


def _form(form: HelperForm, status: int) -> BaseResponse:
    html = render_template("helping/ask_me.html", form=form)
    return Response(html, status, {"Cache-Control": "private, no-store"})


def _helper(token: str) -> Helper:
    helper = helpers.helper_of_token(db.session(), token)
    if helper is None:
        abort(404)
    wanted = request.args.get("lang")
    g.lang = wanted if wanted in LANGUAGES else helper.lang
    return helper


def _mine(token: str, form: HelperButton, status: int) -> BaseResponse:
    helper = _helper(token)
    kinds = [kind for kind in TaskKind if kind in helper.kinds]
    return Response(
        render_template("helping/my_yes.html", helper=helper, form=form, kinds=kinds, token=token), status
    )


def _list(form: AskedForm) -> str:
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
