"""What a person has said about forms, where the form itself cannot. A name is a page and where its form goes."""

from dataclasses import dataclass, field

#: Forms with fields that open empty, or with a suggestion: they make something new, or do something once.
NOT_EDITING = {
    "accounts.open_phone > try_pin": "a secret is never shown back",
    "accounts.pin > choose_pin": "a secret is never shown back",
    "ask.contact > write": "makes an enquiry",
    "attendance.door > estimate": "each estimate is a new note",
    "attendance.door > search": "a search",
    "attendance.guest > guest": "makes a sign-up",
    "attendance.guests > guests": "makes a walk-in",
    "attendance.walk_in > estimate": "each estimate is a new note",
    "contacts.new > create": "makes a contact",
    "course.about > join_list": "makes an interest",
    "course.new > create": "makes a course",
    "enquiries.professionals > enquire": "makes an enquiry",
    "signups.invitation > sign_up": "makes a sign-up",
    "helping.ask_me > say_yes": "makes a helper",
    "helping.task > take": "takes a task",
    "helping.ticket_task > ticket_take": "takes a task",
    "journal.choose_mother > hand_over": "asks another mother",
    "journal.talk > save": "makes a conversation",
    "lists.ask_merge > merge": "makes one sign-up of two",
    "lists.look > find": "a search",
    "lists.new > add": "makes a sign-up",
    "lists.people > search": "a search",
    "matching.meet > end": "closes an enquiry",
    "matching.one > close": "closes an enquiry",
    "me.page > rest": "begins a rest; the page then shows a button that ends it",
    "members.new > add": "makes a member",
    "members.one > add_period": "makes a period",
    "members.one > rest": "begins a rest; the page then shows a button that ends it",
    "money.expenses > add_expense": "makes an expense",
    "money.funder > give": "makes a funding",
    "money.new_funder > add_funder": "makes a funder",
    "network.meeting > add_point": "makes a point of the agenda",
    "network.meeting > talked": "closes wishes, which are then listed no more",
    "notices.new > write": "makes a notice",
    "offers.new > create": "makes an offer",
    "planning.ask_to_cancel > cancel": "cancels an event",
    "planning.begin > create": "makes an event",
    "planning.preview > sign_up": "a picture of a form: its button is disabled",
    "posters.placements > add_placement": "makes a placement",
    "record.choose > make": "makes a file",
    "stories.new > write": "makes a story",
    "stories.new_interview > note_interview": "makes an interview",
    "visibility.new > note": "makes an event that has happened",
    "wording.better > send": "makes a suggestion",
}


@dataclass(frozen=True)
class Reviewed:
    """What an editing form does that others do not; every name is a field's."""

    #: The two values to write, where the kind of the field does not say what is valid.
    given: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: Fields that say how to save, or add something: they open as they did before, and why.
    not_stored: dict[str, str] = field(default_factory=dict)
    #: Ticks without which the form is refused, and why.
    ticked: dict[str, str] = field(default_factory=dict)
    #: Ticks that are set anew each time, and the column that says when.
    anew: dict[str, str] = field(default_factory=dict)
    #: Fields that move others along when they are changed.
    moves: dict[str, str] = field(default_factory=dict)
    #: Two fields that hold one list: what is chosen in the first opens in the second.
    opens_in: dict[str, str] = field(default_factory=dict)


_AMOUNT = {"amount": ("1.250,50", "99")}

EDITING = {
    "contacts.edit > change": Reviewed(
        ticked={"agreed": "without it what she told is deleted, after one more question"},
        opens_in={"more_languages": "languages"},
    ),
    "helping.event_tasks > save_tasks": Reviewed(
        not_stored=dict.fromkeys(("new_lang", "wanted_new", "at_new"), "adds a row of fields"),
    ),
    "matching.one > meeting": Reviewed(given={"day": ("+40", "+41")}),
    "money.expense > change_expense": Reviewed(given=_AMOUNT),
    "money.funding > change_funding": Reviewed(given=_AMOUNT),
    "offers.edit > save": Reviewed(
        given={
            "start": ("09:10", "10:25"),
            "website": ("https://example.org/a?b=1&c=2", "https://example.org/anden"),
        },
        not_stored={
            "new_partner": "makes a partner, who is then chosen as organiser",
            "small": "says whether translations still agree",
        },
    ),
    "planning.edit > save": Reviewed(
        given={
            "kind": ("womens_cafe", "newroz"),
            "audience": ("women", "families"),
            "day": ("+40", "+41"),
            "start": ("09:10", "10:25"),
            "end": ("19:10", "20:25"),
            "closes_day": ("+38", "+39"),
        },
        not_stored={
            "following": "says whether later dates of the series change, too",
            "known_place": "fills in the fields of a place",
            "new_partner": "makes a partner, who is then chosen as organiser",
        },
        # The list closes as long before the event as it did.
        moves={"day": "closes_day", "start": "closes_time"},
    ),
    "planning.text > save_text": Reviewed(
        not_stored={
            "small": "says whether translations still agree",
            "follow": "says whether other dates of the series change, too",
        },
    ),
    "stories.edit_interview > change_interview": Reviewed(ticked={"agreed": "without it nothing may be kept"}),
    "stories.one > change": Reviewed(anew={"agreed": "agreed_at"}),
}
