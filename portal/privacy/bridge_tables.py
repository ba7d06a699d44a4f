"""What the register says of what happens between the events: helping hands, contacts, enquiries, the network."""

from typing import Final

from portal.privacy.entries import Data, Entry, Keep, line, table

_NONE, _PSEUDO, _PERSONAL = Data.NONE, Data.PSEUDONYMOUS, Data.PERSONAL
_SENSITIVE, _SECRET = Data.SENSITIVE, Data.SECRET

BRIDGE: Final[dict[str, Entry]] = {
    "event_task": table(
        "How many hands an event needs for a task, and how many said yes.",
        line("id event_id kind lang wanted taken at_local", _NONE, "who still has to be asked"),
    ),
    "task_take": table(
        "A party that has taken a task.",
        line("what", _PERSONAL, "what she brings, in her words", Keep.AFTER_EVENT),
        line("contains", _NONE, "what is in it, so that everyone may choose"),
        line("id task_id signup_id created_at cancelled_at", _PSEUDO, "who lends a hand"),
    ),
    "helper": table(
        "A resident who said that we may ask her again.",
        line("name phone email", _PERSONAL, "asking her", Keep.HELPER, encrypted=True),
        line("public_id form_key", _SECRET, "the link by which she takes her yes back", Keep.HELPER),
        line("kinds languages lang", _PERSONAL, "asking her for what she likes to do", Keep.HELPER),
        line("id agreed_version created_at asked_on", _PSEUDO, "that she said yes, and when", Keep.HELPER),
    ),
    "offer": table(
        "Something the municipality or an association offers residents.",
        line(
            "id code theme status organiser_id audience children cost_dkk weekdays starts_local ends_local "
            "by_appointment drop_in place_name address landmark area_id step_free languages interpreter phone "
            "email website confirmed_on version created_at",
            _NONE,
            "the directory; an office, not a person",
        ),
        line("confirmed_by_id created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "offer_text": table(
        "An offer's own words in one language.",
        line("id offer_id lang title description practical state updated_at", _NONE, "the directory"),
        line("updated_by_id", _PSEUDO, "whom to ask about a translation"),
    ),
    "contact": table(
        "A woman a mother is in touch with; the portal shows it to that mother alone.",
        line("nickname", _PERSONAL, "knowing her again", Keep.CONTACT, encrypted=True),
        line("real_name phone", _PERSONAL, "reaching her; only if she agreed", Keep.CONTACT, encrypted=True),
        line("words", _SENSITIVE, "what to remember; only if she agreed", Keep.WORDS, encrypted=True),
        line("words_at", _PSEUDO, "when the words go", Keep.WORDS),
        line("agreed_at agreed_version", _PSEUDO, "that she agreed, and to which wording", Keep.CONTACT),
        line("reach reach_when", _PSEUDO, "how and when she may be reached", Keep.CONTACT),
        line("languages area_id met since in_touch_on", _PSEUDO, "totals of the group"),
        line("from_contact_id", _PSEUDO, "a woman who was handed over is counted once"),
        line("id mother_id created_at closed_at", _PSEUDO, "how many women each mother is in touch with"),
    ),
    "conversation": table(
        "One time a mother helped a contact; the portal shows it to that mother alone.",
        line("words", _SENSITIVE, "what to remember; only if she agreed", Keep.WORDS, encrypted=True),
        line("words_at", _PSEUDO, "when the words go", Keep.WORDS),
        line("helps", _SENSITIVE, "totals of the group"),
        line("day quarters", _PSEUDO, "totals of the group; the record of her experience"),
        line("id contact_id mother_id created_at", _PSEUDO, "how often each mother helped"),
    ),
    "introduction": table(
        "A contact was told of an offer.",
        line("id conversation_id offer_id took_part answered_on", _PSEUDO, "how many found their way to an offer"),
    ),
    "talk_wish": table(
        "A mother would like to talk about something, without what it is.",
        line("id mother_id wished_on event_id closed_at", _PSEUDO, "that she is heard at the next meeting"),
    ),
    "hand_over": table(
        "A mother asks another to take a contact over.",
        line("id contact_id from_id to_id state along offered_at answered_at", _PSEUDO, "who takes her over"),
    ),
    "enquiry": table(
        "Somebody asks for a mother.",
        line(
            "asker_name workplace asker_phone asker_email meeting_place",
            _PERSONAL,
            "calling back; a first meeting",
            Keep.ASKER,
            encrypted=True,
        ),
        line("call_her her_phone", _PERSONAL, "reaching her safely", Keep.HERSELF, encrypted=True),
        line("reach reach_when", _PERSONAL, "how and when she may be reached", Keep.HERSELF),
        line("spoken area_id theme soon", _SENSITIVE, "finding a mother; totals of the group"),
        line("public_id form_key", _SECRET, "the link of whoever asked; pressing twice is one enquiry"),
        line(
            "id asker state agreed_version lang called_back_at meeting_local mother_id result received_at "
            "asked_at accepted_at met_at closed_at purged_at",
            _PSEUDO,
            "who does the next step; how long it took",
        ),
    ),
    "enquiry_ask": table(
        "The coordinator asked a mother.",
        line(
            "id enquiry_id mother_id answer asked_at answered_at", _PSEUDO, "not asking the same mother too often"
        ),
    ),
    "host_wish": table(
        "A mother would like to host a network meeting.",
        line("id member_id wished_at closed_at", _PSEUDO, "asking her"),
    ),
    "meeting_reply": table(
        "Whether a mother comes to a meeting.",
        line("id event_id member_id coming replied_at", _PSEUDO, "how many chairs; who sees the address"),
    ),
    "agenda_point": table(
        "What somebody wants to talk about at a meeting.",
        line("id event_id member_id text created_at", _PERSONAL, "the agenda", Keep.MEETING),
    ),
    "minutes": table(
        "What was said at a meeting, in one language.",
        line("id event_id lang text updated_at updated_by_id", _PERSONAL, "reading up", Keep.MEETING),
    ),
    "minutes_seen": table(
        "A mother has opened the minutes.",
        line("id event_id member_id seen_at", _PSEUDO, "who has to be told another way"),
    ),
    "notice": table(
        "News from the coordinator to the mothers.",
        line("id event_id offer_id until created_at withdrawn_at", _NONE, "what is new, and until when"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "notice_text": table(
        "A notice's words in one language.",
        line("id notice_id lang title body updated_at", _NONE, "what is new"),
        line("updated_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "notice_seen": table(
        "A mother has opened a notice.",
        line("id notice_id member_id seen_at", _PSEUDO, "who has to be told another way"),
    ),
    "course": table(
        "A course for those who want to become a mother.",
        line("id series_id becoming seats share announced created_at closed_at", _NONE, "planning it"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "course_interest": table(
        "Somebody would like to take the course.",
        line("name phone email", _PERSONAL, "inviting her", Keep.INTEREST, encrypted=True),
        line("public_id form_key", _SECRET, "the link by which she answers or leaves the list"),
        line("becoming languages area_id lang", _PSEUDO, "whom the next course would be for"),
        line(
            "id state agreed_version course_id created_at invited_at answered_at closed_at",
            _PSEUDO,
            "the order of the list; who was invited",
        ),
    ),
    "course_participant": table(
        "Somebody who takes part in a course.",
        line("name", _PERSONAL, "the list of an evening", Keep.COURSE, encrypted=True),
        line(
            "id course_id interest_id member_id joined_on left_on completed_on", _PSEUDO, "how many completed it"
        ),
    ),
    "course_attendance": table(
        "Somebody was there on an evening of the course.",
        line("id participant_id event_id noted_at", _PSEUDO, "who has completed it"),
    ),
    "experience_record": table(
        "A mother made a record of her experience.",
        line("id member_id made_at", _PSEUDO, "how many made use of it"),
    ),
    "feature_off": table(
        "A part of the portal that is switched off.",
        line("id feature off_at", _NONE, "what the group does not use"),
    ),
}
