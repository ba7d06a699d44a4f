"""Every figure the report can show: what it is called, what was counted, and how it may be shown outside.

The sentence is the definition: whoever reads the report may hold the group to it, so the code that counts
(``counting/``) and the sentence here change together. Where a figure stands is said in ``layout.py``.
"""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _

from portal.reports.figure_types import Figure, Unit
from portal.reports.minimum_contributors import FEW, FEW_TENDER, OPEN, SIZE, AtLeast, MeanOf, RowOf

_FIGURES: Final = (
    Figure(
        "mothers_active",
        _("Active mothers"),
        _("Neighbourhood mothers who were active on at least one day of the period."),
        outside=OPEN,
    ),
    Figure(
        "mothers_trained",
        _("Trained mothers"),
        _("Neighbourhood mothers who had completed the course by the end of the period, in all the years."),
        outside=OPEN,
    ),
    Figure(
        "women_in_touch",
        _("Women in touch with a mother"),
        _("Women whom a mother was in touch with at some time in the period. Each woman counts once."),
    ),
    Figure(
        "women_helped",
        _("Women helped"),
        _("Women with whom a mother had at least one conversation in the period. Each woman counts once."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "women_per_mother",
        _("Women helped per mother"),
        _("Women helped, divided by the active mothers."),
        unit=Unit.MEAN,
        outside=MeanOf("women_helped"),
    ),
    Figure(
        "contacts_new",
        _("New contacts"),
        _("Women whom a mother met in the period and noted as a contact. Handed over, she counts once."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "conversations",
        _("Conversations"),
        _("Times a mother helped or talked with a contact, as she noted them herself."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "conversation_hours",
        _("Hours of conversation"),
        _("The length of the conversations, where it was noted."),
        unit=Unit.HOURS,
    ),
    Figure(
        "events_own",
        _("Our own events"),
        _("Events that we invited to ourselves and that were held, without network meetings and the course."),
        outside=OPEN,
    ),
    Figure(
        "events_supported",
        _("Events we supported"),
        _("Events of our partners that the mothers invited to or helped at, and that were held."),
        outside=OPEN,
    ),
    Figure(
        "participants",
        _("Participants"),
        _("People counted at the door of our own and of supported events, or guessed where nobody was counted."),
        outside=AtLeast(FEW_TENDER),
    ),
    Figure(
        "smallest",
        _("Smallest gathering"),
        _("The fewest people who came to a social activity, where they were counted or guessed."),
        outside=SIZE,
    ),
    Figure(
        "largest",
        _("Largest gathering"),
        _("The most people who came to a social activity, counted or guessed."),
        outside=SIZE,
    ),
    Figure(
        "median",
        _("Typical gathering"),
        _("Half of the social activities we counted or guessed had fewer people, half had more (the median)."),
        unit=Unit.MEAN,
        outside=SIZE,
    ),
    Figure(
        "first_time",
        _("Here for the first time"),
        _("Participants who said at the door that they came for the first time. Never more than those who came."),
        outside=RowOf("participants_first", "first"),
    ),
    Figure(
        "new_in_denmark",
        _("New in Denmark"),
        _("Participants who said at the door that they are new in Denmark. It is noted with nobody's name."),
        outside=RowOf("participants_new", "new"),
    ),
    Figure(
        "enquiries",
        _("Enquiries"),
        _("Times somebody asked us for a mother in the period."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "enquiries_professionals",
        _("Enquiries from professionals"),
        _("Times a professional, a caretaker or a volunteer of an association asked for a mother for somebody."),
        outside=RowOf("enquiries_from", "professionals"),
    ),
    Figure(
        "enquiries_answered",
        _("A mother said yes"),
        _("Enquiries of the period to which a mother said yes."),
        outside=RowOf("enquiries_outcome", "answered"),
    ),
    Figure(
        "enquiries_nobody",
        _("Nobody found"),
        _("Enquiries of the period for which we found no mother."),
        outside=RowOf("enquiries_outcome", "nobody"),
    ),
    Figure(
        "days_to_yes",
        _("Days until a yes"),
        _("Half of the enquiries with a yes had it sooner than this, and half later (the median)."),
        unit=Unit.MEAN,
        outside=MeanOf("enquiries_answered"),
    ),
    Figure(
        "meetings",
        _("Network meetings"),
        _("Meetings of the mothers among themselves that were held."),
        outside=OPEN,
    ),
    Figure(
        "meeting_mothers",
        _("Mothers at a network meeting"),
        _("Mothers who came to at least one network meeting of the period."),
        outside=OPEN,
    ),
    Figure(
        "introductions",
        _("Introductions to an offer"),
        _("Times a mother told a contact of an offer of the municipality or an association."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "introductions_took_part",
        _("Took part in an offer"),
        _("Introductions of the period after which the mother noted that the woman took part."),
        outside=RowOf("introductions_result", "yes"),
    ),
    Figure("course_evenings", _("Course evenings"), _("Evenings of a course that were held."), outside=OPEN),
    Figure("course_completed", _("Completed the course"), _("People who completed a course in the period.")),
    Figure(
        "mother_hours",
        _("Hours the mothers gave"),
        _("Hours of events and meetings, for each mother who came or hosted, and of conversations, as noted."),
        unit=Unit.HOURS,
        outside=OPEN,
    ),
    Figure(
        "records_made",
        _("Records of experience"),
        _("Times a mother printed a record of her experience, for a job or a school."),
    ),
    Figure(
        "events_information",
        _("Events with information"),
        _("Our own and supported events that were about offers, health or rights, and that were held."),
        outside=OPEN,
    ),
    Figure(
        "events_social",
        _("Social activities"),
        _("Our own and supported dinners, parties, trips and the like that were held."),
        outside=OPEN,
    ),
    Figure(
        "events_visibility",
        _("Times we made ourselves known"),
        _("Articles, talks, visits, stands and posts in the period, noted or planned."),
        outside=OPEN,
    ),
    Figure(
        "reached",
        _("People reached"),
        _("About how many read, heard or saw us, where somebody could say."),
        outside=OPEN,
    ),
    Figure(
        "signups_people",
        _("People who signed up"),
        _("People on the lists of our own and supported events who did not cancel."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "events_full",
        _("Events that were full"),
        _("Our own and supported events at which every seat was taken at some time."),
        outside=OPEN,
    ),
    Figure(
        "days_to_full",
        _("Days until full"),
        _("Of the events that were full, half were so sooner than this after they were published (the median)."),
        unit=Unit.MEAN,
        outside=OPEN,
    ),
    Figure(
        "no_shows",
        _("Signed up and did not come"),
        _("People with a seat who were not counted, at events where somebody who had signed up was."),
    ),
    Figure(
        "course_interest",
        _("Would like to take the course"),
        _("People who joined the list for the course in the period."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "hands",
        _("Helping hands"),
        _("Times a resident took a task at an event of the period and did not give it back."),
        outside=AtLeast(FEW),
    ),
    Figure(
        "mothers_resting",
        _("Mothers resting"),
        _(
            "Mothers with an account who were not active on the last day of the period; where it still goes on, "
            "today."
        ),
    ),
    Figure(
        "funding",
        _("Funding"),
        _("What funders gave for the calendar years the period touches."),
        unit=Unit.MONEY,
        outside=OPEN,
    ),
    Figure(
        "expenses",
        _("Expenses of events"),
        _("The receipts of events held in the period."),
        unit=Unit.MONEY,
        outside=OPEN,
    ),
    Figure(
        "cost_per_participant",
        _("Cost per participant"),
        _("The expenses of our own and supported events, divided by their participants."),
        unit=Unit.MONEY,
        outside=MeanOf("participants"),
    ),
)
FIGURES: Final[Mapping[str, Figure]] = {figure.key: figure for figure in _FIGURES}
