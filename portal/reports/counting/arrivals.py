"""What brought people to the gatherings: the way they came, their language, the posters; and helping hands."""

from sqlalchemy import ColumnElement, func, select

from portal.events.models import Event
from portal.helping.models import EventTask, TaskTake
from portal.posters.models import Placement, PosterVisit
from portal.reports.counting.gatherings import Gatherings
from portal.reports.counting.scope import Scope, table
from portal.reports.figure_types import Counts
from portal.signups.models import SignUp, State, Way

_PEOPLE = func.sum(SignUp.adults + SignUp.children)


def count(scope: Scope, held: Gatherings) -> Counts:
    """Everything about the lists of the gatherings."""
    columns = (SignUp.way, SignUp.place, SignUp.lang)
    query = select(*columns, _PEOPLE).join(Event, Event.id == SignUp.event_id)
    found = [
        (way, place, lang, int(people))
        for way, place, lang, people in scope.session.execute(query.where(*_on_the_list(held)).group_by(*columns))
    ]
    opened = scope.session.execute(
        select(PosterVisit.place, func.sum(PosterVisit.visits))
        .join(Event, Event.id == PosterVisit.event_id)
        .where(*held.where)
        .group_by(PosterVisit.place)
    )
    # A code that is no placement's counts as none, as on the page of places.
    known = set(scope.session.scalars(select(Placement.code)))
    return Counts(
        {
            "signups_people": sum(people for _way, _place, _lang, people in found),
            "hands": sum(hands_of(scope, held).values()),
        },
        {
            "signups_language": table((lang, people) for _way, _place, lang, people in found),
            "signups_way": table((way, people) for way, _place, _lang, people in found),
            "signups_place": table(
                (place if place in known else "", people)
                for way, place, _lang, people in found
                if way is Way.POSTER
            ),
            "openings_place": table((code if code in known else "", int(visits)) for code, visits in opened),
        },
    )


def people_of(scope: Scope, held: Gatherings) -> dict[int, int]:
    """How many people stand on the list of each gathering, by its id."""
    query = select(SignUp.event_id, _PEOPLE).join(Event, Event.id == SignUp.event_id)
    found = scope.session.execute(query.where(*_on_the_list(held)).group_by(SignUp.event_id))
    return {event_id: int(people) for event_id, people in found}


def people_by_poster(scope: Scope, held: Gatherings) -> dict[int, int]:
    """How many of them came by a poster."""
    query = select(SignUp.event_id, _PEOPLE).join(Event, Event.id == SignUp.event_id)
    by_poster = query.where(*_on_the_list(held), SignUp.way == Way.POSTER)
    return {
        event_id: int(people) for event_id, people in scope.session.execute(by_poster.group_by(SignUp.event_id))
    }


def openings_of(scope: Scope, held: Gatherings) -> dict[int, int]:
    """How often the code on the posters of each gathering was opened, by its id."""
    query = select(PosterVisit.event_id, func.sum(PosterVisit.visits)).join(
        Event, Event.id == PosterVisit.event_id
    )
    found = scope.session.execute(query.where(*held.where).group_by(PosterVisit.event_id))
    return {event_id: int(visits) for event_id, visits in found}


def hands_of(scope: Scope, held: Gatherings) -> dict[int, int]:
    """How often somebody took a task at each gathering and kept it, by its id."""
    query = (
        select(EventTask.event_id, func.count())
        .join(TaskTake, TaskTake.task_id == EventTask.id)
        .join(Event, Event.id == EventTask.event_id)
        .where(*held.where, TaskTake.cancelled_at.is_(None))
    )
    return dict(scope.session.execute(query.group_by(EventTask.event_id)).all())


def _on_the_list(held: Gatherings) -> tuple[ColumnElement[bool], ...]:
    """A party that lives on in another is counted there alone."""
    return (*held.where, SignUp.state != State.CANCELLED, SignUp.replaced_by_id.is_(None))
