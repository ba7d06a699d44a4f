"""What brought people to the gatherings: the way they came, their language, the posters; and helping hands."""

from sqlalchemy import func, select

from portal.events.models import Event
from portal.helping.models import EventTask, TaskTake
from portal.posters.models import Placement, PosterVisit
from portal.reports.counting.gatherings import Gatherings
from portal.reports.counting.scope import Scope, table
from portal.reports.figures import Counts
from portal.signups.models import SignUp, State, Way


def count(scope: Scope, held: Gatherings) -> Counts:
    """Everything about the lists of the gatherings. A party that lives on in another is counted there alone."""
    columns = (SignUp.way, SignUp.place, SignUp.lang)
    found = scope.session.execute(
        select(*columns, func.sum(SignUp.adults + SignUp.children).label("people"))
        .join(Event, Event.id == SignUp.event_id)
        .where(*held.where, SignUp.state != State.CANCELLED, SignUp.replaced_by_id.is_(None))
        .group_by(*columns)
    ).all()
    opened = scope.session.execute(
        select(PosterVisit.place, func.sum(PosterVisit.visits))
        .join(Event, Event.id == PosterVisit.event_id)
        .where(*held.where)
        .group_by(PosterVisit.place)
    )
    hands = (
        select(func.count(TaskTake.id))
        .join(EventTask, EventTask.id == TaskTake.task_id)
        .join(Event, Event.id == EventTask.event_id)
        .where(*held.where, TaskTake.cancelled_at.is_(None))
    )
    # A code that is no placement's counts as none, as on the page of places.
    known = set(scope.session.scalars(select(Placement.code)))
    return Counts(
        {
            "signups_people": sum(int(row.people) for row in found),
            "hands": scope.session.scalars(hands).one(),
        },
        {
            "signups_language": table((row.lang, int(row.people)) for row in found),
            "signups_way": table((row.way, int(row.people)) for row in found),
            "signups_place": table(
                (row.place if row.place in known else "", int(row.people))
                for row in found
                if row.way is Way.POSTER
            ),
            "openings_place": table((code if code in known else "", int(visits)) for code, visits in opened),
        },
    )
