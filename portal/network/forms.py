"""The forms of the network: a point of the agenda, minutes, a notice."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice

from portal.core.fields import Line, Lines, Pick, SomeOf
from portal.core.forms import TeamForm
from portal.core.time_fields import Day
from portal.events.models import Event
from portal.network.models import Minutes, Notice, NoticeText
from portal.network.notices import News


class PointForm(TeamForm):
    text = Line(_("What shall we talk about?"), most=200, required=_("Write a few words."))


class TalkedForm(TeamForm):
    """Whose wish to talk was met at a meeting."""

    wishes = SomeOf(_("We have talked with"))

    def of(self, wishes: Iterable[tuple[int, str]]) -> "TalkedForm":
        """The form for these wishes: their ids, and whose they are."""
        self.wishes.choices = [SelectChoice(str(number), name) for number, name in wishes]
        return self

    @property
    def ids(self) -> set[int]:
        """The ids of those that were ticked."""
        return {int(value) for value in self.wishes.data or []}


class MinutesForm(TeamForm):
    """The minutes in one language; ``seen`` is the stamp of what the writer began with."""

    seen = HiddenField()
    text = Lines(_("What was said"), most=8000)

    @classmethod
    def of(cls, minutes: Minutes | None) -> "MinutesForm":
        """The form filled with what is there."""
        return cls(formdata=None, data={"text": minutes.text} if minutes else None)


class NoticeTextForm(TeamForm):
    """A notice's words in another language."""

    seen = HiddenField()
    title = Line(_("Title"), most=120)
    body = Lines(_("What you would like to tell"), most=2000)

    @classmethod
    def of(cls, text: NoticeText | None) -> "NoticeTextForm":
        """The form filled with what is there."""
        return cls(formdata=None, data={"title": text.title, "body": text.body} if text else None)


class NoticeForm(TeamForm):
    """A notice: its Danish words, its last day, and what it is about."""

    seen = HiddenField()
    title = Line(_("Title, in Danish"), most=120, required=_("Write a title."))
    body = Lines(_("What you would like to tell, in Danish"), most=2000)
    event = Pick(_("Is it about an event?"))
    offer = Pick(_("Or about an offer?"))
    until = Day(_("Show it until"), required=_("Choose a last day."))
    #: The events that can be chosen, by their ids; the page says their names and days.
    events: Mapping[int, Event]

    def offering(self, events: Mapping[int, Event], offers: Iterable[tuple[int, Any]]) -> "NoticeForm":
        """The form with what a notice can be about."""
        self.events = events
        self.event.offer(_("No event"), ((number, event.code) for number, event in events.items()))
        self.offer.offer(_("No offer"), offers)
        return self

    def news(self) -> News:
        """What a form says that validated."""
        return News(self.title.data, self.body.data, self.until.data, self.event.data, self.offer.data)


def described(notice: Notice) -> dict[str, Any]:
    """The values of a notice for its form."""
    danish = notice.text("da")
    return {
        "title": danish.title if danish else "",
        "body": danish.body if danish else "",
        "event": notice.event_id,
        "offer": notice.offer_id,
        "until": notice.until,
    }
