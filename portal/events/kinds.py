"""The kinds of event: what each is called, which category it counts in, and how it looks.

A kind carries enough words in every language that an event with nothing but a kind, a date and a
place already reads as an invitation. The categories are the four kinds of activity that the
evaluation report speaks of, and two for the group itself.
"""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Category(StrEnum):
    """What an event counts as in the evaluation."""

    SOCIAL = "social"
    INFORMATION = "information"
    VISIBILITY = "visibility"
    NETWORK = "network"
    COURSE = "course"


class Palette(StrEnum):
    """A family of colours; each has its custom properties in ``static/tokens.css``."""

    MEAL = "meal"
    FEAST = "feast"
    HEALTH = "health"
    MARKET = "market"
    TRIP = "trip"
    HOUSE = "house"


class Kind(StrEnum):
    """What the group does together. The value is stored, the label is translated."""

    COMMUNAL_MEAL = "communal_meal"
    NEWROZ = "newroz"
    RAMADAN_END = "ramadan_end"
    MOTHERS_DAY = "mothers_day"
    WOMENS_EVENING = "womens_evening"
    WOMENS_CAFE = "womens_cafe"
    SWIMMING = "swimming"
    TRIP = "trip"
    MARKET = "market"
    COLLECTION = "collection"
    DIALOGUE_MEETING = "dialogue_meeting"
    INFORMATION_MEETING = "information_meeting"
    VOLUNTEER_DAY = "volunteer_day"
    VISIT = "visit"
    ARTICLE = "article"
    TALK = "talk"
    STAND = "stand"
    POST = "post"
    NETWORK_MEETING = "network_meeting"
    COURSE_EVENING = "course_evening"

    @property
    def about(self) -> "KindText":
        """Everything else that is known of this kind."""
        return KINDS[self]

    @property
    def only_noted(self) -> bool:
        """Whether nobody is invited to it: it is noted when it has happened."""
        return self in (Kind.ARTICLE, Kind.TALK, Kind.POST)


@dataclass(frozen=True)
class KindText:
    """The words and the look of a kind.

    ``invitation`` follows the date on an invitation without a text of its own; ``picture`` names a
    drawing in ``templates/components/pictures.html``.
    """

    label: LazyString
    invitation: LazyString
    category: Category
    palette: Palette
    picture: str


KINDS: dict[Kind, KindText] = {
    Kind.COMMUNAL_MEAL: KindText(
        _("Communal meal"),
        _("We eat together. Come as you are: alone, with your children or with a friend."),
        Category.SOCIAL,
        Palette.MEAL,
        "pot",
    ),
    Kind.NEWROZ: KindText(
        _("Newroz party"),
        _("We celebrate the new year of spring with food, music and dance. Everyone is a guest."),
        Category.SOCIAL,
        Palette.FEAST,
        "fire",
    ),
    Kind.RAMADAN_END: KindText(
        _("Evening at the end of Ramadan"),
        _("We end the month of fasting with good food and company. New and old neighbours meet."),
        Category.SOCIAL,
        Palette.FEAST,
        "lantern",
    ),
    Kind.MOTHERS_DAY: KindText(
        _("Mother's Day dinner"),
        _("A dinner in honour of all mothers. You are served, and you meet others."),
        Category.SOCIAL,
        Palette.FEAST,
        "flowers",
    ),
    Kind.WOMENS_EVENING: KindText(
        _("Evening for women"),
        _("An evening with music, dance and talk, just for women."),
        Category.SOCIAL,
        Palette.FEAST,
        "dance",
    ),
    Kind.WOMENS_CAFE: KindText(
        _("Women's café"),
        _("Coffee, tea and time to talk. You need not know anybody beforehand."),
        Category.SOCIAL,
        Palette.MEAL,
        "cup",
    ),
    Kind.SWIMMING: KindText(
        _("Swimming for women"),
        _("We swim together, beginners too. Only women are in the hall."),
        Category.SOCIAL,
        Palette.TRIP,
        "swimmer",
    ),
    Kind.TRIP: KindText(
        _("Trip"),
        _("We travel together and get to know new places and each other."),
        Category.SOCIAL,
        Palette.TRIP,
        "bus",
    ),
    Kind.MARKET: KindText(
        _("Market"),
        _("Meet us at the market. Look around, taste, and stay for a talk."),
        Category.SOCIAL,
        Palette.MARKET,
        "stall",
    ),
    Kind.COLLECTION: KindText(
        _("Clothes for children"),
        _("We collect and give out children's clothes and things. Bring some, or find what you need."),
        Category.SOCIAL,
        Palette.MARKET,
        "clothes",
    ),
    Kind.DIALOGUE_MEETING: KindText(
        _("Talk about health"),
        _("A relaxed talk about health with someone who knows. Ask whatever you like."),
        Category.INFORMATION,
        Palette.HEALTH,
        "heart",
    ),
    Kind.INFORMATION_MEETING: KindText(
        _("Good to know"),
        _("Hear what there is for you and your family here, and ask your questions."),
        Category.INFORMATION,
        Palette.HEALTH,
        "talk",
    ),
    Kind.VOLUNTEER_DAY: KindText(
        _("Volunteer Day"),
        _("Meet us and others who do something together here. Perhaps you want to join in."),
        Category.VISIBILITY,
        Palette.HOUSE,
        "hands",
    ),
    Kind.VISIT: KindText(
        _("Visit"),
        _("We come by and tell who we are and what we do."),
        Category.VISIBILITY,
        Palette.HOUSE,
        "house",
    ),
    Kind.ARTICLE: KindText(
        _("Article in a newspaper"),
        _("A newspaper has written about us."),
        Category.VISIBILITY,
        Palette.HOUSE,
        "book",
    ),
    Kind.TALK: KindText(
        _("Meeting or talk"),
        _("We were asked to tell who we are and what we know."),
        Category.VISIBILITY,
        Palette.HOUSE,
        "talk",
    ),
    Kind.STAND: KindText(
        _("Stand"),
        _("Come by our stand and get to know us."),
        Category.VISIBILITY,
        Palette.MARKET,
        "stall",
    ),
    Kind.POST: KindText(
        _("Post on the net"),
        _("Somebody has written about us on the net."),
        Category.VISIBILITY,
        Palette.HOUSE,
        "talk",
    ),
    Kind.NETWORK_MEETING: KindText(
        _("Network meeting"),
        _("We share news and ideas, and support one another."),
        Category.NETWORK,
        Palette.HOUSE,
        "table",
    ),
    Kind.COURSE_EVENING: KindText(
        _("Course evening"),
        _("An evening of the course for those who want to become a neighbourhood mother."),
        Category.COURSE,
        Palette.HOUSE,
        "book",
    ),
}
