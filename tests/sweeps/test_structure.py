"""Rules about the code as a whole: one commit, no import of a later package, no physical sides in style sheets."""

import ast
import re
from functools import cache

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import portal
from portal.core.config import ROOT
from portal.core.db import Base, db
from tests.findings import none_of

#: The packages in the order in which they are registered. Each may import those before it, never a later one.
PACKAGES = ["core", *(package.__name__.removeprefix("portal.") for package in portal.PACKAGES)]
MODULES = sorted((ROOT / "portal").rglob("*.py"))
#: So many packages at most stand in one chain of imports.
LEVELS = 10


def imports_of(path):
    """The names of the modules that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def used_by(path):
    """The modules of the portal that one imports: their names, without ``portal``."""
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "portal" and parts[1:] and "migrations" not in parts:
            module = ROOT.joinpath(*parts)
            if module.with_suffix(".py").exists() or module.is_dir():
                yield ".".join(parts[1:])


def package_of(path):
    return path.relative_to(ROOT / "portal").parts[0]


@pytest.mark.slow
def test_no_package_imports_a_later_one():
    """Modules of any kind, and imports inside functions, too."""
    found = set()
    for path in MODULES:
        package = package_of(path)
        for name in used_by(path):
            used = name.split(".")[0]
            if {package, used} <= set(PACKAGES) and PACKAGES.index(used) > PACKAGES.index(package):
                found.add(f"{path.relative_to(ROOT)} imports {name}")
    none_of(sorted(found))


def test_no_table_is_named_but_by_its_model():
    """A name in ``metadata.tables`` would be an import that nobody sees."""
    none_of(
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith("metadata.tables")
        if package_of(path) != "privacy"  # the register reads every table there is
    )


@pytest.mark.slow
def test_imports_go_through_few_packages():
    """How many packages the longest chain of imports between modules goes through."""
    uses = {}
    for path in MODULES:
        parts = path.relative_to(ROOT / "portal").with_suffix("").parts
        if parts[0] in PACKAGES and parts[-1] != "__init__":
            uses[".".join(parts)] = set(used_by(path))

    def reached(module):
        """The modules of the same package that a module imports, by way of others of that package too."""
        found, new = {module}, [module]
        while new:
            near = {one for one in uses.get(new.pop(), ()) if one.split(".")[0] == module.split(".")[0]}
            new += near - found
            found |= near
        return found

    @cache
    def chain(module):
        package = module.split(".")[0]
        others = {one for near in reached(module) for one in uses.get(near, ()) if one.split(".")[0] != package}
        return (package, *max((chain(one) for one in sorted(others)), key=len, default=()))

    longest = max((chain(module) for module in sorted(uses)), key=len)
    print("the longest chain of imports:", " > ".join(longest))
    assert len(longest) <= LEVELS


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
    allowed = ("portal/core/db.py:", "portal/migrations/env.py:")
    none_of(place for place in found if not place.startswith(allowed))
    assert len([place for place in found if place.startswith("portal/core/db.py:")]) == 2


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_explains_itself(package):
    source = (ROOT / "portal" / package / "__init__.py").read_text(encoding="utf-8")
    assert len(ast.get_docstring(ast.parse(source)) or "") > 80


def _definitions(kinds):
    for path in MODULES:
        if "versions" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, kinds):
                    yield path, node


def test_each_class_has_a_name_of_its_own():
    """Whoever searches for a class finds one. ``Meta`` belongs to the form that it stands in."""
    found = {}
    for path, node in _definitions(ast.ClassDef):
        if node.name != "Meta":
            found.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    none_of(f"{name}: {', '.join(paths)}" for name, paths in sorted(found.items()) if len(paths) > 1)


def test_a_docstring_says_more_than_a_name():
    """In five words nothing is said of units, errors or a rule, so a name must do."""
    none_of(
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path, node in _definitions((ast.FunctionDef, ast.ClassDef))
        if not node.name.startswith("_") and 0 < len((ast.get_docstring(node) or "").split()) <= 5
    )


SHEETS = sorted((ROOT / "static").glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_knows_start_and_end_but_no_left_and_right(sheet):
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = re.compile(
        r"\b(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:"
        r"|\b(?:float|clear|text-align)\s*:\s*(?:left|right)|\bborder-(?:top|bottom)-(?:left|right)"
    )
    assert physical.findall(css) == []


def test_colours_of_kinds_and_faces_are_said_in_one_sheet():
    """A sheet of its own may set how close lines stand on paper, and no more of what ``tokens.css`` says."""
    said = {
        sheet.name: set(re.findall(r"(--(?:face|tile|tile-ink|ink|paper)) ?:", sheet.read_text(encoding="utf-8")))
        for sheet in SHEETS
    }
    assert {name: names for name, names in said.items() if names} == {
        "tokens.css": {"--face", "--tile", "--tile-ink", "--ink", "--paper"}
    }


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


def test_no_line_of_a_template_is_longer_than_140_characters():
    found = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} characters"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 140
    ]
    none_of(found)
