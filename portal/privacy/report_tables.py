"""What the register says of what the report is made from beside the counts: money, goals, stories, editions."""

from typing import Final

from portal.privacy.entries import Data, Entry, Keep, line, table

_NONE, _PSEUDO, _PERSONAL = Data.NONE, Data.PSEUDONYMOUS, Data.PERSONAL
_SENSITIVE, _SECRET = Data.SENSITIVE, Data.SECRET

REPORT: Final[dict[str, Entry]] = {
    "funder": table(
        "Somebody who gives the group money.", line("id name created_at retired_at", _NONE, "the report")
    ),
    "funder_area": table(
        "An area a funder cares for.", line("funder_id area_id", _NONE, "its page in the report")
    ),
    "funding": table(
        "What a funder gives for a year.",
        line("id funder_id year amount_ore created_at", _NONE, "the report"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "expense": table(
        "One receipt of an event.",
        line("id event_id receipt what amount_ore created_at", _NONE, "what an event cost"),
        line("form_key", _SECRET, "the same form sent twice is one receipt"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "goal": table(
        "What the group wants to reach in a year.",
        line("id year figure target created_at", _NONE, "the report"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "story": table(
        "A quote, a story or a point for the report.",
        line("text", _SENSITIVE, "the report; only if whoever it is about agreed", Keep.STORY, encrypted=True),
        line("agreed_at agreed_version", _PSEUDO, "that whoever it is about agreed, and to which wording"),
        line(
            "id part shape lang speaker day event_id put_aside_at withdrawn_at created_at",
            _PSEUDO,
            "where it stands in the report",
        ),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "mother_line": table(
        "What a mother says of her own time with us, for the report.",
        line("text", _PERSONAL, "the report", Keep.LINE, encrypted=True),
        line("id member_id lang named written_on created_at", _PSEUDO, "whose line it is"),
    ),
    "interview": table(
        "A talk by the guide.",
        line("answers", _SENSITIVE, "the stories of the report", Keep.INTERVIEW, encrypted=True),
        line("agreed_at agreed_version", _PSEUDO, "that she agreed, and to which wording"),
        line("id speaker day lang created_at", _PSEUDO, "how many were interviewed"),
        line("created_by_id", _PSEUDO, "whom to ask about it"),
    ),
    "quarter_count": table(
        "What was counted in a quarter when the first outside edition with it was made.",
        line("id year quarter counted_at", _NONE, "that a later edition tells nothing about an earlier one"),
        line("counts", _PSEUDO, "the same; exact counts, and the numbers of the women helped"),
    ),
    "edition": table(
        "An edition of the report that was handed on.",
        line("id year stretch content made_at", _NONE, "what others hold; no small number stands in it"),
        line("made_by_id", _PSEUDO, "who made it"),
    ),
}
