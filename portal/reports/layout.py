"""In which order the report says what it says: on screen, on paper and in files."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.stories.models import StoryPart


class Chart(StrEnum):
    """How a block of tables is drawn beside its numbers."""

    NONE = "none"
    #: A bar in each row of the first column.
    BARS = "bars"
    #: One column for each month.
    MONTHS = "months"


@dataclass(frozen=True)
class Numbers:
    keys: tuple[str, ...]


@dataclass(frozen=True)
class GridLayout:
    """Tables with the same rows, side by side as the columns of one."""

    title: LazyString
    keys: tuple[str, ...]
    chart: Chart = Chart.BARS


@dataclass(frozen=True)
class StoriesLayout:
    """What people tell: the stories of a part, and with ``lines`` what the mothers say of themselves."""

    part: StoryPart
    lines: bool = False


@dataclass(frozen=True)
class Section:
    key: str
    title: LazyString
    blocks: tuple[Numbers | GridLayout | StoriesLayout, ...]
    #: What it is about, in a sentence for whoever does not know us.
    about: LazyString | None = None


SECTIONS: Final = (
    Section(
        "facts",
        _("Facts"),
        (
            Numbers(("mothers_active", "mothers_trained", "women_helped", "women_per_mother")),
            Numbers(("events_own", "smallest", "largest", "events_supported")),
            Numbers(("enquiries_professionals", "meetings", "meeting_mothers", "funding")),
            GridLayout(_("Languages of the mothers"), ("mothers_language",)),
            GridLayout(_("Funders"), ("funding_funder",), Chart.NONE),
        ),
        _("What the group is, and what it did, in a few numbers."),
    ),
    Section(
        "bridges",
        _("Bridges"),
        (
            Numbers(("introductions", "introductions_took_part")),
            GridLayout(_("What the offers were about"), ("introductions_theme",)),
            GridLayout(_("Which offers"), ("introductions_offer",)),
            GridLayout(_("Did she take part?"), ("introductions_result",)),
            StoriesLayout(StoryPart.BRIDGES),
        ),
        _("The mothers lead women who are on their own to what the town has to offer."),
    ),
    Section(
        "networks",
        _("New networks"),
        (
            Numbers(("women_in_touch", "contacts_new", "first_time", "new_in_denmark")),
            GridLayout(_("How new contacts met their mother"), ("contacts_met",)),
            StoriesLayout(StoryPart.NETWORKS),
        ),
        _("Women who knew few people get to know others, at a table or in a conversation."),
    ),
    Section(
        "mothers",
        _("The mothers themselves"),
        (
            Numbers(("mother_hours", "meetings", "meeting_mothers", "records_made")),
            Numbers(("course_evenings", "course_completed")),
            GridLayout(_("What mothers also are"), ("mothers_hat",)),
            StoriesLayout(StoryPart.MOTHERS, lines=True),
        ),
        _("Whoever helps others grows with it: in knowledge, in confidence, and towards work."),
    ),
    Section(
        "enquiries",
        _("Who asked for a mother"),
        (
            Numbers(
                ("enquiries", "enquiries_professionals", "enquiries_answered", "enquiries_nobody", "days_to_yes")
            ),
            GridLayout(_("Who asked"), ("enquiries_asker",)),
            GridLayout(_("For whom"), ("enquiries_from",)),
            GridLayout(_("What they asked for"), ("enquiries_theme",)),
            GridLayout(_("Which language they asked for"), ("enquiries_language",)),
            GridLayout(_("What became of it"), ("enquiries_outcome",)),
        ),
        _("Professionals and neighbours turn to us when they meet a woman who needs an outstretched hand."),
    ),
    Section(
        "individual",
        _("Individual contacts"),
        (
            Numbers(("conversations", "conversation_hours", "women_helped")),
            GridLayout(_("What the conversations were about"), ("conversations_help",)),
            GridLayout(_("Conversations month by month"), ("conversations_month",), Chart.MONTHS),
            GridLayout(
                _("Each mother"),
                ("mothers_in_touch", "mothers_helped", "mothers_conversations"),
                Chart.NONE,
            ),
            StoriesLayout(StoryPart.INDIVIDUAL),
        ),
        _("A conversation, a letter explained, somebody along at a meeting."),
    ),
    Section(
        "information",
        _("Information on offers"),
        (
            Numbers(("events_information", "introductions")),
            StoriesLayout(StoryPart.INFORMATION),
        ),
        _("Women hear of the town's offers, at our events and from the mothers."),
    ),
    Section(
        "social",
        _("Social activities"),
        (
            Numbers(("events_social", "participants", "smallest", "largest", "median")),
            GridLayout(_("Our own and supported events"), ("events_organiser", "participants_organiser")),
            GridLayout(_("What we did together"), ("events_kind", "participants_kind")),
            GridLayout(_("Participants month by month"), ("participants_month", "events_month"), Chart.MONTHS),
            GridLayout(_("Adults and children"), ("participants_age",)),
            GridLayout(_("New and known faces"), ("participants_first",)),
            GridLayout(_("New in Denmark"), ("participants_new",)),
            StoriesLayout(StoryPart.SOCIAL),
        ),
        _("We eat, celebrate and travel together, and meet people whom we did not know."),
    ),
    Section(
        "visibility",
        _("Making ourselves known"),
        (
            Numbers(("events_visibility", "reached")),
            GridLayout(_("How"), ("visibility_kind", "reached_kind")),
            StoriesLayout(StoryPart.VISIBILITY),
        ),
        _("Only those who know of us can come, or send somebody."),
    ),
    Section(
        "attention",
        _("Points of attention"),
        (
            Numbers(("mothers_resting", "course_interest", "hands", "no_shows")),
            StoriesLayout(StoryPart.ATTENTION),
        ),
        _("What to keep an eye on from here."),
    ),
    Section(
        "brought",
        _("What brought people"),
        (
            Numbers(("signups_people", "events_full", "days_to_full")),
            GridLayout(_("The way they came"), ("signups_way",)),
            GridLayout(_("Languages of those who signed up"), ("signups_language",)),
            GridLayout(_("Posters"), ("signups_place", "openings_place")),
        ),
        _("How people heard of us before they signed up."),
    ),
    Section(
        "money",
        _("What it cost"),
        (
            Numbers(("funding", "expenses", "cost_per_participant")),
            GridLayout(_("Expenses event by event"), ("expenses_event",), Chart.NONE),
        ),
        _("What we were given, and what our events cost."),
    ),
)
#: The page of one area: what these tables say of it.
AREA_TABLES: Final = ("women_area", "contacts_area", "events_area", "participants_area", "enquiries_area")
