"""The rules of the house that no single room can see: one commit, no circles, nothing to the left or right."""

import ast
import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from portal.config import ROOT
from portal.db import Base, db
from tests.findings import none_of

#: The rooms in order. Models and rules of a room may use those of rooms named before it, never of one after it.
ROOMS = [
    "accounts", "messages", "events", "signups", "attendance", "planning", "helping", "posters", "wording",
    "offers", "contacts", "enquiries", "network", "course", "money", "stories", "reports", "privacy", "home",
]  # fmt: skip
#: What may look at any room: what answers requests, and what puts the house together.
_LOOKS_ANYWHERE = re.compile(r"(views|commands|forms|pages)\.py$")
MODULES = sorted((ROOT / "portal").rglob("*.py"))


def imports_of(path):
    """The names of modules that a module imports when it is loaded; not those inside functions."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.slow
def test_no_room_uses_a_room_that_comes_after_it():
    circles = []
    for path in MODULES:
        parts = path.relative_to(ROOT / "portal").parts
        if parts[0] not in ROOMS or _LOOKS_ANYWHERE.search(path.name):
            continue
        for name in imports_of(path):
            room = name.split(".")[1] if name.startswith("portal.") else ""
            if room in ROOMS and ROOMS.index(room) > ROOMS.index(parts[0]):
                circles.append(("/".join(parts), name))
    none_of(circles)


def test_rules_know_no_request():
    """Rules and models are called by pages, commands and tests alike."""
    found = []
    for path in MODULES:
        if path.name in ("models.py", "rules.py") or path.name.endswith("_rules.py"):
            names = set(imports_of(path)) & {"flask.request", "flask.g", "flask.session", "flask.abort"}
            found += [(str(path.relative_to(ROOT)), name) for name in sorted(names)]
    none_of(found)


@pytest.mark.slow
def test_only_the_wrapper_commits():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    allowed = ("portal/db.py:", "portal/migrations/env.py:")
    none_of(place for place in found if not place.startswith(allowed))
    assert len([place for place in found if place.startswith("portal/db.py:")]) == 2


def test_most_files_are_read_in_one_sitting():
    written = [path for path in MODULES if "versions" not in path.parts]
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert [str(path.relative_to(ROOT)) for path, count in lines.items() if count > 320] == []
    assert sum(count > 250 for count in lines.values()) < len(lines) / 10


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / "portal" / room).exists()])
def test_a_room_explains_itself(room):
    source = (ROOT / "portal" / room / "__init__.py").read_text(encoding="utf-8")
    assert len(ast.get_docstring(ast.parse(source)) or "") > 80


SHEETS = sorted((ROOT / "static").glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_knows_start_and_end_but_no_left_and_right(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.compile(
        r"\b(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:"
        r"|\b(?:float|clear|text-align)\s*:\s*(?:left|right)|\bborder-(?:top|bottom)-(?:left|right)"
    )
    assert physical.findall(css) == []


def test_no_template_has_a_style_of_its_own():
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r"\sstyle=|\son\w+=\"|javascript:", path.read_text(encoding="utf-8"))
    ]
    none_of(found)


@pytest.mark.slow
def test_migrations_end_where_the_models_are(app):
    """A database made by the migrations is the database the models describe, on SQLite and on PostgreSQL."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": _not_alembics}
        )
        assert compare_metadata(context, Base.metadata) == []


def _not_alembics(_object, name, _kind, _reflected, _compared):
    return name != "alembic_version"
