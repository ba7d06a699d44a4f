"""The register of every column: what kind of data it is, what it is for, and how long it is kept.

Each line of ``TABLES`` names one or more columns. ``Keep`` says when they go; ``purge.py`` has one function for
each pair of table and ``Keep`` that stands here, and blanks the columns that this register names.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final


class Data(StrEnum):
    """What kind of data a column holds."""

    NONE = "none"
    #: Tells who somebody is only together with something else, such as a number that stands for a member.
    PSEUDONYMOUS = "pseudonymous"
    PERSONAL = "personal"
    #: May hint at religion, health, origin or trouble.
    SENSITIVE = "sensitive"
    #: Opens something: digests of links and cookies, PINs.
    SECRET = "secret"


class Keep(Enum):
    """How long a column is kept; the words stand in ``docs/privacy.md``."""

    HISTORY = "as long as the group keeps its history"
    AFTER_EVENT = "blanked {days} days after the event has ended"
    MESSAGE = "the row is deleted {days} days after the event has ended"
    WORDS = "blanked 90 days after they were written"
    CONTACT = "blanked when the mother deletes the contact, or 90 days after her account was closed"
    CLOSED = "blanked 90 days after the account was closed"
    LINK = "the row is deleted a day after it was used or ran out"
    PHONE = "the row is deleted a week after it was ended or ran out"
    BUCKET = "the row is deleted when its minutes are over"
    SUGGESTION = "the row is deleted a year after it was sent"
    AUDIT = "the row is deleted after two years"


@dataclass(frozen=True)
class Column:
    """What the register says of one column."""

    data: Data
    purpose: str
    keep: Keep
    encrypted: bool


@dataclass(frozen=True)
class Entry:
    """What the register says of one table: what a row is, and its columns."""

    about: str
    columns: dict[str, Column]


def _line(
    names: str, data: Data, purpose: str, keep: Keep = Keep.HISTORY, *, encrypted: bool = False
) -> dict[str, Column]:
    return {name: Column(data, purpose, keep, encrypted) for name in names.split()}


def _table(about: str, *lines: dict[str, Column]) -> Entry:
    return Entry(about, {name: column for line in lines for name, column in line.items()})


_NONE, _PSEUDO, _PERSONAL = Data.NONE, Data.PSEUDONYMOUS, Data.PERSONAL
_SENSITIVE, _SECRET = Data.SENSITIVE, Data.SECRET

TABLES: Final[dict[str, Entry]] = {
    "area": _table("A housing area.", _line("id slug name", _NONE, "where events are and mothers live")),
    "partner": _table("Somebody we do things with.", _line("id slug name", _NONE, "who invites")),
    "member": _table(
        "A mother or a coordinator, with an account.",
        _line("id", _PSEUDO, "stands for her in other tables"),
        _line("name", _PERSONAL, "whom to ask; who is a host"),
        _line("role created_at disabled_at", _PERSONAL, "what she may do, and since when"),
        _line("lang", _PERSONAL, "the language of her screen"),
        _line("languages hats trained_on", _PERSONAL, "matching by language; the report of the group"),
        _line("promise_accepted_at promise_version", _PERSONAL, "that she promised confidentiality"),
        _line("pin_hash", _SECRET, "opens her phone", Keep.CLOSED),
        _line("pin_tries", _NONE, "stops guessing"),
    ),
    "member_area": _table("Where a mother is active.", _line("member_id area_id", _PERSONAL, "matching by area")),
    "active_period": _table(
        "A stretch of days in which a mother was active.",
        _line("id member_id from_day to_day", _PSEUDO, "how many were active, in any period"),
    ),
    "event": _table(
        "Anything the group does together.",
        _line(
            "id code kind audience organiser_id status cancel_reason starts_local ends_local closes_local "
            "moved_from_local at_home area_id seats cost_dkk children step_free food languages interpreter bring "
            "no_photos met_at_door series_id by_hand version next_number first_full_at created_at published_at "
            "cancelled_at",
            _NONE,
            "the invitation; the report",
        ),
        _line(
            "place_name address landmark",
            _PERSONAL,
            "where it is; personal only where the event is in a home, and blanked only there",
            Keep.AFTER_EVENT,
        ),
        _line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "event_text": _table(
        "An event's own words in one language.",
        _line("id event_id lang title description practical state updated_at", _NONE, "the invitation"),
        _line("updated_by_id", _PSEUDO, "whom to ask about a translation"),
    ),
    "event_mother": _table(
        "A mother's part in an event.",
        _line("id event_id member_id hosting took_part", _PSEUDO, "who is a host; the record of her experience"),
    ),
    "series": _table(
        "A row of events of one origin.",
        _line("id repeat created_at", _NONE, "changing all dates at once"),
        _line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "kind_template": _table(
        "The event that new ones of its kind begin as.", _line("id kind event_id", _NONE, "planning in minutes")
    ),
    "event_task": _table(
        "How many hands an event needs for a task, and how many said yes.",
        _line("id event_id kind wanted taken", _NONE, "who still has to be asked"),
    ),
    "placement": _table(
        "A place where posters hang.",
        _line("id code name area_id retired_at", _NONE, "the code on a poster; what each place has brought"),
    ),
    "poster_visit": _table(
        "How often a poster's code was opened on a day.",
        _line("id event_id place day visits", _NONE, "what each place has brought"),
    ),
    "wording_suggestion": _table(
        "A better way to say a sentence of the portal. The text is free, and nothing says who sent it.",
        _line(
            "id lang context msgid form current proposed page created_at closed_at",
            _NONE,
            "better words in every language",
            Keep.SUGGESTION,
        ),
        _line("member_id", _PSEUDO, "whom to ask what she meant, where a member sent it", Keep.SUGGESTION),
    ),
    "ticket": _table(
        "The right to be let in at one event.",
        _line("id event_id number generation created_at", _PSEUDO, "being found at the door"),
        _line("public_id", _SECRET, "the link of the ticket is made from it and a key"),
    ),
    "signup": _table(
        "A party on an event's list.",
        _line("name", _PERSONAL, "what to call her at the door", Keep.AFTER_EVENT),
        _line("phone phone_typed email", _PERSONAL, "telling her when something changes", Keep.AFTER_EVENT),
        _line(
            "diet",
            _SENSITIVE,
            "numbers for the kitchen; when the name is gone, they are about nobody any more",
        ),
        _line("adults children state queue_no", _PSEUDO, "seats, the waiting list, the report"),
        _line("way place lang", _PSEUDO, "what a poster brought; the language of the ticket"),
        _line("invited_by_id", _PSEUDO, "how many a mother invited"),
        _line("replaced_by_id", _PSEUDO, "an old ticket leads on to the new one"),
        _line("form_key", _PSEUDO, "a digest, so that pressing twice signs up once"),
        _line("consent_version", _NONE, "which promise about data she was shown"),
        _line(
            "id event_id ticket_id created_at seated_at cancelled_at purged_at",
            _PSEUDO,
            "the order of the list; that it was blanked",
        ),
    ),
    "attendance_op": _table(
        "One tap at the door.",
        _line("name lang", _PERSONAL, "finding a guest without a sign-up again", Keep.AFTER_EVENT),
        _line("signup_id subject", _PSEUDO, "which party it is about"),
        _line("id op_id event_id kind adults children amount", _NONE, "how many came"),
        _line("tapped_at received_at", _NONE, "which of two taps is the last"),
        _line("member_id session_id", _PSEUDO, "who counted"),
    ),
    "outbox_message": _table(
        "One thing to tell one party; it holds no name or number.",
        _line(
            "id key kind channel event_id signup_id created_at closed_at closed_by_id outcome",
            _PSEUDO,
            "whom to call or write to, and that it was done",
            Keep.MESSAGE,
        ),
    ),
    "contact": _table(
        "A woman a mother is in touch with; the portal shows it to that mother alone.",
        _line("nickname", _PERSONAL, "knowing her again", Keep.CONTACT, encrypted=True),
        _line("real_name phone", _PERSONAL, "reaching her; only if she agreed", Keep.CONTACT, encrypted=True),
        _line("words", _SENSITIVE, "what to remember; only if she agreed", Keep.WORDS, encrypted=True),
        _line("words_at", _PSEUDO, "when the words go", Keep.WORDS),
        _line("agreed_at agreed_version", _PSEUDO, "that she agreed, and to which wording", Keep.CONTACT),
        _line("reach reach_when", _PSEUDO, "how and when she may be reached", Keep.CONTACT),
        _line("languages area_id met since", _PSEUDO, "totals of the group"),
        _line("id mother_id created_at closed_at", _PSEUDO, "how many women each mother is in touch with"),
    ),
    "sign_in_link": _table(
        "A link or QR that signs a phone in once.",
        _line("token_digest", _SECRET, "recognising the link", Keep.LINK),
        _line(
            "id member_id event_id made_by_id recovery created_at expires_at used_at",
            _PSEUDO,
            "for whom it is, and that it is used up",
            Keep.LINK,
        ),
    ),
    "phone_session": _table(
        "A phone that is known.",
        _line("token_digest", _SECRET, "recognising the phone's cookie", Keep.PHONE),
        _line(
            "id member_id event_id label created_at last_seen_at expires_at opened_until_at ended_at",
            _PSEUDO,
            "the list of her own phones, and ending them",
            Keep.PHONE,
        ),
    ),
    "rate_bucket": _table(
        "How often something was tried.",
        _line("id key window count expires_at", _PSEUDO, "stopping misuse; the key is a digest", Keep.BUCKET),
    ),
    "audit_entry": _table(
        "Who read or changed what; it holds none of the data.",
        _line("id at actor action subject", _PSEUDO, "looking into a breach of confidence", Keep.AUDIT),
    ),
}


def columns(table: str, keep: Keep) -> list[str]:
    """The columns of a table that are kept so long."""
    return [name for name, column in TABLES[table].columns.items() if column.keep is keep]
