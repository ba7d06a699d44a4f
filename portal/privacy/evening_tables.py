"""What the register says of accounts, events, lists, posters and words."""

from typing import Final

from portal.privacy.entries import Data, Entry, Keep, line, table

_NONE, _PSEUDO, _PERSONAL = Data.NONE, Data.PSEUDONYMOUS, Data.PERSONAL
_SENSITIVE, _SECRET = Data.SENSITIVE, Data.SECRET

EVENINGS: Final[dict[str, Entry]] = {
    "area": table("A housing area.", line("id slug name", _NONE, "where events are and mothers live")),
    "partner": table("Somebody we do things with.", line("id slug name", _NONE, "who invites")),
    "member": table(
        "A mother or a coordinator, with an account.",
        line("id", _PSEUDO, "stands for her in other tables"),
        line("name", _PERSONAL, "whom to ask; who is a host"),
        line("role created_at disabled_at", _PERSONAL, "what she may do, and since when"),
        line("lang", _PERSONAL, "the language of her screen"),
        line("languages hats trained_on", _PERSONAL, "matching by language; the report of the group"),
        line("written_to_on", _PERSONAL, "not writing to her too often"),
        line("promise_accepted_at promise_version", _PERSONAL, "that she promised confidentiality"),
        line("pin_hash", _SECRET, "opens her phone", Keep.CLOSED),
        line("pin_tries", _NONE, "stops guessing"),
    ),
    "member_area": table("Where a mother is active.", line("member_id area_id", _PERSONAL, "matching by area")),
    "active_period": table(
        "A stretch of days in which a mother was active.",
        line("id member_id from_day to_day", _PSEUDO, "how many were active, in any period"),
    ),
    "event": table(
        "Anything the group does together.",
        line(
            "id code kind audience organiser_id status cancel_reason starts_local ends_local closes_local "
            "moved_from_local at_home area_id seats cost_dkk children step_free food languages interpreter bring "
            "no_photos met_at_door reached link series_id by_hand version next_number first_full_at created_at "
            "published_at cancelled_at",
            _NONE,
            "the invitation; the report",
        ),
        line(
            "place_name address landmark",
            _PERSONAL,
            "where it is; personal only where the event is in a home, and blanked only there",
            Keep.AFTER_EVENT,
        ),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "event_text": table(
        "An event's own words in one language.",
        line("id event_id lang title description practical state updated_at", _NONE, "the invitation"),
        line("updated_by_id", _PSEUDO, "whom to ask about a translation"),
    ),
    "event_mother": table(
        "A mother's part in an event.",
        line("id event_id member_id hosting took_part", _PSEUDO, "who is a host; the record of her experience"),
    ),
    "series": table(
        "A row of events of one origin.",
        line("id repeat created_at", _NONE, "changing all dates at once"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "kind_template": table(
        "The event that new ones of its kind begin as.", line("id kind event_id", _NONE, "planning in minutes")
    ),
    "placement": table(
        "A place where posters hang.",
        line("id code name area_id retired_at", _NONE, "the code on a poster; what each place has brought"),
    ),
    "poster_visit": table(
        "How often a poster's code was opened on a day.",
        line("id event_id place day visits", _NONE, "what each place has brought"),
    ),
    "wording_suggestion": table(
        "A better way to say a sentence of the portal. The text is free, and nothing says who sent it.",
        line(
            "id lang context msgid form current proposed page created_at closed_at",
            _NONE,
            "better words in every language",
            Keep.SUGGESTION,
        ),
        line("member_id", _PSEUDO, "whom to ask what she meant, where a member sent it", Keep.SUGGESTION),
    ),
    "ticket": table(
        "The right to be let in at one event.",
        line("id event_id number generation created_at", _PSEUDO, "being found at the door"),
        line("public_id", _SECRET, "the link of the ticket is made from it and a key"),
    ),
    "signup": table(
        "A party on an event's list.",
        line("name", _PERSONAL, "what to call her at the door", Keep.AFTER_EVENT),
        line("phone phone_typed email", _PERSONAL, "telling her when something changes", Keep.AFTER_EVENT),
        line(
            "diet",
            _SENSITIVE,
            "numbers for the kitchen; when the name is gone, they are about nobody any more",
        ),
        line("adults children state queue_no", _PSEUDO, "seats, the waiting list, the report"),
        line("by_task", _PSEUDO, "whoever lends a hand has a seat"),
        line("way place lang", _PSEUDO, "what a poster brought; the language of the ticket"),
        line("invited_by_id", _PSEUDO, "how many a mother invited"),
        line("replaced_by_id", _PSEUDO, "an old ticket leads on to the new one"),
        line("form_key", _PSEUDO, "a digest, so that pressing twice signs up once"),
        line("consent_version", _NONE, "which promise about data she was shown"),
        line(
            "id event_id ticket_id created_at seated_at cancelled_at purged_at",
            _PSEUDO,
            "the order of the list; that it was blanked",
        ),
    ),
    "attendance_op": table(
        "One tap at the door.",
        line("name lang", _PERSONAL, "finding a guest without a sign-up again", Keep.AFTER_EVENT),
        line("signup_id subject", _PSEUDO, "which party it is about"),
        line("id op_id event_id kind adults children amount", _NONE, "how many came"),
        line("tapped_at received_at", _NONE, "which of two taps is the last"),
        line("member_id session_id", _PSEUDO, "who counted"),
    ),
    "outbox_message": table(
        "One thing to tell one party; it holds no name or number.",
        line(
            "id key kind channel event_id signup_id created_at closed_at closed_by_id outcome",
            _PSEUDO,
            "whom to call or write to, and that it was done",
            Keep.MESSAGE,
        ),
    ),
    "sign_in_link": table(
        "A link or QR that signs a phone in once.",
        line("token_digest", _SECRET, "recognising the link", Keep.LINK),
        line(
            "id member_id event_id made_by_id recovery created_at expires_at used_at",
            _PSEUDO,
            "for whom it is, and that it is used up",
            Keep.LINK,
        ),
    ),
    "phone_session": table(
        "A phone that is known.",
        line("token_digest", _SECRET, "recognising the phone's cookie", Keep.PHONE),
        line(
            "id member_id event_id label created_at last_seen_at expires_at opened_until_at ended_at",
            _PSEUDO,
            "the list of her own phones, and ending them",
            Keep.PHONE,
        ),
    ),
    "rate_bucket": table(
        "How often something was tried.",
        line("id key window count expires_at", _PSEUDO, "stopping misuse; the key is a digest", Keep.BUCKET),
    ),
    "audit_entry": table(
        "Who read or changed what; it holds none of the data.",
        line("id at actor action subject", _PSEUDO, "looking into a breach of confidence", Keep.AUDIT),
    ),
}
