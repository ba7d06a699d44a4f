"""The rules of offers: what one must say, when residents see it, and that somebody looks at it twice a year.

Every function takes the open write transaction's session, the actor and ``now``, and commits nothing. A draft is
published; what is published is confirmed now and then, or closed; what is closed can be published once more.
"""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, to_local
from portal.events import texts
from portal.events.codes import new_code
from portal.events.fact_columns import facts_of
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Status
from portal.events.rules import partner_named, write_changed
from portal.events.texts import Wording
from portal.offers.models import Offer, OfferText, Theme
from portal.wording.rules import check_tongue, what_she_says

WEEK: Final = range(7)


@dataclass(frozen=True)
class OfferPlan:
    """An offer as the coordinator's form gives it, after parsing and before any rule has decided.

    It has a field for each fact that ``Offer`` declares, under the same name.
    """

    theme: Theme
    organiser_id: int | None = None
    #: The name of a partner we have not met before; it wins over ``organiser_id``.
    new_partner: str = ""
    audience: Audience = Audience.EVERYONE
    children: Children = Children.WELCOME
    cost_dkk: int | None = 0
    weekdays: list[int] = field(default_factory=list)
    starts_local: time | None = None
    ends_local: time | None = None
    by_appointment: bool = False
    drop_in: bool = False
    place_name: str = ""
    address: str = ""
    landmark: str = ""
    area_id: int | None = None
    step_free: StepFree = StepFree.NOT_KNOWN
    languages: list[str] = field(default_factory=list)
    interpreter: list[str] = field(default_factory=list)
    phone: str | None = None
    email: str | None = None
    website: str | None = None


#: The facts of an offer; ``OfferPlan`` holds each under the same name.
FACTS: Final = facts_of(Offer)


def create(session: Session, *, plan: OfferPlan, wording: Wording, by: Actor, now: datetime) -> Offer:
    """Make a draft with its Danish words: nobody but the coordinator sees it until it is published."""
    _check(plan, wording)
    offer = Offer(
        code=new_code(session, Offer.code),
        status=Status.DRAFT,
        confirmed_on=to_local(now).date(),
        created_at=now,
        version=1,
        **_facts(session, plan),
    )
    texts.write(offer, FALLBACK, wording, new=OfferText, small=False, by=by, now=now)
    session.add(offer)
    audit.record(session, "offers.create", offer, by=by, now=now)
    return offer


def save(
    session: Session,
    *,
    offer_id: int,
    plan: OfferPlan,
    wording: Wording,
    small: bool,
    seen: int,
    by: Actor,
    now: datetime,
) -> None:
    """Write a form over an offer, with its Danish words. ``seen`` is the version the page was made from.

    Other Danish words make the translations outdated, unless it was a ``small`` correction. Saving confirms
    nothing: whoever mends an address has not asked whether all the rest is still so.
    """
    offer = _held(session, offer_id)
    if offer.version != seen:
        raise RuleBroken(
            _("Somebody else has changed this meanwhile. Yours is still here: press Save again to keep it.")
        )
    _check(plan, wording)
    changed = write_changed(offer, _facts(session, plan))
    changed |= texts.write(offer, FALLBACK, wording, new=OfferText, small=small, by=by, now=now)
    if offer.public and (lacks := gaps(offer)):
        raise lacks[0]
    if changed:
        _note(session, offer, "save", by, now)


def gaps(offer: Offer) -> list[RuleBroken]:
    """Everything an offer still lacks before residents may see it, each with the field that fills it."""
    if offer.place_name or offer.address or offer.phone or offer.email or offer.website:
        return []
    return [RuleBroken(_("Write a place, a phone, an e-mail or a website: how does one find it?"), "place_name")]


def publish(session: Session, *, offer_id: int, by: Actor, now: datetime) -> None:
    """Show a draft or a closed offer to residents; that says that all of it is so today.

    Twice is the same as once.
    """
    offer = _held(session, offer_id)
    if offer.status is Status.PUBLISHED:
        return
    if lacks := gaps(offer):
        raise lacks[0]
    offer.status = Status.PUBLISHED
    _looked(offer, by, now)
    _note(session, offer, "publish", by, now)


def confirm(session: Session, *, offer_id: int, by: Actor, now: datetime) -> None:
    """Say that all of a published offer is still so today."""
    offer = _held(session, offer_id)
    if offer.status is not Status.PUBLISHED:
        raise RuleBroken(_("Residents do not see this offer. Publish it first."))
    _looked(offer, by, now)
    _note(session, offer, "confirm", by, now)


def close(session: Session, *, offer_id: int, by: Actor, now: datetime) -> None:
    """Take an offer away: its page says so, and the counts keep it. Twice is the same as once."""
    offer = _held(session, offer_id)
    if offer.status is Status.CANCELLED:
        return
    offer.status = Status.CANCELLED
    _note(session, offer, "close", by, now)


def translate(
    session: Session,
    *,
    offer_id: int,
    lang: str,
    wording: Wording | None,
    seen: str,
    seen_danish: str,
    by: Actor,
    now: datetime,
) -> None:
    """Say an offer's Danish words in another language, as ``wording.rules.translate`` does those of an event.

    The version stays: whoever changes the facts meanwhile has read nothing else than what she sends.
    """
    offer = _held(session, offer_id)
    check_tongue(session, lang, by=by)
    if not offer.public:
        raise RuleBroken(_("Residents do not see this offer, so its words stay as they are."))
    wording = what_she_says(offer, lang, wording, seen_danish=seen_danish)
    texts.check_unchanged(offer.text(lang), seen)
    if texts.write(offer, lang, wording, new=OfferText, small=False, by=by, now=now):
        audit.record(session, "offers.text", offer, by=by, now=now)


def _held(session: Session, offer_id: int) -> Offer:
    """An offer with its words, held until the transaction ends."""
    query = select(Offer).where(Offer.id == offer_id).with_for_update()
    offer = session.scalars(query.execution_options(populate_existing=True)).one()
    session.refresh(offer, ["texts"])
    return offer


def _check(plan: OfferPlan, wording: Wording) -> None:
    """Refuse what cannot be, beside the field to change."""
    if not wording.title:
        raise RuleBroken(_("Write a title."), "title")
    if plan.audience is Audience.MOTHERS:
        raise RuleBroken(_("Choose one of these."), "audience")
    if not set(plan.weekdays) <= set(WEEK):
        raise RuleBroken(_("Choose among these."), "weekdays")
    if plan.ends_local is not None and plan.starts_local is None:
        raise RuleBroken(_("Write when it starts, too."), "start")
    if plan.ends_local is not None and plan.starts_local is not None and plan.ends_local <= plan.starts_local:
        raise RuleBroken(_("The end must come after the start."), "end")


def _facts(session: Session, plan: OfferPlan) -> dict[str, Any]:
    """The facts of a plan by their columns; a partner that is named wins over one that is chosen."""
    values = {one.name: getattr(plan, one.name) for one in FACTS}
    if plan.new_partner:
        values["organiser_id"] = partner_named(session, plan.new_partner).id
    return values


def _looked(offer: Offer, by: Actor, now: datetime) -> None:
    offer.confirmed_on, offer.confirmed_by_id = to_local(now).date(), by.member_id


def _note(session: Session, offer: Offer, deed: str, by: Actor, now: datetime) -> None:
    """Count the version of what somebody changed, and write down who did."""
    offer.version += 1
    audit.record(session, f"offers.{deed}", offer, by=by, now=now)
