"""The form of an event's words on a date of a series: for this date alone, or for the others, too."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from portal.core.i18n import FALLBACK
from portal.events.models import EventText
from portal.planning.forms import TextForm

_FOLLOWING = _("Also on the dates that follow")
_SAME_DANISH = _("Also on the other dates with the same Danish words")


class EventTextForm(TextForm):
    """An event's words in one language. ``follow`` is asked for a date of a series only."""

    follow = BooleanField(_FOLLOWING)

    @classmethod
    def of(cls, text: EventText | None) -> "EventTextForm":
        """The form filled with a text that is there; it goes to the other dates unless she says otherwise."""
        form = super().of(text)
        assert isinstance(form, cls)
        form.follow.data = True
        return form

    def speak(self, lang: str) -> None:
        """Say which other dates words in this language go to."""
        self.follow.label.text = _FOLLOWING if lang == FALLBACK else _SAME_DANISH
