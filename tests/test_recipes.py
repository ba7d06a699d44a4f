"""The recipes of docs/architecture.md, each carried out on a copy of the project, and what is then true of it.

A recipe that needs one more file than it says fails here, because the copy's own tests fail.
"""

import shutil
import subprocess
import sys

import pytest

from portal.core.config import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.once]

_FOLDERS = ("portal", "templates", "static", "translations", "tests")
_FILES = ("pyproject.toml", "app.py")

MIGRATION = '''"""whether an event is quiet

Revision: 9999
After: {last}
"""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{last}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as batch_op:
        batch_op.add_column(sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()))
'''

SHOWN = """
def test_the_fact_is_on_form_and_invitation(coordinator, client, make_event):
    event = make_event(quiet=True)
    assert 'name="quiet"' in coordinator.get(f"/team/events/{event.code}/edit").text
    assert "It is quiet there" in client.get(f"/en/events/{event.code}").text
"""

OFFERED = """
from datetime import timedelta

import pytest

from portal.core.actors import Role
from tests.attendance.test_door import door_pass  # noqa: F401


def test_residents_read_it_and_a_member_cannot_choose_it_yet(client, coordinator):
    page = client.get("/so/")
    assert page.status_code == 200 and '<html lang="so" dir="ltr"' in page.text
    assert "Soomaali" in client.get("/da/").text
    me = coordinator.get("/team/me").text
    assert 'value="tr"' in me and 'value="so"' not in me


@pytest.mark.parametrize("path", ["/team/report", "/team/interviews/guide/mothers"])
def test_a_page_of_the_team_is_not_shown_in_it(make_member, sign_in, path):
    page = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True).get(f"{path}?lang=so")
    assert page.status_code == 200 and '<html lang="en"' in page.text and 'lang="so"' not in page.text


def test_a_door_pass_on_a_phone_in_it_is_read_in_danish(make_event, door_pass):
    event = make_event(starts_in=timedelta(minutes=-30))
    page = door_pass(event).get(f"/team/events/{event.code}/door", headers={"Accept-Language": "so"})
    assert page.status_code == 200 and '<html lang="da"' in page.text
"""

FILL = """
from portal.core import catalogues

NAMES = {"da": "Dansk", "tr": "Türkçe", "ar": "العربية", "ur": "اردو", "ru": "Русский", "so": "Soomaali"}
catalogues.update()
for language in catalogues._PLURALS:
    for domain in catalogues.DOMAINS:
        path = catalogues.TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
        catalogue = catalogues.read(path, language)
        for message in catalogue:
            if message.id and not (message.string if isinstance(message.id, str) else all(message.string)):
                new = f"{NAMES[language]} {message.id if isinstance(message.id, str) else message.id[-1]}"
                message.string = new if isinstance(message.id, str) else [new] * catalogue.num_plurals
        catalogues._write(path, catalogue, language)
"""


class Copy:
    """A copy of the project that a recipe changes."""

    def __init__(self, folder):
        self.folder = folder
        self.changed = set()
        for name in _FOLDERS:
            leave = shutil.ignore_patterns("__pycache__", "*.mo")
            shutil.copytree(ROOT / name, folder / name, ignore=leave)
        for name in _FILES:
            shutil.copy(ROOT / name, folder / name)

    def put(self, name, text):
        """Write a new file."""
        (self.folder / name).write_text(text, encoding="utf-8")
        self.changed.add(name)

    def after(self, name, line, more):
        """Put lines behind one that is there."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(line) == 1, f"{name} has this {text.count(line)} times: {line}"
        self.put(name, text.replace(line, line + more))

    def translate(self):
        """Gather the strings, and translate what is new by its English words."""
        self.run("-c", FILL)

    def tests(self, *paths, extra=""):
        """Run some of the copy's tests, and one that says what the recipe was for."""
        if extra:
            (self.folder / "tests" / "home" / "test_of_the_recipe.py").write_text(extra, encoding="utf-8")
            paths = (*paths, "tests/home/test_of_the_recipe.py")
        self.run("-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-x", *paths)

    def run(self, *words):
        done = subprocess.run(
            [sys.executable, *words], cwd=self.folder, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def test_a_yes_no_fact_about_an_event_is_a_column_a_field_and_a_migration(copy):
    versions = sorted(path.name[:4] for path in (ROOT / "portal/migrations/versions").glob("[0-9]*.py"))
    copy.after(
        "portal/events/models.py",
        'tick(_("Someone meets you at the door"), "door", _p("changed", "who meets you at the door")),\n    )\n',
        "    quiet: Mapped[bool] = mapped_column(\n"
        '        default=False, info=_invitation | tick(_("It is quiet there"), "moon")\n    )\n',
    )
    copy.after("portal/events/rules.py", "    met_at_door: bool = False\n", "    quiet: bool = False\n")
    copy.put("portal/migrations/versions/9999_quiet.py", MIGRATION.format(last=versions[-1]))
    copy.after(
        "tests/form_limits.py", '        "no_photos": "BooleanField",\n', '        "quiet": "BooleanField",\n'
    )
    assert len(copy.changed) <= 5
    copy.translate()
    copy.tests(
        "tests/events/test_fact_columns.py",
        "tests/planning/test_copies.py",
        "tests/test_form_limits.py",
        "tests/sweeps/test_structure.py",
        "tests/sweeps/test_catalogues.py",
        extra=SHOWN,
    )


def test_a_language_for_residents_is_a_line_its_plurals_and_a_catalogue(copy):
    copy.after(
        "portal/core/i18n.py",
        '        Language("ru", "Русский"),\n',
        '        Language("so", "Soomaali", team=False),\n',
    )
    copy.after(
        "portal/core/catalogues.py",
        '    "ur": "nplurals=2; plural=(n != 1);",\n',
        '    "so": "nplurals=2; plural=(n != 1);",\n',
    )
    assert not any(name.startswith("tests/") for name in copy.changed)
    copy.translate()
    copy.tests("tests/sweeps/test_catalogues.py", "tests/test_i18n.py", "tests/events/test_list.py", extra=OFFERED)


def test_a_page_is_a_view_a_template_and_a_line_in_the_table_of_access(copy):
    copy.after(
        "portal/home/views.py",
        'bp = Blueprint("home", __name__)\n',
        '\n\n@bp.get("/<lang:lang>/thanks")\n@public\ndef thanks(lang: str) -> str:\n'
        '    """Whom we thank."""\n    return render_template("home/thanks.html")\n',
    )
    copy.put(
        "templates/home/thanks.html",
        '{% extends "base.html" %}\n{% block title %}{{ _("Whom we thank") }}{% endblock %}\n'
        '{% block content %}\n<h1>{{ _("Whom we thank") }}</h1>\n{% endblock %}\n',
    )
    copy.after("tests/sweeps/test_access.py", "        static  home.front", "  home.thanks")
    assert len(copy.changed) == 3
    copy.translate()
    copy.tests(
        "tests/sweeps/test_access.py",
        "tests/sweeps/test_catalogues.py",
        "tests/sweeps/test_public_words.py",
    )
