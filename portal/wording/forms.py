"""The forms of better words: an event in her language, and a sentence of the portal."""

from dataclasses import asdict

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from portal.core.fields import Line, Lines
from portal.core.forms import PublicForm, TeamForm
from portal.core.text import clean_line
from portal.events.models import Words
from portal.events.texts import Wording, read_wording, wording_of
from portal.wording.sentences import isolated
from portal.wording.suggestions import MOST_LETTERS


class ConfirmForm(TeamForm):
    """One button: it says the same. Both stamps are those of the texts the page was made from."""

    seen = HiddenField()
    danish = HiddenField()


class TranslationForm(ConfirmForm):
    """The words of an event (or offer) in her language."""

    title = Line(_("Title"), most=120, required=_("Write a title."))
    description = Lines(_("What happens?"), most=2000)
    practical = Lines(_("Good to know beforehand"), most=2000)

    @classmethod
    def of(cls, text: Words | None) -> "TranslationForm":
        """The form filled with a text that is there."""
        said = wording_of(text)
        return cls(formdata=None, data=asdict(said) if said else None)

    def wording(self) -> Wording:
        """The words of a form that validated."""
        return read_wording(self)


class SentenceField(Lines):
    """One sentence in a field of several lines, so that all of it is seen; a new line in it is a space.

    The marks that keep a placeholder whole go again when it is cleaned, as all marks of direction do.
    """

    def _value(self) -> str:
        return isolated(super()._value())

    def clean(self, text: str) -> str:
        return clean_line(text)


class BetterForm(PublicForm):
    """A better way to say one sentence of the portal."""

    purpose = "better"

    proposed = SentenceField(
        _("How you would say it"), most=MOST_LETTERS, required=_("Write what it should rather say.")
    )
