"""Whole small groups that nobody would think of, as rows for each table.

Everything happens within the days of one of three places in the calendar where a count can go wrong: the nights on
which the clocks change, each with an end of a month near it, and New Year. Rows hold what the rules would refuse,
such as a party that lives on in another and is not cancelled: a count says what its sentence says of any rows.
"""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from portal.accounts.models import ActivePeriod, Hat, Member
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.features import Feature, FeatureOff
from portal.course.models import Becoming, Course, CourseAttendance, CourseInterest, CourseParticipant
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.events.facts import Audience
from portal.events.kinds import Category, Kind
from portal.events.models import Event, EventMother, Partner, Repeat, Series, Status
from portal.helping.models import EventTask, TaskKind, TaskTake
from portal.money.models import Expense, Funder, Funding
from portal.offers.models import Offer, Theme
from portal.posters.models import Placement, PosterVisit
from portal.reports.models import ExperienceRecord
from portal.signups.models import SignUp, State, Ticket, Way

DENMARK = ZoneInfo("Europe/Copenhagen")
#: Summer time begins on the fourth day, ends on the second, and a year begins on the fifth.
ANCHORS = (date(2015, 3, 26), date(2015, 10, 24), date(2015, 12, 28))
DAYS = 9
#: The hours in which a day begins and ends here or in Greenwich, or is an hour shorter or longer.
HOURS = [
    time(0),
    time(0),
    time(0),
    time(0, 30),
    time(1, 59),
    time(2, 30),
    time(3),
    time(12),
    time(21, 59),
    time(22),
    time(23, 59),
]

Group = dict[type, list[dict]]
#: The most rows that a table has.
MOST = {
    Area: 3,
    Partner: 2,
    Placement: 2,
    Member: 9,
    ActivePeriod: 12,
    ExperienceRecord: 6,
    Contact: 16,
    Conversation: 24,
    Offer: 3,
    Introduction: 12,
    Series: 2,
    Event: 24,
    EventMother: 40,
    SignUp: 40,
    AttendanceOp: 60,
    EventTask: 9,
    Enquiry: 16,
    CourseInterest: 6,
    Course: 2,
    CourseParticipant: 8,
    Funder: 3,
    Funding: 9,
    Expense: 8,
    FeatureOff: 1,
    PosterVisit: 20,
    TaskTake: 16,
    CourseAttendance: 40,
}


@st.composite
def groups(draw) -> tuple[Group, date, date, datetime]:
    """A group, the first and the last day of a period, and a moment from which it is looked at.

    Hypothesis draws how many rows each table has, and takes rows away from a group that fails; what stands in a
    row comes of a seed, since to draw each value takes it longer than to count them all.
    """
    # Twice as many are drawn as there may be, so that half of the tables are full; an empty one has its own test.
    drawn = draw(
        st.fixed_dictionaries({model: st.integers(model is not FeatureOff, 2 * MOST[model]) for model in MOST})
    )
    many = {model: min(number, MOST[model]) for model, number in drawn.items()}
    builder = _Builder(many, draw(st.integers(0, 2**32)))
    builder.places()
    builder.mothers()
    builder.women()
    builder.events()
    builder.lists()
    builder.doors()
    builder.enquiries_and_courses()
    builder.money()
    one, another = builder.day(), builder.day()
    most_of_them, to_the_end = (
        (builder.anchor + timedelta(days=1), builder.anchor + timedelta(days=DAYS - left)) for left in (2, 1)
    )
    first, last = builder.one_of(most_of_them, to_the_end, sorted((one, another)), (one, one))
    return builder.group, first, last, builder.one_of(builder.after, builder.after, builder.instant())


class _Builder:
    """Makes a group up, table by table, within the days around one place in the calendar."""

    def __init__(self, many: dict[type, int], seed: int) -> None:
        self.many = many
        self.random = Random(f"{seed} {list(many.values())}")
        self.group: Group = {}
        self.anchor = self.one_of(*ANCHORS)
        self.long_ago = datetime.combine(self.anchor, time(9), UTC) - timedelta(days=400)
        self.before_all = self.long_ago.date()
        self.after = datetime.combine(self.anchor, time(9), UTC) + timedelta(days=DAYS + 30)

    def rows(self, model: type, make, *, unique: tuple[str, ...] = ()) -> None:
        """The rows of a table, each made of its number; of those that must differ, the first."""
        made = self.group[model] = []
        for number in range(1, self.many[model] + 1):
            row = {"id": number, **make(number)}
            if not unique or all(any(row[name] != old[name] for name in unique) for old in made):
                made.append(row)

    def one_of(self, *choices):
        return self.random.choice(choices)

    def number(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def maybe(self, make, *words):
        return make(*words) if self.random.random() < 0.5 else None

    def some_of(self, values) -> list[str]:
        return [str(value) for value in self.random.choices(list(values), k=self.number(0, 3))]

    def day(self) -> date:
        return self.anchor + timedelta(days=self.number(0, DAYS - 1))

    def local(self) -> datetime:
        return datetime.combine(self.day(), self.one_of(*HOURS))

    def instant(self) -> datetime:
        return self.local().replace(tzinfo=DENMARK).astimezone(UTC)

    def id_of(self, model: type) -> int:
        return self.one_of(*self.group[model])["id"]

    def one_of_the_first(self, model: type) -> dict:
        """One of a few rows, so that much comes together at them."""
        return self.one_of(*self.group[model][:6])

    def id_or_none(self, model: type) -> int | None:
        return self.maybe(self.id_of, model)

    def places(self) -> None:
        self.rows(Area, lambda n: {"slug": f"area-{n}", "name": f"Area {n}"})
        self.rows(Partner, lambda n: {"slug": f"partner-{n}", "name": f"Partner {n}"})
        self.rows(Placement, lambda n: {"code": f"P{n}", "name": f"Place {n}"})
        self.rows(
            FeatureOff,
            lambda n: {
                "feature": self.one_of(Feature.MONEY, Feature.RECORD),
            },
        )

    def mothers(self) -> None:
        def member(number):
            return {
                "name": f"Mother {number}",
                "role": self.one_of(Role.MOTHER, Role.MOTHER, Role.MOTHER, Role.COORDINATOR),
                "lang": "da",
                "languages": self.some_of(["da", "tr", "ar"]),
                "hats": self.some_of(Hat),
                "trained_on": self.maybe(self.day),
                "created_at": self.one_of(self.long_ago, self.instant()),
                "disabled_at": self.maybe(self.instant),
            }

        def period(_number):
            begins, ends = self.one_of(self.before_all, self.day()), self.maybe(self.day)
            return {"member_id": self.id_of(Member), "from_day": begins, "to_day": ends and max(begins, ends)}

        self.rows(Member, member)
        self.rows(ActivePeriod, period, unique=("member_id", "from_day"))
        self.rows(ExperienceRecord, lambda _n: {"member_id": self.id_of(Member), "made_at": self.instant()})

    def women(self) -> None:
        handed_over: set[int | None] = set()

        def contact(number):
            came_from = self.one_of(None, *(n for n in range(1, number) if n not in handed_over))
            handed_over.add(came_from)
            return {
                "mother_id": self.id_of(Member),
                "area_id": self.id_or_none(Area),
                "met": self.one_of(*Met),
                "since": self.one_of(self.before_all, self.day(), self.day()),
                "from_contact_id": came_from,
                "created_at": self.long_ago,
                "closed_at": self.maybe(self.instant),
            }

        def conversation(_number):
            whose = self.one_of(*self.group[Contact])
            return {
                "contact_id": whose["id"],
                "mother_id": whose["mother_id"],
                "day": self.day(),
                "helps": self.some_of(Help),
                "quarters": self.maybe(self.number, 1, 9),
                "created_at": self.long_ago,
            }

        def offer(number):
            day = {"confirmed_on": self.before_all, "created_at": self.long_ago}
            return {"code": f"OFF{number}", "theme": self.one_of(*Theme), **day}

        def introduction(_number):
            which = {"conversation_id": self.id_of(Conversation), "offer_id": self.id_of(Offer)}
            return {**which, "took_part": self.one_of(*TookPart)}

        self.rows(Contact, contact)
        self.rows(Conversation, conversation)
        self.rows(Offer, offer)
        self.rows(Introduction, introduction)

    def events(self) -> None:
        def event(number):
            starts, kind = self.local(), self.one_of(*Kind, *[Kind.COMMUNAL_MEAL, Kind.NETWORK_MEETING] * 4)
            ours = kind.about.category in (Category.NETWORK, Category.COURSE)
            return {
                "code": f"EV{number}",
                "kind": kind,
                "audience": self.one_of(Audience.MOTHERS, *([Audience.MOTHERS] * 9 if ours else Audience)),
                "organiser_id": self.id_or_none(Partner),
                "status": self.one_of(*[Status.PUBLISHED] * 4, *Status),
                "starts_local": starts,
                "ends_local": starts + timedelta(minutes=self.one_of(1, 30, 120, 180, 600)),
                "area_id": self.id_or_none(Area),
                "seats": self.maybe(self.number, 0, 9),
                "reached": self.one_of(None, None, 0, 7, 50),
                "only_noted": kind.about.category is Category.VISIBILITY and self.one_of(True, False),
                "series_id": self.id_or_none(Series),
                "created_at": self.one_of(self.long_ago, self.instant()),
                "published_at": self.maybe(self.instant),
                "first_full_at": self.maybe(self.instant),
            }

        def part(_number):
            who = {"event_id": self.id_of(Event), "member_id": self.id_of(Member)}
            return {**who, "hosting": self.one_of(True, False), "took_part": self.one_of(True, False)}

        self.rows(Series, lambda _n: {"repeat": Repeat.BY_HAND, "created_at": self.long_ago})
        self.rows(Event, event)
        self.rows(EventMother, part, unique=("event_id", "member_id"))

    def lists(self) -> None:
        """Parties; some live on in another of any event, which may live on in another."""

        def signup(number):
            event_id = self.one_of_the_first(Event)["id"]
            self.group[Ticket].append(
                {
                    "id": number,
                    "event_id": event_id,
                    "number": number,
                    "public_id": f"t{number}",
                    "created_at": self.long_ago,
                }
            )
            return {
                "event_id": event_id,
                "ticket_id": number,
                "state": self.one_of(State.SEATED, State.SEATED, *State),
                "queue_no": number,
                "adults": self.number(1, 4),
                "children": self.number(0, 3),
                "way": self.one_of(Way.POSTER, *Way),
                "place": self.one_of(None, "P1", "P2", "MADEUP"),
                "lang": self.one_of("da", "tr", "ar"),
                "form_key": f"form {number}",
                "consent_version": "test",
                "created_at": self.long_ago,
            }

        self.group[Ticket] = []
        self.rows(SignUp, signup)
        in_some_order = self.random.sample(self.group[SignUp], len(self.group[SignUp]))
        for place, row in enumerate(in_some_order):
            later = [other["id"] for other in in_some_order[place + 1 :]]
            row["replaced_by_id"] = self.one_of(*[None] * 3 * len(later), None, *later)
        self.group[SignUp] = in_some_order[::-1]  # the one that is left is there first
        self.rows(
            PosterVisit,
            lambda n: {
                "event_id": self.id_of(Event),
                "place": self.one_of("", "P1", "P2", "MADEUP"),
                "day": self.day(),
                "visits": n,
            },
            unique=("event_id", "place", "day"),
        )

    def doors(self) -> None:
        """Taps of two phones: the same party again, walk-ins, what was taken back, counts below zero, guesses."""

        def tap(number):
            kind = self.one_of(*[OpKind.HERE] * 4, *OpKind)
            about = self.one_of(*self.group[SignUp])
            near = self.one_of_the_first(Event)["id"]
            event_id, subject = self.one_of(near, near, self.id_of(Event)), self.one_of("walkin:a", "walkin:b")
            if kind is OpKind.HERE or (kind is OpKind.UNDO and self.one_of(True, False)):
                event_id, subject = about["event_id"], f"party:{about['id']}"
            elif kind is OpKind.UNDO:
                subject = self.one_of("walkin:a", "estimate")
            elif kind is OpKind.ESTIMATE:
                subject = "estimate"
            elif kind is not OpKind.WALK_IN:
                subject = ""
            people = kind in (OpKind.HERE, OpKind.WALK_IN)
            amount = self.number(0, 40) if kind is OpKind.ESTIMATE else self.one_of(1, 1, 1, -1)
            return {
                "op_id": f"op {number}",
                "event_id": event_id,
                "kind": kind,
                "subject": subject,
                "signup_id": about["id"] if kind is OpKind.HERE else None,
                "adults": self.one_of(0, 0, 1, 2, 4) if people else 0,
                "children": self.one_of(0, 0, 1, 3) if people else 0,
                "amount": amount,
                "tapped_at": self.long_ago + timedelta(seconds=self.number(0, 4)),
                "received_at": self.long_ago,
            }

        def task(number):
            return {"event_id": self.one_of_the_first(Event)["id"], "kind": self.one_of(*TaskKind)}

        def take(_number):
            which = {"task_id": self.id_of(EventTask), "signup_id": self.id_of(SignUp)}
            return {**which, "created_at": self.long_ago, "cancelled_at": self.maybe(self.instant)}

        self.rows(AttendanceOp, tap)
        self.rows(EventTask, task, unique=("event_id", "kind"))
        self.rows(TaskTake, take, unique=("task_id", "signup_id"))

    def enquiries_and_courses(self) -> None:
        def enquiry(number):
            return {
                "public_id": f"e{number}",
                "asker": self.one_of(*Asker),
                "state": self.one_of(*EnquiryState),
                "spoken": self.one_of("tr", "ar"),
                "area_id": self.id_or_none(Area),
                "theme": self.maybe(self.one_of, *Help),
                "agreed_version": "test",
                "lang": "da",
                "form_key": f"form {number}",
                "received_at": self.instant(),
                "accepted_at": self.maybe(self.instant),
            }

        def interest(number):
            return {
                "public_id": f"i{number}",
                "becoming": self.one_of(*Becoming),
                "lang": "da",
                "form_key": f"form {number}",
                "agreed_version": "test",
                "created_at": self.instant(),
            }

        def course(_number):
            return {
                "series_id": self.one_of(None, self.id_of(Series), self.id_of(Series)),
                "seats": 9,
                "share": self.one_of(1, 50, 80, 100),
                "created_at": self.long_ago,
                "closed_at": self.maybe(self.instant),
            }

        def participant(_number):
            return {
                "course_id": self.id_of(Course),
                "joined_on": self.before_all,
                "left_on": self.one_of(None, None, self.day()),
                "completed_on": self.one_of(None, None, self.day()),
            }

        def there(_number):
            person = self.one_of(*self.group[CourseParticipant])
            series = next(row["series_id"] for row in self.group[Course] if row["id"] == person["course_id"])
            evenings = [row["id"] for row in self.group[Event] if row["series_id"] == series]
            event_id = self.one_of(*evenings, *evenings, *evenings, self.id_of(Event))
            return {"participant_id": person["id"], "event_id": event_id}

        self.rows(Enquiry, enquiry)
        self.rows(CourseInterest, interest)
        self.rows(Course, course, unique=("series_id",))
        self.rows(CourseParticipant, participant)
        self.rows(CourseAttendance, there, unique=("participant_id", "event_id"))

    def money(self) -> None:
        def funding(_number):
            given = {"funder_id": self.id_of(Funder), "year": self.one_of(2014, 2015, 2016)}
            return {**given, "amount_ore": self.number(1, 100_000), "created_at": self.long_ago}

        def expense(number):
            bought = {"event_id": self.id_of(Event), "what": "Rice", "amount_ore": self.number(1, 100_000)}
            return {**bought, "form_key": f"form {number}", "created_at": self.long_ago}

        self.rows(Funder, lambda n: {"name": f"Funder {n}", "created_at": self.long_ago})
        self.rows(Funding, funding, unique=("funder_id", "year"))
        self.rows(Expense, expense)
