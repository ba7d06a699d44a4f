"""The coordinator's forms: beginning an event, all of it, its words in one language, why it is cancelled."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from sqlalchemy import or_, select
from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from portal.accounts.models import Member
from portal.core.actors import Role
from portal.core.areas import all_areas
from portal.core.crypto import settings
from portal.core.db import db
from portal.core.fields import Count, Line, Lines, OneOf, OptionalCount, Pick, SomeOf, Version
from portal.core.forms import TeamForm
from portal.core.i18n import FALLBACK, SPOKEN, language_name
from portal.core.time_fields import Clock, Day
from portal.events import texts
from portal.events.fact_columns import ticks_of
from portal.events.facts import Audience, Bring, Cancelled, Children, Food, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Partner
from portal.events.rules import FACTS, EventPlan, end_of
from portal.events.texts import Wording, read_wording, wording_of
from portal.planning import queries
from portal.planning.drafts import at_place_of

MOST_SEATS: Final = 2000
MOST_KRONER: Final = 2000


class BeginForm(TeamForm):
    """When an event is, and what it begins as; its kind stands in the address."""

    day = Day(_("When is it?"), required=_("Choose a date."))
    like = Pick(_("Begin as"))

    def __init__(self, models: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.models = models
        self.like.offer(_("What is usual for this kind"), [(event.id, event.code) for event in models])

    def refuse(self, message: Any, field: str | None) -> None:
        """Whatever a rule refuses is shown beside the day: nothing else is chosen here."""
        super().refuse(message, "day")


class EventForm(TeamForm):
    """Everything about an event but its words: a field for each of its facts, and its times.

    ``version`` is the one the page was made from; the yes/no facts (``ticks``) get their fields below the class.

    ``known_place`` is an event that was where this one will be: choosing it fills in all that says where.
    """

    version = Version()
    kind = OneOf(_("What is it?"), kind=Kind, default=Kind.COMMUNAL_MEAL)
    organiser = Pick(_("Who invites?"))
    new_partner = Line(_("Or a new partner's name"), most=120)
    audience = OneOf(_("Who may come?"), kind=Audience, default=Audience.EVERYONE)
    day = Day(_("Date"), required=_("Choose a date."))
    start = Clock(_("From"), required=_("Write when it starts."))
    end = Clock(_("Until"), required=_("Write when it ends."))
    known_place = Pick(_("Where we have been"))
    place_name = Line(_("Name of the place"), most=120)
    address = Line(_("Address"), most=200)
    landmark = Line(_("How to find it"), most=200)
    area = Pick(_("Area"))
    at_home = BooleanField(_("In somebody's home"))
    seats = OptionalCount(_("Seats"), least=1, most=MOST_SEATS)
    closes_day = Day(_("The list closes on"))
    closes_time = Clock(_("The list closes at"))
    cost_dkk = Count(_("Price in kroner"), most=MOST_KRONER, default=0)
    children = OneOf(_("Children"), kind=Children, default=Children.WELCOME)
    food = SomeOf(_("Food"), choices=[(str(one), one.label) for one in Food])
    step_free = OneOf(_("Stairs"), kind=StepFree, default=StepFree.NOT_KNOWN)
    languages = SomeOf(_("We speak"))
    interpreter = SomeOf(_("There is an interpreter for"))
    bring = SomeOf(_("What guests bring"), choices=[(str(one), one.label) for one in Bring])
    hosts = SomeOf(_("Hosts"))
    following = BooleanField(_("Change all later dates of the series, too"))
    #: The names of the yes/no facts.
    ticks: Final = tuple(ticks_of(Event))

    def __init__(self, event: Event, *, words: dict[str, str] | None = None) -> None:
        super().__init__(data={**filled(event), **(words or {})})
        self.event = event
        self.organiser.offer(
            settings().group_name,
            db.session.execute(select(Partner.id, Partner.name).order_by(Partner.name)),
        )
        self.places = queries.places()
        self.known_place.offer(_("As it is written here"), [(one.id, one.place_name) for one in self.places])
        self.area.offer(_("No area"), [(area.id, area.name) for area in all_areas()])
        self.languages.choices = self.interpreter.choices = [(code, language_name(code)) for code in SPOKEN]
        self.hosts.choices = _mothers(event)

    def validate_closes_time(self, field: Clock) -> None:
        if (self.closes_day.data is None) != (field.data is None) and not self.closes_day.errors:
            raise ValidationError(_("Write both the day and the time, or leave both empty."))

    def plan(self) -> EventPlan:
        """The plan of a form that validated."""
        starts = datetime.combine(self.day.data, self.start.data)
        closes = datetime.combine(self.closes_day.data, self.closes_time.data) if self.closes_day.data else None
        facts = {one.name: self[one.field].data for one in FACTS}
        plan = EventPlan(
            starts_local=starts,
            ends_local=end_of(starts, self.end.data),
            closes_local=closes,
            new_partner=self.new_partner.data,
            hosts=frozenset(int(number) for number in self.hosts.data),
            **facts,
        )
        chosen = next((one for one in self.places if one.id == self.known_place.data), None)
        return at_place_of(plan, chosen) if chosen else plan


for _name, _tick in ticks_of(Event).items():
    setattr(EventForm, _name, BooleanField(_tick.label))


class WordsForm(TeamForm):
    """What an event says in one language: a field for each part of a ``Wording``."""

    title = Line(_("Title"), most=120)
    description = Lines(_("What happens?"), most=2000)
    practical = Lines(_("Good to know beforehand"), most=2000)

    def wording(self) -> Wording:
        """The words of a form that validated."""
        return read_wording(self)


class DraftForm(WordsForm, EventForm):
    """A draft on one screen: everything, and its Danish words.

    ``agreed`` is which translations said the same as the Danish words when she opened the page.
    """

    agreed = HiddenField()

    def __init__(self, event: Event) -> None:
        own = wording_of(event.text(FALLBACK))
        words = asdict(own) if own else {}
        words["agreed"] = " ".join(texts.agreements(event))
        EventForm.__init__(self, event, words=words)


class EventTextForm(WordsForm):
    """An event's words in one language.

    ``seen`` is the stamp of the text the page was made from; ``follow`` is asked for a date of a series only: do
    the words go to its other dates, too? They do unless she says otherwise.
    """

    seen = HiddenField()
    small = BooleanField(_("Only a small correction: the other languages still say the same"))
    follow = BooleanField(_("Also on the dates that follow"))

    @classmethod
    def of(cls, text: EventText | None) -> "EventTextForm":
        """The form filled with a text that is there."""
        own = wording_of(text)
        return cls(data={**(asdict(own) if own else {}), "follow": True}, formdata=None)

    def speak(self, lang: str) -> None:
        """Say which other dates words in this language go to."""
        if lang != FALLBACK:
            self.follow.label.text = _("Also on the other dates with the same Danish words")


class CancelForm(TeamForm):
    reason = OneOf(_("Why?"), kind=Cancelled)


def filled(event: Event) -> dict[str, Any]:
    """The values of an event for its form."""
    closes = event.closes_local
    return {
        **{one.field: getattr(event, one.name) for one in FACTS},
        "day": event.starts_local.date(),
        "start": event.starts_local.time(),
        "end": event.ends_local.time(),
        "closes_day": closes.date() if closes else None,
        "closes_time": closes.time() if closes else None,
        "hosts": [str(part.member_id) for part in event.mothers if part.hosting],
    }


def _mothers(event: Event) -> list[tuple[str, Markup]]:
    """Mothers with an open account, and whoever hosts this event already."""
    hosting = [part.member_id for part in event.mothers if part.hosting]
    query = select(Member.id, Member.name).where(
        Member.role == Role.MOTHER, or_(Member.disabled_at.is_(None), Member.id.in_(hosting))
    )
    rows = db.session.execute(query.order_by(Member.name, Member.id))
    return [(str(number), Markup("<bdi>{}</bdi>").format(name)) for number, name in rows]
