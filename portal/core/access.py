"""Who may do what: permissions in one table, and the marks that views carry.

Each view is marked ``@public`` or ``@allow(Permission.X)``; one without a mark is refused
(``portal/accounts/guard.py``, which checks every request).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final, TypeVar

from portal.core.actors import Actor, Role

View = TypeVar("View", bound=Callable[..., Any])


class Permission(Enum):
    """One thing that can be allowed."""

    #: Own pages: first page, own phones, language, profile, PIN, promise, sign out.
    OWN_PAGES = auto()
    #: Tonight's list: count in, walk-ins, estimate. The only thing a door pass may do, at its event.
    COUNT_IN = auto()
    #: Sign up a guest in two taps.
    INVITE_GUEST = auto()
    #: Give another phone a door pass.
    GIVE_DOOR_PASS = auto()
    #: Note and read her own contacts, and the times she helped them; hand one over.
    OWN_CONTACTS = auto()
    #: Say yes or no to an enquiry; language, area and theme are all that is told.
    ANSWER_ENQUIRIES = auto()
    #: How to reach the woman, after she has said yes.
    MEET_ENQUIRIES = auto()
    #: Network meetings: coming or not, agenda, minutes; notices.
    NETWORK = auto()
    #: Print a record of her own experience.
    OWN_RECORD = auto()
    #: Write and take back a line of her own for the report.
    OWN_LINE = auto()
    #: Say the words of a published event in a language she speaks. Nothing personal stands there.
    TRANSLATE = auto()
    #: Make, edit, publish, move, cancel events; posters.
    PLAN_EVENTS = auto()
    #: Write, confirm and close offers.
    KEEP_OFFERS = auto()
    #: Write notices and minutes, call network meetings.
    HOLD_NETWORK = auto()
    #: Switch parts of the portal on and off.
    SWITCH_FEATURES = auto()
    #: Read enquiries, call back, ask a mother, close.
    MATCH_ENQUIRIES = auto()
    #: The list of interest in the course, and who was there.
    RUN_COURSE = auto()
    #: Read the report, hand editions on, note stories and interviews, and money.
    REPORT = auto()
    #: See and change the people on a list, with their phone numbers; call list, outbox.
    SEE_PEOPLE = auto()
    #: Invite members, change and close their accounts.
    MANAGE_MEMBERS = auto()


@dataclass(frozen=True)
class Allowed:
    """Who a permission is given to; ``opened`` asks for the PIN besides."""

    roles: frozenset[Role]
    opened: bool = False
    door_pass: bool = False


_MOTHERS: Final = frozenset({Role.MOTHER})
_COORDINATORS: Final = frozenset({Role.COORDINATOR})
_BOTH: Final = _MOTHERS | _COORDINATORS

POLICY: Final[dict[Permission, Allowed]] = {
    Permission.OWN_PAGES: Allowed(_BOTH),
    Permission.COUNT_IN: Allowed(_BOTH, door_pass=True),
    Permission.INVITE_GUEST: Allowed(_BOTH),
    Permission.GIVE_DOOR_PASS: Allowed(_BOTH),
    Permission.OWN_CONTACTS: Allowed(_MOTHERS, opened=True),
    Permission.ANSWER_ENQUIRIES: Allowed(_MOTHERS),
    Permission.MEET_ENQUIRIES: Allowed(_MOTHERS, opened=True),
    Permission.NETWORK: Allowed(_BOTH),
    Permission.OWN_RECORD: Allowed(_MOTHERS, opened=True),
    Permission.OWN_LINE: Allowed(_MOTHERS),
    Permission.TRANSLATE: Allowed(_BOTH),
    Permission.PLAN_EVENTS: Allowed(_COORDINATORS),
    Permission.KEEP_OFFERS: Allowed(_COORDINATORS),
    Permission.HOLD_NETWORK: Allowed(_COORDINATORS),
    Permission.SWITCH_FEATURES: Allowed(_COORDINATORS),
    Permission.MATCH_ENQUIRIES: Allowed(_COORDINATORS, opened=True),
    Permission.RUN_COURSE: Allowed(_COORDINATORS, opened=True),
    Permission.REPORT: Allowed(_COORDINATORS, opened=True),
    Permission.SEE_PEOPLE: Allowed(_COORDINATORS, opened=True),
    Permission.MANAGE_MEMBERS: Allowed(_COORDINATORS, opened=True),
}


def public(view: View) -> View:
    """Mark a view as open to everyone."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def allow(
    permission: Permission, *, before_promise: bool = False, by_itself: bool = False
) -> Callable[[View], View]:
    """Mark a view with the permission it needs. ``before_promise``: also before she accepted the promise.

    ``by_itself``: an open page asks for it by itself now and then, which does not count as using the phone.
    """

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        view.before_promise = before_promise  # type: ignore[attr-defined]
        view.by_itself = by_itself  # type: ignore[attr-defined]
        return view

    return mark


def may(permission: Permission, actor: Actor) -> bool:
    """Whether the table gives an actor a permission, whatever the level of the phone."""
    allowed = POLICY[permission]
    return actor.role in allowed.roles or (actor.door_event_id is not None and allowed.door_pass)
