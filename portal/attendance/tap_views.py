"""The same taps as plain forms, for a phone whose scripts do not run, and the pages of the second step."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.attendance import queries, rules
from portal.attendance.door_views import door_page
from portal.attendance.forms import EstimateForm, HeadsForm, TapForm, TookPartForm, WalkInForm
from portal.attendance.models import OpKind
from portal.attendance.pages import bp, event_here
from portal.attendance.rules import Tap
from portal.attendance.tally import ESTIMATE, PARTY, WALK_IN, WalkIn
from portal.attendance.taps import SUBJECT
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import current_language
from portal.events import invitation
from portal.events.availability import open_for_counting
from portal.events.models import Event
from portal.signups.models import SignUp
from portal.signups.tickets import picture

_COUNTS = {"new": OpKind.NEW_IN_DENMARK, "first": OpKind.FIRST_TIME}
_SIGNS = {"more": 1, "fewer": -1}
_WHO = {"adult": (1, 0), "child": (0, 1)}


@bp.post("/team/events/<code:code>/door/parties/<id:number>/here")
@allow(Permission.COUNT_IN)
def here(code: str, number: int) -> BaseResponse:
    """One tap: the party is here with its full size."""
    _event, signup = _party(code, number)
    number = signup.ticket.number
    adults, children = signup.adults, signup.children
    return _press(code, f"party-{number}", OpKind.HERE, f"{PARTY}{number}", adults=adults, children=children)


@bp.post("/team/events/<code:code>/door/parties/<id:number>/undo")
@allow(Permission.COUNT_IN)
def undo(code: str, number: int) -> BaseResponse:
    """One more tap: it is not here after all."""
    number = _party(code, number)[1].ticket.number
    return _press(code, f"party-{number}", OpKind.UNDO, f"{PARTY}{number}")


@bp.route("/team/events/<code:code>/door/parties/<id:number>", methods=["GET", "POST"])
@allow(Permission.COUNT_IN)
def party(code: str, number: int) -> Response | BaseResponse:
    """The second step: fewer or more of a party came."""
    event, signup = _party(code, number)
    if not open_for_counting(event, utcnow()):
        return door_page(code, 200)
    if signup.ticket.number != number:
        return redirect(url_for(".party", code=code, number=signup.ticket.number), 303)
    counted = queries.tally_of(event).parties.get(number)
    adults, children = (counted.adults, counted.children) if counted else (signup.adults, signup.children)
    form = HeadsForm(data={"adults": adults, "children": children})

    def tap() -> Tap:
        return Tap(form.words, OpKind.HERE, f"{PARTY}{number}", form.adults.data, form.children.data)

    if done := _send(code, form, tap, f"party-{number}"):
        return done
    event, signup = _party(code, number)
    record_reading("attendance.read", event, by=current_actor())
    return _page("party", event, form, signup=signup, here=counted, number=number, picture=picture(number))


@bp.post("/team/events/<code:code>/door/guest/<any(adult, child):who>")
@allow(Permission.COUNT_IN)
def one_guest(code: str, who: str) -> BaseResponse:
    """One guest without a sign-up, at once."""
    adults, children = _WHO[who]
    return _press(code, "guests", OpKind.WALK_IN, None, adults=adults, children=children)


@bp.route("/team/events/<code:code>/door/guest", methods=["GET", "POST"])
@allow(Permission.COUNT_IN)
def guests(code: str) -> Response | BaseResponse:
    """Guests without a sign-up, several or with a name and a language."""
    event_here(code)
    form = WalkInForm()

    def tap() -> Tap:
        return _walk_in(form, f"{WALK_IN}{form.words}")

    return _send(code, form, tap, "guests") or _page("guest", event_here(code), form, walk_in=None)


@bp.route("/team/events/<code:code>/door/guests/<uuid>", methods=["GET", "POST"])
@allow(Permission.COUNT_IN)
def walk_in(code: str, uuid: str) -> Response | BaseResponse:
    """The second step for guests without a sign-up: other numbers, a name, a language."""
    event = event_here(code)
    if not open_for_counting(event, utcnow()):
        return door_page(code, 200)
    found = _find_walk_in(event, uuid)
    form = WalkInForm(
        data={"adults": found.adults, "children": found.children, "name": found.name, "lang": found.lang or ""}
    )

    def tap() -> Tap:
        return _walk_in(form, found.subject)

    done = _send(code, form, tap, "guests")
    return done or _page("guest", event_here(code), form, walk_in=found, uuid=uuid)


@bp.post("/team/events/<code:code>/door/guests/<uuid>/undo")
@allow(Permission.COUNT_IN)
def undo_walk_in(code: str, uuid: str) -> BaseResponse:
    """Take a guest without a sign-up back."""
    subject = f"{WALK_IN}{uuid}"
    if not SUBJECT.fullmatch(subject):
        abort(404)
    return _press(code, "guests", OpKind.UNDO, subject)


@bp.post("/team/events/<code:code>/door/counts/<any(new, first):what>/<any(more, fewer):sign>")
@allow(Permission.COUNT_IN)
def count(code: str, what: str, sign: str) -> BaseResponse:
    """One more, or one fewer, who is new in Denmark or here for the first time."""
    return _press(code, "counts", _COUNTS[what], "", amount=_SIGNS[sign])


@bp.post("/team/events/<code:code>/door/estimate")
@allow(Permission.COUNT_IN)
def estimate(code: str) -> Response | BaseResponse:
    form = EstimateForm()

    def tap() -> Tap:
        return Tap(form.words, OpKind.ESTIMATE, ESTIMATE, amount=form.amount.data)

    event_here(code)
    return _send(code, form, tap, "estimate") or door_page(code, 422, estimate=form)


@bp.post("/team/events/<code:code>/door/estimate/undo")
@allow(Permission.COUNT_IN)
def undo_estimate(code: str) -> BaseResponse:
    return _press(code, "estimate", OpKind.UNDO, ESTIMATE)


@bp.post("/team/events/<code:code>/door/took-part")
@allow(Permission.COUNT_IN)
def took_part(code: str) -> BaseResponse:
    """Note who of us took part. Not for a door pass: it does not know us."""
    event, by = event_here(code), current_actor()
    if by.member_id is None:
        abort(404)
    form = TookPartForm().of(member.id for member, _came in queries.mothers_of(event))
    event_id = event.id
    if not form.validate():
        return door_page(code, 422, refused=next(iter(form.errors.values()))[0])
    came, stayed = form.changes
    try:
        with transaction() as session:
            rules.took_part(session, event_id=event_id, came=came, stayed=stayed, by=by, now=utcnow())
    except RuleBroken as broken:
        return door_page(code, 422, refused=broken.message)
    return redirect(url_for(".door", code=code, _anchor="took-part"), 303)


def _press(
    code: str,
    anchor: str,
    kind: OpKind,
    subject: str | None,
    *,
    adults: int = 0,
    children: int = 0,
    amount: int = 0,
) -> BaseResponse:
    """A button: back to the list, or the list with the sentence why not. No ``subject``: a new guest."""
    event_here(code)
    form = TapForm()

    def tap() -> Tap:
        op_id = form.op_id.data
        about = f"{WALK_IN}{op_id}" if subject is None else subject
        return Tap(op_id, kind, about, adults, children, amount)

    return _send(code, form, tap, anchor) or door_page(code, 422, refused=next(iter(form.errors.values()))[0])


def _send(code: str, form: Any, tap: Callable[[], Tap], anchor: str) -> BaseResponse | None:
    """Take the tap of a form that was sent and is good, and go back to the list; else None."""
    if not form.is_submitted() or not form.validate():
        return None
    event_id = event_here(code).id
    try:
        with transaction() as session:
            rules.record(session, event_id=event_id, tap=tap(), by=current_actor(), now=utcnow())
    except RuleBroken as broken:
        form.refuse(broken.message, broken.field)
        return None
    return redirect(url_for(".door", code=code, only=request.args.get("only"), _anchor=anchor), 303)


def _page(name: str, event: Event, form: Any, **more: Any) -> Response:
    title = invitation.title(event, current_language().code)
    html = render_template(f"attendance/{name}.html", event=event, title=title, form=form, **more)
    return Response(html, 422 if form.errors else 200)


def _party(code: str, number: int) -> tuple[Event, SignUp]:
    """The party with a number; where it became part of another on this list, that other one."""
    event = event_here(code)
    signup = queries.party(event, queries.joined(event).get(number, number))
    if signup is None:
        abort(404)
    return event, signup


def _walk_in(form: WalkInForm, subject: str) -> Tap:
    return Tap(
        form.words,
        OpKind.WALK_IN,
        subject,
        form.adults.data,
        form.children.data,
        name=form.name.data or None,
        lang=form.lang.data or None,
    )


def _find_walk_in(event: Event, uuid: str) -> WalkIn:
    subject = f"{WALK_IN}{uuid}"
    found = next((one for one in queries.tally_of(event).walk_ins if one.subject == subject), None)
    if found is None:
        abort(404)
    return found
