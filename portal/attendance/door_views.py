"""Tonight's list, and what a phone that keeps its taps asks and sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, render_template, request
from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.attendance import queries, rules, taps
from portal.attendance.forms import EstimateForm, new_op_id
from portal.attendance.pages import bp, event_here
from portal.attendance.tally import WALK_IN, Heads, Tally
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import current_language, to_local
from portal.core.text import ascii_digits, clean_line, fold
from portal.events import invitation
from portal.events.availability import AFTER, BEFORE, open_for_counting
from portal.events.models import Event
from portal.signups.models import HOLDS_SEATS, SignUp, State
from portal.signups.tickets import picture


@dataclass(frozen=True)
class DoorRow:
    """One party on the list; ``heads`` is None until it is here."""

    signup: SignUp
    number: int
    picture: tuple[str, LazyString]
    heads: Heads | None
    #: The number that it is part of now, where it was joined with another.
    joined: int | None


@bp.get("/team/events/<code:code>/door")
@allow(Permission.COUNT_IN)
def door(code: str) -> Response:
    return door_page(code, 200)


@bp.post("/team/events/<code:code>/door")
@allow(Permission.COUNT_IN)
def search(code: str) -> Response:
    """The list, narrowed by what was typed. A form, since a name in an address would stay in histories."""
    return door_page(code, 200, wanted=clean_line(request.form.get("q", ""))[:80])


@bp.get("/team/events/<code:code>/door/tally")
@allow(Permission.COUNT_IN, by_itself=True)
def tally_now(code: str) -> Response:
    """The numbers as they stand, for a phone that shows the list: no names."""
    return jsonify(numbers(event_here(code)))


@bp.post("/team/events/<code:code>/door/taps")
@allow(Permission.COUNT_IN)
def send_taps(code: str) -> tuple[Response, int]:
    """Take a piece of a phone's queue. Answers for each tap null, or the sentence why it was not counted."""
    event_id, by, now = event_here(code).id, current_actor(), utcnow()
    try:
        items = taps.read_all(_body())
    except RuleBroken as broken:
        return jsonify(error=str(broken.message)), 400
    with transaction() as session:
        results = [_take(session, item, event_id=event_id, by=by, now=now) for item in items]
    answer = jsonify(results=results, tally=numbers(event_here(code)))
    return answer, 422 if any(results) else 200


def door_page(
    code: str,
    status: int,
    *,
    wanted: str = "",
    refused: LazyString | None = None,
    estimate: EstimateForm | None = None,
) -> Response:
    """The list as a page: all of it while it is open, before and after only what is no person's secret."""
    now, event = utcnow(), event_here(code)
    is_open, actor = open_for_counting(event, now), current_actor()
    if is_open:
        record_reading("attendance.read", event, by=current_actor())
    counted = queries.tally_of(event)
    rows = _rows(event, counted) if is_open else []
    seated = [row for row in rows if row.signup.state is State.SEATED]
    awaited = {row.number: row.signup.adults + row.signup.children for row in seated}
    only_missing = not wanted and request.args.get("only") == "missing"
    html = render_template(
        "attendance/door.html",
        event=event,
        title=invitation.title(event, current_language().code),
        is_open=is_open,
        begun=now >= event.starts_at,
        opens=to_local(event.starts_at - BEFORE),
        closes=to_local(event.ends_at + AFTER),
        tally=counted,
        numbers=_numbers(counted, awaited),
        missing=sum(people for number, people in awaited.items() if number not in counted.parties),
        wanted=wanted,
        only_missing=only_missing,
        groups=_groups(
            [row for row in rows if row.number in awaited.keys() - counted.parties.keys()]
            if only_missing
            else _narrowed(rows, wanted)
        ),
        others=[e for e in queries.tonight(now) if e.id != event.id] if actor.member_id else [],
        mothers=queries.mothers_of(event) if actor.member_id and now >= event.starts_at - BEFORE else [],
        estimate=estimate or EstimateForm(formdata=None),
        refused=refused,
        new_op_id=new_op_id,
        event_title=invitation.title,
        WALK_IN=WALK_IN,
    )
    return Response(html, status)


def numbers(event: Event) -> dict[str, Any]:
    """What was counted at an event, for the phone's script: numbers and ids, never a name."""
    return _numbers(queries.tally_of(event), queries.awaited(event))


def _numbers(counted: Tally, awaited: Mapping[int, int]) -> dict[str, Any]:
    return {
        "awaited": {str(number): people for number, people in awaited.items()},
        "parties": {str(number): [heads.adults, heads.children] for number, heads in counted.parties.items()},
        "walkins": {walk_in.subject: [walk_in.adults, walk_in.children] for walk_in in counted.walk_ins},
        "new_in_denmark": counted.new_in_denmark,
        "first_time": counted.first_time,
        "estimate": counted.estimate,
        "expected": counted.expected,
        "seats": counted.seats,
    }


def _body() -> Any:
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:  # brackets within brackets within brackets
        return None


def _take(session: Session, item: Any, **about: Any) -> str | None:
    try:
        rules.record(session, tap=taps.read(item), **about)
    except RuleBroken as broken:
        return str(broken.message)
    return None


def _rows(event: Any, counted: Tally) -> list[DoorRow]:
    joined = queries.joined(event)
    return [
        DoorRow(signup, number, picture(number), counted.parties.get(number), joined.get(number))
        for signup in queries.parties(event)
        for number in (signup.ticket.number,)
    ]


def _groups(rows: list[DoorRow]) -> list[tuple[str, list[DoorRow]]]:
    """The list in three parts: who has a seat, who waits, who is off the list; the first has no heading."""
    return [
        ("", [row for row in rows if row.signup.state in HOLDS_SEATS]),
        (_("On the waiting list"), [row for row in rows if row.signup.state is State.WAITING]),
        (_("Not on the list any more"), [row for row in rows if row.signup.state is State.CANCELLED]),
    ]


def _narrowed(rows: list[DoorRow], wanted: str) -> list[DoorRow]:
    """The rows that are looked for, and those that such a row is part of now."""
    found = [row for row in rows if _matches(row, wanted)]
    numbers = {row.number for row in found} | {row.joined for row in found}
    return [row for row in rows if row.number in numbers]


def _matches(row: DoorRow, wanted: str) -> bool:
    """Whether a row is looked for: by its number, or by a piece of its name whatever the case and accents."""
    digits = ascii_digits(wanted)
    if digits.isascii() and digits.isdigit():
        return str(row.number) == digits.lstrip("0")
    return fold(wanted) in fold(row.signup.name or "")
