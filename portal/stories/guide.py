"""The guide to a talk: open questions for those who know the mothers from three sides.

What was answered is kept by the key of its question, so the words of a question can be bettered at any time.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.stories.models import Speaker


class InterviewKind(StrEnum):
    MOTHERS = "mothers"
    AREA = "area"
    PARTNERS = "partners"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who can be talked with by this guide."""
        return _SPEAKERS[self]

    @property
    def questions(self) -> tuple["Question", ...]:
        return QUESTIONS[self]

    @classmethod
    def by_speaker(cls, speaker: Speaker) -> "InterviewKind":
        """The guide by which somebody is talked with."""
        return next(talk for talk in cls if speaker in talk.speakers)


@dataclass(frozen=True)
class Question:
    """One question, and the key its answer is kept by."""

    key: str
    words: LazyString


_LABELS: Final = {
    InterviewKind.MOTHERS: _("A talk with a mother"),
    InterviewKind.AREA: _("A talk with people of the area"),
    InterviewKind.PARTNERS: _("A talk with partners and professionals"),
}
_SPEAKERS: Final = {
    InterviewKind.MOTHERS: (Speaker.MOTHER,),
    InterviewKind.AREA: (Speaker.AREA, Speaker.RESIDENT),
    InterviewKind.PARTNERS: (Speaker.PROFESSIONAL, Speaker.PARTNER, Speaker.COORDINATOR),
}

_DIFFERENTLY: Final = Question("differently", _("What should we do differently from now on?"))
_WITH_WHOM: Final = Question("with_whom", _("With whom should we work more closely?"))

QUESTIONS: Final = {
    InterviewKind.MOTHERS: (
        Question("began", _("How did you become a neighbourhood mother, and why?")),
        Question("week", _("What do you do as a mother? Tell of a day you remember.")),
        Question("changed", _("What has changed for a woman you have met? Tell it without her name.")),
        Question("given", _("What has it given you yourself: at home, among friends, at work?")),
        Question("hard", _("What was hard, and what helped you then?")),
        Question("support", _("What do the network meetings and the coordinator mean to you?")),
        _DIFFERENTLY,
        _WITH_WHOM,
    ),
    InterviewKind.AREA: (
        Question("noticed", _("What do you notice of the neighbourhood mothers here?")),
        Question("changed", _("What has changed among the neighbours?")),
        Question("example", _("Tell of one time when a mother made a difference. Name nobody.")),
        Question("reached", _("Whom do the mothers reach that others do not?")),
        Question("alone", _("Who is still on her own here, and how do we find her?")),
        Question("hard", _("What was hard, for you or for the mothers?")),
        _DIFFERENTLY,
        _WITH_WHOM,
    ),
    InterviewKind.PARTNERS: (
        Question("together", _("What have you done together with the mothers?")),
        Question("example", _("Tell of one time when you asked for a mother. Name nobody.")),
        Question("changed", _("What became of it? What has changed for her?")),
        Question("able", _("What can a mother do that you cannot?")),
        Question("offers", _("Do more women take part in what you offer? How do you notice?")),
        Question("hard", _("What was hard, or took too long?")),
        _DIFFERENTLY,
        _WITH_WHOM,
    ),
}
