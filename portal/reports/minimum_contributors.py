"""How many people a number must count before an outside edition shows it (docs/report.md gives the reasons).

Events, meetings, articles, active mothers and money are nobody's secret and are shown as they are. Counts of
residents, contacts and enquiries belong to a *family*: tables with the same total, which are protected together. A
figure or table that is in no list here is left out of every outside edition.
"""

from dataclasses import dataclass
from typing import Final

#: Fewer people than this are not shown ...
FEW: Final = 5
#: ... and fewer than this where a number hints at religion, health, origin or violence.
FEW_TENDER: Final = 10


@dataclass(frozen=True)
class Family:
    """People counted once each in ``total``, and told apart by ``tables``, the rows of which add up to it."""

    total: str
    #: The fewest that are shown of them all.
    few: int
    #: The fewest that are shown in a row, by the key of the table.
    tables: dict[str, int]


#: Participants of gatherings are guarded as tender altogether: a party at the end of Ramadan hints at religion.
FAMILIES: Final = (
    Family("women_helped", FEW, {"women_area": FEW}),
    Family("contacts_new", FEW, {"contacts_met": FEW, "contacts_area": FEW}),
    Family("conversations", FEW, {}),
    Family("helps", FEW_TENDER, {"conversations_help": FEW_TENDER}),
    Family(
        "participants",
        FEW_TENDER,
        {
            "participants_organiser": FEW_TENDER,
            "participants_area": FEW_TENDER,
            "participants_age": FEW_TENDER,
            "participants_first": FEW_TENDER,
            "participants_new": FEW_TENDER,
        },
    ),
    Family("signups_people", FEW, {"signups_way": FEW, "signups_language": FEW_TENDER}),
    Family(
        "enquiries",
        FEW,
        {
            "enquiries_from": FEW,
            "enquiries_asker": FEW,
            "enquiries_theme": FEW_TENDER,
            "enquiries_language": FEW_TENDER,
            "enquiries_outcome": FEW,
            "enquiries_area": FEW,
        },
    ),
    Family("introductions", FEW, {"introductions_theme": FEW_TENDER, "introductions_result": FEW}),
    Family("course_interest", FEW, {}),
    Family("hands", FEW, {}),
)

#: Nobody's secret: shown as they are.
OPEN_FIGURES: Final = frozenset(
    {
        "mothers_active", "mothers_trained", "events_own", "events_supported", "meetings", "meeting_mothers",
        "course_evenings", "mother_hours", "events_information", "events_social", "events_visibility", "reached",
        "events_full", "days_to_full", "funding", "expenses",
    }
)  # fmt: skip
OPEN_TABLES: Final = frozenset(
    {
        "events_organiser", "events_kind", "events_area", "events_month", "visibility_kind", "reached_kind",
        "funding_funder",
    }
)  # fmt: skip
#: The rows are shown and no number: which languages the mothers speak is told on the public pages, too.
NAMED_TABLES: Final = frozenset({"mothers_language"})

#: Figures that are a row of a guarded table, and are shown when that row is.
ROW_FIGURES: Final = {
    "first_time": ("participants_first", "first"),
    "new_in_denmark": ("participants_new", "new"),
    "enquiries_professionals": ("enquiries_from", "professionals"),
    "enquiries_answered": ("enquiries_outcome", "answered"),
    "enquiries_nobody": ("enquiries_outcome", "nobody"),
    "introductions_took_part": ("introductions_result", "yes"),
}
#: Means, and the number of people each is divided by or taken from: not shown unless that is.
MEAN_FIGURES: Final = {
    "women_per_mother": "women_helped",
    "cost_per_participant": "participants",
    "days_to_yes": "enquiries_answered",
}
#: Sizes of single gatherings: shown where each gathering at which somebody was counted had ``FEW_TENDER`` people.
SIZE_FIGURES: Final = ("smallest", "largest", "median")
