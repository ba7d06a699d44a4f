"""The facts of an event as choices, so that most of an invitation is translated before anyone translates it.

Every choice has a label in the catalogues and an icon in ``templates/components/icons.html``.
"""

from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as _p


class Choice(StrEnum):
    """A stored value with a translated label and an icon."""

    @property
    def label(self) -> LazyString:
        return LABELS[self]

    @property
    def icon(self) -> str:
        return ICONS.get(self, ICON_OF_GROUP[type(self)])


class Audience(Choice):
    """Who is invited. ``MOTHERS`` events are never shown to the public."""

    EVERYONE = "everyone"
    WOMEN = "women"
    FAMILIES = "families"
    MOTHERS = "mothers"


class Children(Choice):
    WELCOME = "welcome"
    CHILDMINDING = "childminding"
    ADULTS_ONLY = "adults_only"


class StepFree(Choice):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


class Food(Choice):
    """What is on the table, and what a guest may ask for: practical choices, not creeds."""

    HALAL = "halal"
    NO_PORK = "no_pork"
    VEGETARIAN = "vegetarian"
    NO_NUTS = "no_nuts"
    NO_GLUTEN = "no_gluten"
    NO_MILK = "no_milk"
    COFFEE_CAKE = "coffee_cake"


class Bring(Choice):
    """What a guest is asked to bring along."""

    A_DISH = "a_dish"
    SWIMWEAR = "swimwear"
    WARM_CLOTHES = "warm_clothes"
    LUNCH = "lunch"
    HEALTH_CARD = "health_card"
    GOOD_MOOD = "good_mood"


class Cancelled(Choice):
    """Why an event does not happen."""

    WEATHER = "weather"
    ILLNESS = "illness"
    PLACE = "place"
    TOO_FEW = "too_few"
    OTHER = "other"


#: What the sign-up form asks about food: a number of people for each.
DIETS: Final = (Food.HALAL, Food.NO_PORK, Food.VEGETARIAN, Food.NO_NUTS, Food.NO_GLUTEN, Food.NO_MILK)

LABELS: Final[dict[Choice, LazyString]] = {
    Audience.EVERYONE: _("For everyone"),
    Audience.WOMEN: _("Only for women"),
    Audience.FAMILIES: _("For families"),
    Audience.MOTHERS: _("Only for the neighbourhood mothers"),
    Children.WELCOME: _("Children are welcome"),
    Children.CHILDMINDING: _("We look after the children"),
    Children.ADULTS_ONLY: _("Only for adults"),
    StepFree.YES: _("No stairs"),
    StepFree.PARTLY: _("A few steps"),
    StepFree.NO: _("There are stairs"),
    StepFree.NOT_KNOWN: _("Ask us about stairs"),
    Food.HALAL: _("Halal meat"),
    Food.NO_PORK: _("Food without pork"),
    Food.VEGETARIAN: _("Vegetarian food"),
    Food.NO_NUTS: _("Food without nuts"),
    Food.NO_GLUTEN: _("Food without gluten"),
    Food.NO_MILK: _("Food without milk"),
    Food.COFFEE_CAKE: _("Coffee, tea and cake"),
    Bring.A_DISH: _("A dish to share"),
    Bring.SWIMWEAR: _("Swimwear and a towel"),
    Bring.WARM_CLOTHES: _("Warm clothes"),
    Bring.LUNCH: _("A packed lunch"),
    Bring.HEALTH_CARD: _("Your yellow health card"),
    Bring.GOOD_MOOD: _("Nothing but your good mood"),
    Cancelled.WEATHER: _p("reason", "The weather does not allow it."),
    Cancelled.ILLNESS: _p("reason", "Someone we need for it is ill."),
    Cancelled.PLACE: _p("reason", "We cannot use the place."),
    Cancelled.TOO_FEW: _p("reason", "Too few could come."),
    Cancelled.OTHER: _p("reason", "Call us if you would like to know why."),
}

ICON_OF_GROUP: Final[dict[type[Choice], str]] = {
    Audience: "people",
    Children: "child",
    StepFree: "wheelchair",
    Food: "food",
    Bring: "bag",
    Cancelled: "info",
}

#: Where one choice has a picture of its own. Answers that exclude each other never share one: many read no words.
ICONS: Final[dict[Choice, str]] = {
    Audience.WOMEN: "woman",
    Audience.FAMILIES: "family",
    Audience.MOTHERS: "lock",
    Children.CHILDMINDING: "pram",
    Children.ADULTS_ONLY: "child-off",
    StepFree.PARTLY: "step",
    StepFree.NO: "stairs",
    StepFree.NOT_KNOWN: "help",
    Food.COFFEE_CAKE: "cup",
}
