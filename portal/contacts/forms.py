"""The form of a contact: a nickname is enough; the rest opens when she knows and agrees."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from portal.accounts.models import Member
from portal.contacts.models import Contact, Met, Reach, ReachWhen
from portal.contacts.rules import Notes
from portal.core.areas import all_areas
from portal.core.fields import Line, Lines, OneOf, PhoneNumber, Pick, SomeOf
from portal.core.forms import TeamForm
from portal.core.i18n import LANGUAGES, SPOKEN, language_name
from portal.core.text import Phone, show_phone
from portal.core.time_fields import Day


class ContactForm(TeamForm):
    """What a mother writes of a contact."""

    nickname = Line(
        _("What do you call her?"), most=40, required=_("Write a nickname, so that you know her again.")
    )
    languages = SomeOf(_("Which languages does she speak?"))
    more_languages = SomeOf(_("More languages"))
    area = Pick(_("Where does she live?"))
    met = OneOf(_("How did you meet?"), kind=Met, default=Met.ELSEWHERE)
    since = Day(_("Since when do you know her?"), required=_("Write the day, or about the day."))
    agreed = BooleanField(_("She knows that I write this down, and she agrees."))
    real_name = Line(_("Her name"), most=80)
    phone = PhoneNumber(_("Her phone"))
    reach = OneOf(_("How may you reach her?"), kind=Reach, default=Reach.NOT_AT_ALL)
    reach_when = OneOf(_("When may you reach her?"), kind=ReachWhen, default=ReachWhen.ANY_TIME)
    words = Lines(_("What do you want to remember?"), most=2000)
    #: Set when she was asked whether to delete what stood there, so that saving again does it.
    forget = HiddenField()

    def __init__(self, *args: Any, member: Member, spoken: Iterable[str] = (), **kwargs: Any) -> None:
        """``spoken``: what the contact speaks already. Those, and the member's own languages, come first."""
        super().__init__(*args, **kwargs)
        self.sure, self.forget.data = self.forget.data == "y", ""
        wanted = dict.fromkeys((*member.languages, *spoken, *LANGUAGES))
        near = [code for code in wanted if code in SPOKEN]
        self.languages.choices = [(code, language_name(code)) for code in near]
        self.more_languages.choices = sorted(
            ((code, language_name(code)) for code in SPOKEN if code not in near), key=lambda pair: pair[1]
        )
        self.area.offer(_("I do not know"), [(area.id, area.name) for area in all_areas()])

    def refuse(self, message: Any, field: str | None) -> None:
        """A refusal of ``forget`` asks once whether she is sure, and stands beside the tick that she took away."""
        if field == "forget":
            self.forget.data, field = "y", "agreed"
        super().refuse(message, field)

    def notes(self) -> Notes:
        """What she wrote, of a form that validated."""
        chosen = {*self.languages.data, *self.more_languages.data}
        return Notes(
            nickname=self.nickname.data,
            languages=[code for code in SPOKEN if code in chosen],
            area_id=self.area.data,
            met=self.met.data,
            since=self.since.data,
            agreed=self.agreed.data,
            real_name=self.real_name.data or None,
            phone=self.phone.data.e164 if self.phone.data else None,
            words=self.words.data or None,
            reach=self.reach.data,
            reach_when=self.reach_when.data,
        )


class SearchForm(TeamForm):
    """A search, sent as a form so that no name stands in an address."""

    q = Line(_("Search"), most=80)


def filled(contact: Contact) -> dict[str, Any]:
    """The values of a contact for its form."""
    return {
        "nickname": contact.nickname,
        "languages": contact.languages,
        "area": contact.area_id,
        "met": contact.met,
        "since": contact.since,
        "agreed": contact.agreed_at is not None,
        "real_name": contact.real_name,
        "phone": Phone(contact.phone, show_phone(contact.phone)) if contact.phone else None,
        "reach": contact.reach,
        "reach_when": contact.reach_when,
        "words": contact.words,
    }
