"""The forms of this package. Others will read what is told here, so nothing that leads to anybody is taken."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.accounts.models import Member
from portal.core.fields import Lines, OneOf, SomeOf
from portal.core.forms import TeamForm
from portal.core.i18n import LANGUAGES, SPOKEN
from portal.core.text import clean_line, gives_a_way_to_reach
from portal.core.time_fields import Day
from portal.enquiries.forms import Spoken
from portal.events.models import Event
from portal.stories import interviews, lines
from portal.stories.guide import InterviewKind
from portal.stories.interviews import Answered, answers_of
from portal.stories.models import Interview, MotherLine, Shape, Speaker, Story, StoryPart
from portal.stories.rules import LONGEST, StoryWords


class PublicWords(Lines):
    """Words that others will read: no CPR number, no phone number, no e-mail address."""

    def pre_validate(self, form: Any) -> None:
        super().pre_validate(form)
        if gives_a_way_to_reach(self.data):
            raise StopValidation(_("Please leave out phone numbers and e-mail addresses. Others will read this."))


class ToldInALine(PublicWords):
    def clean(self, text: str) -> str:
        return clean_line(text)


class StoryForm(TeamForm):
    """A quote, a story or a point. A point is about nobody, so nobody is asked; only a quote has a speaker."""

    part = OneOf(_("Where in the report?"), kind=StoryPart)
    text = PublicWords(_("The words"), required=_("Write what should stand in the report."))
    speaker = OneOf(_("Who said it?"), kind=Speaker)
    lang = Spoken(_("In which language is it written?"))
    day = Day(_("Which day is it about?"), required=_("Write the day, or about the day."))
    agreed = BooleanField(
        _("Whoever it is about has read or heard it and agrees that it goes into the report, also to funders.")
    )

    def __init__(self, shape: Shape, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.text.most = LONGEST[shape]
        if shape is not Shape.QUOTE:
            del self.speaker
        if shape is Shape.POINT:
            del self.agreed
        self.lang.offer(list(LANGUAGES), in_their_own=False)

    def words(self) -> StoryWords:
        """What a form says that validated."""
        return StoryWords(
            part=self.part.data,
            text=self.text.data,
            lang=self.lang.data,
            day=self.day.data,
            speaker=self.speaker.data if self.speaker else None,
            agreed=bool(self.agreed and self.agreed.data),
        )


def written(story: Story) -> dict[str, Any]:
    """The values of a story for its form. The tick is not among them: she is asked anew."""
    return {
        "part": story.part, "text": story.text, "speaker": story.speaker, "lang": story.lang, "day": story.day,
    }  # fmt: skip


class ExamplesForm(TeamForm):
    """Which events stand as examples in a part."""

    events = SomeOf(_("What we did"))

    def __init__(self, events: dict[int, Event], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.events.choices = [SelectChoice(str(number), event.code) for number, event in events.items()]

    @property
    def ids(self) -> set[int]:
        """The ids of those that were ticked."""
        return {int(value) for value in self.events.data or []}


class LineForm(TeamForm):
    text = ToldInALine(
        _("What has it given you to be a neighbourhood mother?"),
        most=lines.LONGEST,
        required=_("Write a sentence, or take your line back."),
    )
    lang = Spoken(_("In which language is it written?"))
    named = BooleanField(_("My first name may stand below it."))

    def __init__(self, member: Member, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        near = dict.fromkeys((member.lang, *member.languages, *LANGUAGES))
        self.lang.offer([code for code in near if code in SPOKEN], in_their_own=True)


def own_line(line: MotherLine | None, member: Member) -> dict[str, Any]:
    """The values of her line for its form; a new one is in the language she reads."""
    if line is None:
        return {"lang": member.lang}
    return {"text": line.text, "lang": line.lang, "named": line.named}


class InterviewForm(TeamForm):
    """What was answered. ``of`` adds a field for each question of a guide."""

    speaker = OneOf(_("With whom did you talk?"), kind=Speaker)
    day = Day(_("Which day?"), required=_("Write the day."))
    lang = Spoken(_("In which language do you note the answers?"))
    agreed = BooleanField(_("I have read the sentence aloud, and the answer was yes."))
    talk: InterviewKind

    @classmethod
    def of(cls, talk: InterviewKind, **kwargs: Any) -> "InterviewForm":
        """The form for the questions of a guide."""
        most = interviews.LONGEST
        fields = {_field(one.key): PublicWords(one.words, most=most) for one in talk.questions}
        form: InterviewForm = type("InterviewForm", (cls,), {**fields, "talk": talk})(**kwargs)
        form.speaker.choices = [SelectChoice(str(one), one.label) for one in talk.speakers]
        form.lang.offer(list(LANGUAGES), in_their_own=False)
        return form

    @property
    def answers(self) -> list[Any]:
        """The fields of the answers, in the order of the guide."""
        return [self[_field(one.key)] for one in self.talk.questions]

    def answered(self) -> Answered:
        """What a form says that validated."""
        answers = {one.key: self[_field(one.key)].data for one in self.talk.questions}
        return Answered(self.speaker.data, self.day.data, self.lang.data, answers, self.agreed.data)


def noted(interview: Interview) -> dict[str, Any]:
    """The values of an interview for its form."""
    answers = {_field(key): text for key, text in answers_of(interview).items()}
    return {
        "speaker": interview.speaker, "day": interview.day, "lang": interview.lang, "agreed": True, **answers,
    }  # fmt: skip


def _field(key: str) -> str:
    return f"answer_{key}"
