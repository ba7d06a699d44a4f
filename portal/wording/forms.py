"""The forms of better words: an event in her language, and a note on what the portal says."""

from dataclasses import asdict

from flask_babel import lazy_gettext as _
from wtforms import HiddenField

from portal.core.fields import Line, Lines
from portal.core.forms import PublicForm, TeamForm
from portal.events.models import TextColumns
from portal.events.texts import Wording, read_wording, wording_of


class ConfirmForm(TeamForm):
    """One button: it says the same. Both stamps are those of the texts the page was made from."""

    seen = HiddenField()
    danish = HiddenField()

    def wording(self) -> Wording | None:
        """The words of a form that validated; None where those that stand there stay."""
        return None


class TranslationForm(ConfirmForm):
    """The words of an event (or offer) in her language."""

    title = Line(_("Title"), most=120, required=_("Write a title."))
    description = Lines(_("What happens?"), most=2000)
    practical = Lines(_("Good to know beforehand"), most=2000)

    @classmethod
    def of(cls, text: TextColumns | None) -> "TranslationForm":
        """The form filled with a text that is there."""
        said = wording_of(text)
        return cls(formdata=None, data=asdict(said) if said else None)

    def wording(self) -> Wording:
        return read_wording(self)


class BetterForm(PublicForm):
    """What the portal could say better, and the words that are meant where she says them."""

    purpose = "better"

    current = Lines(_("Which words do you mean?"), most=600)
    proposed = Lines(_("How you would say it"), most=600, required=_("Write what it should rather say."))
