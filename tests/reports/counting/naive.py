"""The same count once more, written from the sentences of ``portal/reports/figures/`` alone: plain loops.

It shares nothing with ``portal/reports/figures`` but the models. It is slow and plain on purpose: each figure can
be read beside its sentence.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import select

from portal.accounts.models import ActivePeriod, Member
from portal.attendance.models import AttendanceOp
from portal.contacts.journal_models import Conversation, Introduction
from portal.contacts.models import Contact
from portal.core.areas import Area
from portal.core.features import FeatureOff
from portal.course.models import Course, CourseAttendance, CourseInterest, CourseParticipant
from portal.enquiries.models import Enquiry
from portal.events.models import Event, EventMother
from portal.helping.models import EventTask, TaskTake
from portal.money.models import Expense, Funding
from portal.offers.models import Offer
from portal.posters.models import Placement, PosterVisit
from portal.reports.models import ExperienceRecord
from portal.signups.models import SignUp, Ticket

DENMARK = ZoneInfo("Europe/Copenhagen")
SOCIAL = {
    "communal_meal", "newroz", "ramadan_end", "mothers_day", "womens_evening", "womens_cafe", "swimming", "trip",
    "market", "collection",
}  # fmt: skip
INFORMATION = {"dialogue_meeting", "information_meeting"}
VISIBILITY = {"volunteer_day", "visit", "article", "talk", "stand", "post"}


def danish_day(instant: datetime) -> date:
    return instant.astimezone(DENMARK).date()


class Naive:
    """One count of one period."""

    def __init__(self, session, first: date, last: date, now: datetime, *, whole: bool) -> None:
        self.session, self.first, self.last, self.now, self.whole = session, first, last, now, whole
        self.today = danish_day(now)
        self.read: dict[type, list] = {}
        self.figures: dict[str, float | None] = {}
        self.tables: dict[str, dict[str, int]] = {}
        self.slugs = {area.id: area.slug for area in self.all(Area)} | {None: ""}
        self.events = self.all(Event)
        self.held = [event for event in self.events if self.was_held(event)]
        self.gatherings = [event for event in self.held if self.is_gathering(event)]
        self.came = {event.id: self.count_at_the_door(event) for event in self.gatherings}
        self.the_mothers()
        self.the_contacts()
        self.the_conversations()
        self.the_introductions()
        self.the_gatherings()
        self.who_came()
        self.what_brought_them()
        self.the_enquiries()
        self.the_network()
        self.the_course()
        self.being_known()
        self.the_money()

    def all(self, model):
        if model not in self.read:
            self.read[model] = self.session.scalars(select(model).order_by(model.id)).all()
        return self.read[model]

    def in_period(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def put(self, name: str, rows: list[tuple[str, int]]) -> None:
        """A table from pairs of a row and a number."""
        sums: dict[str, int] = defaultdict(int)
        for row, number in rows:
            sums[row] += number
        self.tables[name] = {row: number for row, number in sums.items() if number}

    def was_held(self, event: Event) -> bool:
        danish_now = self.now.astimezone(DENMARK).replace(tzinfo=None)
        return (
            event.status == "published"
            and self.in_period(event.starts_local.date())
            and event.ends_local <= danish_now
        )

    def is_gathering(self, event: Event) -> bool:
        return (
            event.kind in SOCIAL | INFORMATION | VISIBILITY
            and event.audience != "mothers"
            and not event.only_noted
        )

    # the mothers

    def the_mothers(self) -> None:
        mothers = [member for member in self.all(Member) if member.role == "mother"]
        active_days = defaultdict(set)
        for period in self.all(ActivePeriod):
            day = max(period.from_day, self.first)
            while day <= min(period.to_day or self.last, self.last, self.today):
                active_days[period.member_id].add(day)
                day += timedelta(days=1)
        active = [mother for mother in mothers if active_days[mother.id]]
        the_last = min(self.last, self.today)
        self.figures["mothers_active"] = len(active)
        self.figures["mothers_trained"] = len([m for m in mothers if m.trained_on and m.trained_on <= the_last])
        resting = 0
        for mother in mothers:
            begun = danish_day(mother.created_at) <= self.last and mother.created_at < self.now
            closed = mother.disabled_at is not None and danish_day(mother.disabled_at) <= self.last
            that_day = [
                period
                for period in self.all(ActivePeriod)
                if period.member_id == mother.id
                and period.from_day <= the_last
                and (period.to_day is None or period.to_day >= the_last)
            ]
            resting += begun and not closed and not that_day
        self.figures["mothers_resting"] = resting
        self.put("mothers_language", [(code, 1) for mother in active for code in set(mother.languages)])
        self.put("mothers_hat", [(hat, 1) for mother in active for hat in set(mother.hats)])

    # the women

    def first_of(self, contact_id: int) -> int:
        contact = self.session.get(Contact, contact_id)
        return contact_id if contact.from_contact_id is None else self.first_of(contact.from_contact_id)

    def told_apart(self, noted: list[tuple[int, date]]) -> bool:
        """Whether the period takes of each block everything or nothing, as ``noted`` by a mother on a day."""
        blocks: dict[int, list[list[tuple[int, date]]]] = {}
        for year in range(self.first.year, self.last.year + 1):
            done, growing = [], []
            for month in range(1, 13):
                growing += [one for one in noted if (one[1].year, one[1].month) == (year, month)]
                if len({mother for mother, _day in growing}) >= 3:
                    done, growing = [*done, growing], []
            blocks[year] = [*done[:-1], [*done[-1], *growing]] if done else [growing]
        for block in (one for year in blocks.values() for one in year):
            inside = [one for one in block if self.in_period(one[1])]
            if inside and (len(inside) < len(block) or len({mother for mother, _day in block}) < 3):
                return self.whole
        return True

    def the_contacts(self) -> None:
        contacts, women, of_mother = self.all(Contact), set(), defaultdict(set)
        for contact in contacts:
            began_by = contact.since <= min(self.last, self.today)
            if contact.closed_at is None:
                still = self.first <= self.today
            else:
                still = danish_day(contact.closed_at) >= self.first
            if began_by and still:
                women.add(self.first_of(contact.id))
                of_mother[contact.mother_id].add(self.first_of(contact.id))
        self.figures["women_in_touch"] = len(women)
        self.put("mothers_in_touch", [(str(mother_id), len(hers)) for mother_id, hers in of_mother.items()])
        new = [one for one in contacts if self.in_period(one.since) and one.from_contact_id is None]
        self.figures["contacts_new"] = len(new)
        if self.told_apart([(one.mother_id, one.since) for one in contacts if one.from_contact_id is None]):
            self.put("contacts_met", [(str(one.met), 1) for one in new])
            self.put("contacts_area", [(self.slugs[one.area_id], 1) for one in new])

    def the_conversations(self) -> None:
        talks = [talk for talk in self.all(Conversation) if self.in_period(talk.day)]
        of_mother, area = defaultdict(set), {}
        for talk in sorted(talks, key=lambda talk: talk.contact_id):
            woman = self.first_of(talk.contact_id)
            of_mother[talk.mother_id].add(woman)
            area[woman] = self.slugs[talk.contact.area_id]
        self.figures["women_helped"] = len(area)
        active = self.figures["mothers_active"]
        self.figures["women_per_mother"] = len(area) / active if active else None
        self.figures["conversations"] = len(talks)
        self.quarters = sum(talk.quarters for talk in talks if talk.quarters is not None)
        self.figures["conversation_hours"] = self.quarters / 4 if self.quarters else None
        self.put("mothers_helped", [(str(mother_id), len(hers)) for mother_id, hers in of_mother.items()])
        self.put("mothers_conversations", [(str(talk.mother_id), 1) for talk in talks])
        if self.told_apart([(talk.mother_id, talk.day) for talk in self.all(Conversation)]):
            self.put("women_area", [(slug, 1) for slug in area.values()])
            self.put("conversations_help", [(kind, 1) for talk in talks for kind in set(talk.helps)])
        self.put("conversations_month", [(talk.day.isoformat()[:7], 1) for talk in talks])

    def the_introductions(self) -> None:
        found = [one for one in self.all(Introduction) if self.in_period(one.conversation.day)]
        every = [one.conversation for one in self.all(Introduction)]
        told_apart = self.told_apart([(one.mother_id, one.day) for one in every])
        self.figures["introductions"] = len(found)
        took_part = len([one for one in found if one.took_part == "yes"])
        self.figures["introductions_took_part"] = took_part if told_apart else None
        themes = {offer.id: str(offer.theme) for offer in self.all(Offer)}
        if told_apart:
            self.put("introductions_theme", [(themes[one.offer_id], 1) for one in found])
            self.put("introductions_offer", [(str(one.offer_id), 1) for one in found])
            self.put("introductions_result", [(str(one.took_part), 1) for one in found])

    # the gatherings

    def count_at_the_door(self, event: Event) -> dict:
        """What is known of an evening when every tap has been made, one after the other."""
        signups = {one.id: one for one in self.all(SignUp)}
        numbers = {ticket.id: ticket.number for ticket in self.all(Ticket)}
        now_called = {}
        for signup in signups.values():
            if signup.event_id == event.id:
                name = numbers[signup.ticket_id]
                step = signup
                while step.replaced_by_id is not None:
                    step = signups[step.replaced_by_id]
                    if step.event_id == event.id:
                        name = numbers[step.ticket_id]
                now_called[f"party:{numbers[signup.ticket_id]}"] = f"party:{name}"
        standing, first, new = {}, 0, 0
        taps = [op for op in self.all(AttendanceOp) if op.event_id == event.id]
        for op in sorted(taps, key=lambda op: (op.tapped_at, op.id)):
            about = now_called.get(op.subject, op.subject)
            if op.kind == "first_time":
                first = max(0, first + op.amount)
            elif op.kind == "new_in_denmark":
                new = max(0, new + op.amount)
            elif op.kind == "undo":
                standing.pop(about, None)
            else:
                standing[about] = op
        estimate = standing.pop("estimate", None)
        adults = sum(op.adults for op in standing.values())
        children = sum(op.children for op in standing.values())
        here = adults + children
        if not here and estimate is not None:
            here = estimate.amount
        return {
            "here": here,
            "adults": adults,
            "children": children,
            "first": min(first, here),
            "new": min(new, here),
            "parties": {about for about in standing if about.startswith("party:")},
        }

    def the_gatherings(self) -> None:
        own = [event for event in self.gatherings if event.organiser_id is None]
        supported = [event for event in self.gatherings if event.organiser_id is not None]
        social = [event for event in self.gatherings if event.kind in SOCIAL]
        self.figures["events_own"], self.figures["events_supported"] = len(own), len(supported)
        self.figures["events_social"] = len(social)
        self.figures["events_information"] = len([one for one in self.gatherings if one.kind in INFORMATION])
        self.put("events_organiser", [("own", len(own)), ("supported", len(supported))])
        self.put("events_kind", [(str(one.kind), 1) for one in self.gatherings])
        self.put("events_area", [(self.slugs[one.area_id], 1) for one in self.gatherings])
        self.put("events_month", [(one.starts_local.strftime("%Y-%m"), 1) for one in self.gatherings])
        sizes = [self.came[one.id]["here"] for one in social if self.came[one.id]["here"] > 0]
        self.figures["smallest"] = min(sizes) if sizes else None
        self.figures["largest"] = max(sizes) if sizes else None
        self.figures["median"] = median(sizes) if sizes else None
        full = [one for one in self.gatherings if one.first_full_at is not None]
        self.figures["events_full"] = len(full)
        days = [(one.first_full_at - (one.published_at or one.created_at)).total_seconds() / 86400 for one in full]
        self.figures["days_to_full"] = median(days) if days else None

    def who_came(self) -> None:
        came = self.came
        everybody = sum(one["here"] for one in came.values())
        own = sum(came[event.id]["here"] for event in self.gatherings if event.organiser_id is None)
        self.figures["participants"] = everybody
        self.put("participants_organiser", [("own", own), ("supported", everybody - own)])
        self.put("participants_kind", [(str(one.kind), came[one.id]["here"]) for one in self.gatherings])
        self.put("participants_area", [(self.slugs[e.area_id], came[e.id]["here"]) for e in self.gatherings])
        self.put(
            "participants_month", [(e.starts_local.isoformat()[:7], came[e.id]["here"]) for e in self.gatherings]
        )
        guessed = [one for one in came.values() if one["adults"] + one["children"] == 0]
        self.put(
            "participants_age",
            [
                ("adults", sum(one["adults"] for one in came.values())),
                ("children", sum(one["children"] for one in came.values())),
                ("unknown", sum(one["here"] for one in guessed)),
            ],
        )
        first, new = (sum(one[which] for one in came.values()) for which in ("first", "new"))
        self.figures["first_time"], self.figures["new_in_denmark"] = first, new
        self.put("participants_first", [("first", first), ("others", everybody - first)])
        self.put("participants_new", [("new", new), ("others", everybody - new)])

    def what_brought_them(self) -> None:
        ids = {event.id for event in self.gatherings}
        numbers = {ticket.id: ticket.number for ticket in self.all(Ticket)}
        signups = [one for one in self.all(SignUp) if one.event_id in ids]
        coming = [one for one in signups if one.state != "cancelled" and one.replaced_by_id is None]
        people = [(one, one.adults + one.children) for one in coming]
        ours = {placement.code for placement in self.all(Placement)}
        self.figures["signups_people"] = sum(size for _one, size in people)
        self.put("signups_language", [(one.lang, size) for one, size in people])
        self.put("signups_way", [(str(one.way), size) for one, size in people])
        by_poster = [(one.place if one.place in ours else "", size) for one, size in people if one.way == "poster"]
        self.put("signups_place", by_poster)
        visits = [one for one in self.all(PosterVisit) if one.event_id in ids]
        self.put("openings_place", [(one.place if one.place in ours else "", one.visits) for one in visits])
        missed = 0
        for one in signups:
            counted = self.came[one.event_id]["parties"]
            if one.state == "seated" and counted and f"party:{numbers[one.ticket_id]}" not in counted:
                missed += one.adults + one.children
        self.figures["no_shows"] = missed
        at = {task.id: task.event_id for task in self.all(EventTask)}
        kept = [take for take in self.all(TaskTake) if take.cancelled_at is None and at[take.task_id] in ids]
        self.figures["hands"] = len(kept)

    # the others

    def the_enquiries(self) -> None:
        found = [one for one in self.all(Enquiry) if self.in_period(danish_day(one.received_at))]
        outcomes = []
        for one in found:
            if one.accepted_at is not None:
                outcomes.append("answered")
            elif one.state == "nobody_found":
                outcomes.append("nobody")
            elif one.state in ("withdrawn", "closed"):
                outcomes.append(str(one.state))
            else:
                outcomes.append("open")
        days = [(o.accepted_at - o.received_at).total_seconds() / 86400 for o in found if o.accepted_at]
        self.figures["enquiries"] = len(found)
        self.figures["enquiries_professionals"] = len([one for one in found if one.asker != "herself"])
        self.figures["enquiries_answered"] = outcomes.count("answered")
        self.figures["enquiries_nobody"] = outcomes.count("nobody")
        self.figures["days_to_yes"] = median(days) if days else None
        self.put("enquiries_asker", [(str(one.asker), 1) for one in found])
        others = [one for one in found if str(one.asker) != "herself"]
        self.put("enquiries_from", [("professionals", len(others)), ("herself", len(found) - len(others))])
        self.put("enquiries_theme", [(str(one.theme) if one.theme else "", 1) for one in found])
        self.put("enquiries_language", [(one.spoken, 1) for one in found])
        self.put("enquiries_outcome", [(outcome, 1) for outcome in outcomes])
        self.put("enquiries_area", [(self.slugs[one.area_id], 1) for one in found])

    def the_network(self) -> None:
        meetings = [one for one in self.held if one.kind == "network_meeting" and one.audience == "mothers"]
        parts = self.all(EventMother)
        self.figures["meetings"] = len(meetings)
        came = {part.member_id for part in parts if part.took_part and part.event_id in {m.id for m in meetings}}
        self.figures["meeting_mothers"] = len(came)
        seconds = self.quarters * 15 * 60
        for event in self.held:
            there = [part for part in parts if part.event_id == event.id and (part.took_part or part.hosting)]
            if not event.only_noted:
                seconds += len(there) * int((event.ends_local - event.starts_local).total_seconds())
        self.figures["mother_hours"] = seconds / 3600
        made = [one for one in self.all(ExperienceRecord) if self.in_period(danish_day(one.made_at))]
        self.figures["records_made"] = len(made)

    def the_course(self) -> None:
        self.figures["course_evenings"] = len([one for one in self.held if one.kind == "course_evening"])
        interest = [one for one in self.all(CourseInterest) if self.in_period(danish_day(one.created_at))]
        self.figures["course_interest"] = len(interest)
        completed = 0
        there = {(one.participant_id, one.event_id) for one in self.all(CourseAttendance)}
        courses = {course.id: course for course in self.all(Course)}
        for person in self.all(CourseParticipant):
            course, day = courses[person.course_id], person.completed_on
            evenings = [
                event
                for event in self.events
                if course.series_id is not None
                and event.series_id == course.series_id
                and event.status != "cancelled"
            ]
            if day is None and person.left_on is None and evenings:
                ends = [event.ends_local.replace(tzinfo=DENMARK).astimezone(UTC) for event in evenings]
                over = course.closed_at is not None or max(ends) <= self.now
                was_there = [event for event in evenings if (person.id, event.id) in there]
                if over and len(was_there) / len(evenings) >= course.share / 100:
                    day = min(max(event.starts_local for event in evenings).date(), self.today)
            completed += self.in_period(day)
        self.figures["course_completed"] = completed

    def being_known(self) -> None:
        found = [event for event in self.held if event.kind in VISIBILITY]
        told = [event for event in found if event.reached is not None]
        self.figures["events_visibility"] = len(found)
        self.figures["reached"] = sum(event.reached for event in told) if told else None
        self.put("visibility_kind", [(str(event.kind), 1) for event in found])
        self.put("reached_kind", [(str(event.kind), event.reached) for event in told])

    def the_money(self) -> None:
        if any(one.feature == "money" for one in self.all(FeatureOff)):
            self.figures |= {"funding": None, "expenses": None, "cost_per_participant": None}
            self.tables |= {"funding_funder": {}, "expenses_event": {}}
            return
        given = [one for one in self.all(Funding) if self.first.year <= one.year <= self.last.year]
        held, gatherings = ({event.id for event in events} for events in (self.held, self.gatherings))
        spent = [one for one in self.all(Expense) if one.event_id in held]
        self.figures["funding"] = sum(one.amount_ore for one in given)
        self.figures["expenses"] = sum(one.amount_ore for one in spent)
        cost = sum(one.amount_ore for one in spent if one.event_id in gatherings)
        people = self.figures["participants"]
        self.figures["cost_per_participant"] = cost / people if cost and people else None
        self.put("funding_funder", [(str(one.funder_id), one.amount_ore) for one in given])
        self.put("expenses_event", [(str(one.event_id), one.amount_ore) for one in spent])
