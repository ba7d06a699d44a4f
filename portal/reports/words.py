"""What each figure and each table is called, and one sentence that says what was counted.

The sentence is the definition: whoever reads the report may hold the group to it, so the code that counts and the
sentence here change together.
"""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

Words = tuple[LazyString, LazyString]

FIGURE_WORDS: Final[dict[str, Words]] = {
    "mothers_active": (
        _("Active mothers"),
        _("Neighbourhood mothers who were active on at least one day of the period."),
    ),
    "mothers_trained": (
        _("Trained mothers"),
        _("Neighbourhood mothers who had completed the course by the end of the period, in all the years."),
    ),
    "women_in_touch": (
        _("Women in touch with a mother"),
        _("Women whom a mother was in touch with at some time in the period. Each woman counts once."),
    ),
    "women_helped": (
        _("Women helped"),
        _("Women with whom a mother had at least one conversation in the period. Each woman counts once."),
    ),
    "women_per_mother": (
        _("Women helped per mother"),
        _("Women helped, divided by the active mothers."),
    ),
    "contacts_new": (
        _("New contacts"),
        _("Women whom a mother met in the period and noted as a contact. Handed over, she counts once."),
    ),
    "conversations": (
        _("Conversations"),
        _("Times a mother helped or talked with a contact, as she noted them herself."),
    ),
    "conversation_hours": (
        _("Hours of conversation"),
        _("The length of the conversations, where it was noted."),
    ),
    "events_own": (
        _("Our own events"),
        _("Events that we invited to ourselves and that were held, without network meetings and the course."),
    ),
    "events_supported": (
        _("Events we supported"),
        _("Events of our partners that the mothers invited to or helped at, and that were held."),
    ),
    "participants": (
        _("Participants"),
        _("People counted at the door of our own and of supported events, or guessed where nobody was counted."),
    ),
    "smallest": (
        _("Smallest gathering"),
        _("The fewest people who came to a social activity, where they were counted or guessed."),
    ),
    "largest": (
        _("Largest gathering"),
        _("The most people who came to a social activity, counted or guessed."),
    ),
    "median": (
        _("Typical gathering"),
        _("Half of the social activities we counted or guessed had fewer people, half had more (the median)."),
    ),
    "first_time": (
        _("Here for the first time"),
        _("Participants who said at the door that they came for the first time. Never more than those who came."),
    ),
    "new_in_denmark": (
        _("New in Denmark"),
        _("Participants who said at the door that they are new in Denmark. It is noted with nobody's name."),
    ),
    "enquiries": (
        _("Enquiries"),
        _("Times somebody asked us for a mother in the period."),
    ),
    "enquiries_professionals": (
        _("Enquiries from professionals"),
        _("Times a professional, a caretaker or a volunteer of an association asked for a mother for somebody."),
    ),
    "enquiries_answered": (
        _("A mother said yes"),
        _("Enquiries of the period to which a mother said yes."),
    ),
    "enquiries_nobody": (
        _("Nobody found"),
        _("Enquiries of the period for which we found no mother."),
    ),
    "days_to_yes": (
        _("Days until a yes"),
        _("Half of the enquiries with a yes had it sooner than this, and half later (the median)."),
    ),
    "meetings": (
        _("Network meetings"),
        _("Meetings of the mothers among themselves that were held."),
    ),
    "meeting_mothers": (
        _("Mothers at a network meeting"),
        _("Mothers who came to at least one network meeting of the period."),
    ),
    "introductions": (
        _("Introductions to an offer"),
        _("Times a mother told a contact of an offer of the municipality or an association."),
    ),
    "introductions_took_part": (
        _("Took part in an offer"),
        _("Introductions of the period after which the mother noted that the woman took part."),
    ),
    "course_evenings": (
        _("Course evenings"),
        _("Evenings of a course that were held."),
    ),
    "course_completed": (
        _("Completed the course"),
        _("People who completed a course in the period."),
    ),
    "mother_hours": (
        _("Hours the mothers gave"),
        _("Hours of events and meetings, for each mother who came or hosted, and of conversations, as noted."),
    ),
    "records_made": (
        _("Records of experience"),
        _("Times a mother printed a record of her experience, for a job or a school."),
    ),
    "events_information": (
        _("Events with information"),
        _("Our own and supported events that were about offers, health or rights, and that were held."),
    ),
    "events_social": (
        _("Social activities"),
        _("Our own and supported dinners, parties, trips and the like that were held."),
    ),
    "events_visibility": (
        _("Times we made ourselves known"),
        _("Articles, talks, visits, stands and posts in the period, noted or planned."),
    ),
    "reached": (
        _("People reached"),
        _("About how many read, heard or saw us, where somebody could say."),
    ),
    "signups_people": (
        _("People who signed up"),
        _("People on the lists of our own and supported events who did not cancel."),
    ),
    "events_full": (
        _("Events that were full"),
        _("Our own and supported events at which every seat was taken at some time."),
    ),
    "days_to_full": (
        _("Days until full"),
        _("Of the events that were full, half were so sooner than this after they were published (the median)."),
    ),
    "no_shows": (
        _("Signed up and did not come"),
        _("People with a seat who were not counted, at events where somebody who had signed up was."),
    ),
    "course_interest": (
        _("Would like to take the course"),
        _("People who joined the list for the course in the period."),
    ),
    "hands": (
        _("Helping hands"),
        _("Times a resident took a task at an event of the period and did not give it back."),
    ),
    "mothers_resting": (
        _("Mothers resting"),
        _(
            "Mothers with an account who were not active on the last day of the period; where it still goes on, "
            "today."
        ),
    ),
    "funding": (
        _("Funding"),
        _("What funders gave for the calendar years the period touches."),
    ),
    "expenses": (
        _("Expenses of events"),
        _("The receipts of events held in the period."),
    ),
    "cost_per_participant": (
        _("Cost per participant"),
        _("The expenses of our own and supported events, divided by their participants."),
    ),
}

TABLE_WORDS: Final[dict[str, Words]] = {
    "mothers_language": (
        _("Mothers"),
        _("The languages of the active mothers. One who speaks several counts in each."),
    ),
    "mothers_hat": (_("Mothers"), _("What active mothers also are.")),
    "mothers_in_touch": (_("In touch"), _("Women each mother was in touch with at some time in the period.")),
    "mothers_helped": (_("Helped"), _("Women with whom each mother had at least one conversation in the period.")),
    "mothers_conversations": (_("Conversations"), _("Conversations each mother noted in the period.")),
    "women_area": (_("Women helped"), _("Women helped in the period, by the area they live in.")),
    "contacts_met": (_("New contacts"), _("New contacts, by how they met their mother.")),
    "contacts_area": (_("New contacts"), _("New contacts, by the area they live in.")),
    "conversations_help": (
        _("Times"),
        _("What the conversations were about. One that was about two things counts in both."),
    ),
    "conversations_month": (_("Conversations"), _("Conversations, by month.")),
    "events_organiser": (_("Events"), _("Events that were held, our own and those we supported.")),
    "participants_organiser": (_("Participants"), _("Participants of our own events and of those we supported.")),
    "events_kind": (_("Events"), _("Our own and supported events that were held, by what they were.")),
    "participants_kind": (_("Participants"), _("Participants, by what the event was.")),
    "events_area": (_("Events"), _("Our own and supported events that were held, by area.")),
    "participants_area": (_("Participants"), _("Participants, by the area the event was held in.")),
    "events_month": (_("Events"), _("Our own and supported events that were held, by month.")),
    "participants_month": (_("Participants"), _("Participants, by month.")),
    "participants_age": (
        _("Participants"),
        _("Adults and children among the participants. Where we could only guess, nobody knows."),
    ),
    "participants_first": (_("Participants"), _("Participants who came for the first time.")),
    "participants_new": (_("Participants"), _("Participants who are new in Denmark.")),
    "signups_language": (_("People"), _("People who signed up, by the language they read the invitation in.")),
    "signups_way": (_("People"), _("People who signed up, by the way they came to us.")),
    "signups_place": (_("People"), _("People who signed up by a poster, by the place where it hung.")),
    "openings_place": (
        _("Opened"),
        _("How often the code on posters of these events was opened, by place."),
    ),
    "enquiries_asker": (_("Enquiries"), _("Enquiries of the period, by who asked.")),
    "enquiries_from": (_("Enquiries"), _("Enquiries of the period, for somebody else or for herself.")),
    "enquiries_theme": (_("Enquiries"), _("Enquiries of the period, by what they were about.")),
    "enquiries_language": (_("Enquiries"), _("Enquiries of the period, by the language that was asked for.")),
    "enquiries_outcome": (_("Enquiries"), _("Enquiries of the period, by what became of them until today.")),
    "enquiries_area": (_("Enquiries"), _("Enquiries of the period, by area.")),
    "introductions_theme": (_("Introductions"), _("Introductions, by what the offer was about.")),
    "introductions_offer": (_("Introductions"), _("Introductions, by offer.")),
    "introductions_result": (_("Introductions"), _("Introductions, by whether the woman took part until today.")),
    "visibility_kind": (_("Times"), _("Times we made ourselves known, by how.")),
    "reached_kind": (_("People reached"), _("People reached, by how, where somebody could say.")),
    "funding_funder": (_("Amount"), _("What each funder gave for the calendar years the period touches.")),
    "expenses_event": (_("Expenses"), _("The receipts of each event that was held in the period.")),
}
