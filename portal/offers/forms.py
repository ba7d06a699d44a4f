"""The coordinator's forms: all of an offer on one screen."""

from dataclasses import asdict
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import BooleanField

from portal.core.areas import all_areas
from portal.core.crypto import settings
from portal.core.db import db
from portal.core.fields import (
    EmailAddress,
    Line,
    Lines,
    OneOf,
    OptionalCount,
    PhoneNumber,
    Pick,
    SomeOf,
    Version,
    WebAddress,
)
from portal.core.forms import TeamForm
from portal.core.i18n import FALLBACK, SPOKEN, language_name
from portal.core.text import Phone, show_phone
from portal.core.time_fields import Clock
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Partner
from portal.events.texts import Wording, read_wording, wording_of
from portal.offers.models import Offer, Theme
from portal.offers.rules import FACTS, WEEK, OfferPlan
from portal.offers.words import day_name

MOST_KRONER: Final = 10_000


class OfferForm(TeamForm):
    """Everything about an offer: a field for each of its facts, and its Danish words.

    ``version`` is the one the page was made from.
    """

    version = Version()
    theme = OneOf(_("What is it about?"), kind=Theme, default=Theme.MEETING)
    title = Line(_("Title"), most=120, required=_("Write a title."))
    description = Lines(_("What happens?"), most=2000)
    practical = Lines(_("Good to know beforehand"), most=2000)
    small = BooleanField(_("Only a small correction: the other languages still say the same"))
    organiser = Pick(_("Who offers it?"))
    new_partner = Line(_("Or a new partner's name"), most=120)
    audience = OneOf(_("Who may come?"), kind=Audience, default=Audience.EVERYONE)
    children = OneOf(_("Children"), kind=Children, default=Children.WELCOME)
    cost_dkk = OptionalCount(_("Price in kroner"), most=MOST_KRONER)
    weekdays = SomeOf(_("On which days?"))
    start = Clock(_("From"))
    end = Clock(_("Until"))
    by_appointment = BooleanField(_("By appointment"))
    drop_in = BooleanField(_("Just come, you need not sign up"))
    place_name = Line(_("Name of the place"), most=120)
    address = Line(_("Address"), most=200)
    landmark = Line(_("How to find it"), most=200)
    area = Pick(_("For which area?"))
    step_free = OneOf(_("Stairs"), kind=StepFree, default=StepFree.NOT_KNOWN)
    languages = SomeOf(_("They speak"))
    interpreter = SomeOf(_("There is an interpreter for"))
    phone = PhoneNumber(_("Phone"))
    email = EmailAddress(_("E-mail"))
    website = WebAddress(_("Website"))

    def __init__(self, offer: Offer | None = None, **kwargs: Any) -> None:
        super().__init__(data=filled(offer) if offer else {"cost_dkk": 0}, **kwargs)
        self.organiser.offer(
            settings().group_name,
            db.session.execute(select(Partner.id, Partner.name).order_by(Partner.name)),
        )
        self.area.offer(_("For every area"), [(area.id, area.name) for area in all_areas()])
        self.audience.choices = [one for one in self.audience.choices if one.value != Audience.MOTHERS]
        self.weekdays.choices = [(str(day), day_name(day)) for day in WEEK]
        self.languages.choices = self.interpreter.choices = [(code, language_name(code)) for code in SPOKEN]

    def plan(self) -> OfferPlan:
        """The plan of a form that validated."""
        values = {one.name: self[one.field].data for one in FACTS}
        values["weekdays"] = sorted(int(day) for day in self.weekdays.data)
        values["phone"] = self.phone.data.e164 if self.phone.data else None
        values["website"] = self.website.data or None
        return OfferPlan(new_partner=self.new_partner.data, **values)

    def wording(self) -> Wording:
        """The Danish words of a form that validated."""
        return read_wording(self)


def filled(offer: Offer) -> dict[str, Any]:
    """The values of an offer for its form."""
    words = wording_of(offer.text(FALLBACK))
    values = {one.field: getattr(offer, one.name) for one in FACTS}
    values["phone"] = Phone(offer.phone, show_phone(offer.phone)) if offer.phone else None
    return values | (asdict(words) if words else {})
