"""The forms of the journal: a conversation in a few taps, and the handing over of a contact."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from portal.accounts.models import Member
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Along, Conversation, TookPart
from portal.contacts.journal_rules import ABOUT, ConversationNote
from portal.contacts.models import Contact
from portal.core.fields import Lines, OneOf, Pick, SomeOf
from portal.core.forms import TeamForm
from portal.core.time_fields import Day

_ABOUT = dict(
    zip(
        ABOUT,
        (
            _("15 minutes"),
            _("30 minutes"),
            _("1 hour"),
            _("2 hours"),
            _("3 hours or more"),
        ),
        strict=True,
    )
)


class ConversationForm(TeamForm):
    """What she helped with is enough; the day is today."""

    helps = SomeOf(_("What did you help with?"), choices=[(str(one), one.label) for one in Help])
    quarters = Pick(_("About how long?"))
    day = Day(_("Which day?"), required=_("Write the day, or about the day."))
    words = Lines(_("What do you want to remember?"), most=2000)

    def __init__(self, *args: Any, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters.choices = [
            *((str(quarters), label) for quarters, label in _ABOUT.items()),
            ("", _("I leave it open")),
        ]
        if contact.agreed_at is None:
            del self.words

    def talk(self) -> ConversationNote:
        """What she wrote, of a form that validated."""
        return ConversationNote(
            day=self.day.data,
            helps=[Help(value) for value in self.helps.data],
            quarters=self.quarters.data,
            words=(self.words.data or None) if self.words else None,
        )


class ToldOfferForm(TeamForm):
    """The offer that was tapped; the page shows those there are."""

    offer = Pick()


class IntroductionResultForm(TeamForm):
    took_part = OneOf(kind=TookPart)


class HandOverForm(TeamForm):
    """Who should take her over, and what goes along."""

    to = Pick(_("Whom do you ask?"))
    along = SomeOf(_("What may go along?"))

    def __init__(self, *args: Any, mothers: list[Member], things: list[Along], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to.choices = [(str(mother.id), mother.name) for mother in mothers]
        self.along.choices = [(str(one), one.label) for one in things]

    def validate_to(self, field: Pick) -> None:
        if field.data is None:
            raise ValidationError(_("Choose a mother."))


def filled(conversation: Conversation) -> dict[str, Any]:
    """The values of a conversation for its form."""
    return {
        "helps": conversation.helps,
        "quarters": conversation.quarters,
        "day": conversation.day,
        "words": conversation.words,
    }


def about(quarters: int) -> Any:
    """How long it took, in words."""
    return _ABOUT[max(known for known in ABOUT if known <= max(quarters, ABOUT[0]))]
