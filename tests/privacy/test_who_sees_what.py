"""Who sees what of a woman: one table of field and role, by what every page and export really contains.

Each field holds a word that stands nowhere else. Each role opens every address there is, of every kind of thing in
the small world, and sends the searches; what is found is compared with the table, whole.
"""

import json
from io import BytesIO
from typing import Final
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core.db import transaction
from portal.course.models import CourseInterest, CourseParticipant
from portal.enquiries.models import Enquiry
from portal.helping.models import Helper, TaskTake
from portal.network.models import AgendaPoint, Minutes
from portal.stories.models import Interview, MotherLine, Story
from tests.findings import none_of, same
from tests.sweeps.world import World, build

pytestmark = pytest.mark.slow

#: A list that is open, one that is closed, and a meeting of the mothers.
EVENTS: Final = ("TNGT", "PAST", "NTWK")
#: What a secret link holds, as the addresses call it.
LINKS: Final = {"token", "helper_token", "place", "link_token"}
#: The fields, each with the table it stands in.
FIELDS: Final = {
    "contact": (Contact, ("nickname", "real_name", "words")),
    "conversation": (Conversation, ("words",)),
    "enquiry": (Enquiry, ("asker_name", "workplace")),
    "helper": (Helper, ("name",)),
    "task": (TaskTake, ("what",)),
    "course list": (CourseInterest, ("name",)),
    "participant": (CourseParticipant, ("name",)),
    "agenda": (AgendaPoint, ("text",)),
    "minutes": (Minutes, ("text",)),
    "story": (Story, ("text",)),
    "line": (MotherLine, ("text",)),
    "interview": (Interview, ("answers",)),
}
HERS = {"contact.nickname", "contact.real_name", "contact.words", "conversation.words"}
AMONG_MOTHERS = {"agenda.text", "minutes.text"}
COORDINATORS = {
    "enquiry.asker_name", "enquiry.workplace", "helper.name", "task.what",
    "course list.name", "participant.name", "story.text", "line.text", "interview.answers",
}  # fmt: skip
#: What each role sees; what does not stand here is seen by nobody but the database.
TABLE: Final = {
    #: She has said yes to an enquiry, too.
    "contact's mother, opened": HERS | AMONG_MOTHERS | {"enquiry.asker_name", "enquiry.workplace", "line.text"},
    #: What she says of herself is for the report, so it asks for no PIN.
    "contact's mother, known phone": AMONG_MOTHERS | {"line.text"},
    "another mother, opened": AMONG_MOTHERS,
    "coordinator, opened": AMONG_MOTHERS | COORDINATORS,
    "coordinator, known phone": AMONG_MOTHERS | {"task.what"},
    "door pass": set(),
    "nobody": set(),
    #: Her own: her yes to being asked again, her place on the list.
    "whoever has a link": {"helper.name", "course list.name"},
}


@pytest.fixture
def told(app) -> tuple[World, dict[str, str]]:
    """The small world, with a word of its own in each field: the world, and the words by field."""
    world, canaries = build(app), {}
    with transaction() as session:
        for name, (model, columns) in FIELDS.items():
            query = select(model).order_by(model.id)
            if model in (Contact, Conversation):  # hers, and not those of the other mother
                query = query.where(model.id == world.values[f"{name}_id"])
            rows = session.scalars(query).all()
            assert rows, name
            for column in columns:
                canaries[f"{name}.{column}"] = word = f"kanari{len(canaries):03d}fugl"
                for row in rows:
                    setattr(row, column, json.dumps({"hard": word}) if column == "answers" else word)
    return world, canaries


def everything_in(data):
    """The text of an answer; of a workbook, the text of all its parts."""
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    return data.decode(errors="replace")


def pages(app, world, client, *, links):
    """Every page and export that a phone can open, and what a search for everything finds.

    ``links``: also those that only a secret link opens.
    """
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in ("static", "matching.leave"):
            continue
        if bool(LINKS & rule.arguments) != links:
            continue
        values = {name: world.values[name] for name in rule.arguments}
        for code in EVENTS if "code" in values else (None,):
            chosen = {**values, "code": code} if code else values
            answer = client.open(adapter.build(rule.endpoint, chosen, method="GET"), method="GET")
            if answer.status_code == 200:
                yield rule.endpoint, everything_in(answer.get_data())
    for path in ("/team/people", "/team/contacts", "/team/events/TNGT/door"):
        answer = client.press(path, {"q": "kanari"})
        if answer.status_code == 200:
            yield path, answer.text


def test_each_role_sees_what_the_table_says_and_nothing_else(app, told):
    world, canaries = told
    owner, other = world.mother_id, world.other_id
    phones = {
        "contact's mother, opened": world.phone(owner, opened=True),
        "contact's mother, known phone": world.phone(owner),
        "another mother, opened": world.phone(other, opened=True),
        "coordinator, opened": world.phone(world.coordinator_id, opened=True),
        "coordinator, known phone": world.phone(world.coordinator_id),
        "door pass": world.phone(door="tonight"),
        "nobody": app.test_client(),
        "whoever has a link": app.test_client(),
    }
    found: dict[str, set[str]] = {role: set() for role in phones}
    where: dict[tuple[str, str], set[str]] = {}
    for role, client in phones.items():
        for endpoint, page in pages(app, world, client, links=role == "whoever has a link"):
            for field, word in canaries.items():
                if word in page:
                    found[role].add(field)
                    where.setdefault((role, field), set()).add(endpoint)
    none_of({key: sorted(pages) for key, pages in where.items() if key[1] not in TABLE[key[0]]})
    same(found, TABLE)
