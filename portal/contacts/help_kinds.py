"""What a mother helps with. A conversation is noted with these, and an enquiry asks for one of them."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Help(StrEnum):
    """A kind of help, as the evaluation counts it. The value is stored, the label is translated."""

    COMPANY = "company"
    CULTURES = "cultures"
    LETTER = "letter"
    COMPANION = "companion"
    FAMILY = "family"
    SCHOOL = "school"
    HEALTH = "health"
    MARRIAGE = "marriage"
    WORK = "work"
    PRACTICAL = "practical"
    ONWARD = "onward"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]

    @property
    def icon(self) -> str:
        return _ICONS[self]


_LABELS = {
    Help.COMPANY: _("Company and network"),
    Help.CULTURES: _("How people think here and elsewhere"),
    Help.LETTER: _("A letter explained"),
    Help.COMPANION: _("Somebody along at a meeting"),
    Help.FAMILY: _("Family and teenagers"),
    Help.SCHOOL: _("Children's school and day care"),
    Help.HEALTH: _("Health"),
    Help.MARRIAGE: _("Marriage and divorce"),
    Help.WORK: _("Work and education"),
    Help.PRACTICAL: _("Practical things"),
    Help.ONWARD: _("On to professional help"),
}
_ICONS = {
    Help.COMPANY: "people",
    Help.CULTURES: "globe",
    Help.LETTER: "letter",
    Help.COMPANION: "walk",
    Help.FAMILY: "family",
    Help.SCHOOL: "book",
    Help.HEALTH: "heart",
    Help.MARRIAGE: "rings",
    Help.WORK: "work",
    Help.PRACTICAL: "bag",
    Help.ONWARD: "arrow",
}
