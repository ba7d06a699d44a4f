"""``flask --app app accounts``: the first coordinator, one who is locked out, and the list."""

import re

import pytest
from sqlalchemy import select

from portal.accounts.models import Member
from portal.core.actors import Role
from portal.core.audit import AuditEntry
from tests.accounts.test_links import tap


@pytest.fixture
def run(app, session):
    """Run a command; its exit code and what it said."""

    def run(*words):
        session.rollback()
        result = app.test_cli_runner().invoke(args=["accounts", *words])
        session.rollback()
        return result.exit_code, result.output

    return run


def link_in(output: str) -> str:
    return re.search(r"^http://localhost(/team/in/[\w-]+)$", output, re.MULTILINE).group(1)


def test_the_first_coordinator_comes_in_by_a_printed_link(run, client, session):
    code, output = run("invite", "--role", "coordinator", "--name", "Lone", "--lang", "en")
    assert code == 0
    assert tap(client, link_in(output)).location == "/team/promise"
    lone = session.scalars(select(Member)).one()
    assert (lone.name, lone.role, lone.lang) == ("Lone", Role.COORDINATOR, "en")
    acts = session.execute(select(AuditEntry.actor, AuditEntry.action).order_by(AuditEntry.id)).all()
    assert acts == [
        ("system", "members.add"),
        ("system", "members.invite"),
        ("member:1", "accounts.sign_in"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "queen", "--name", "Lone"),
        ("--role", "mother"),
        ("--name", "Lone"),
        ("--role", "mother", "--name", " "),
        ("--role", "mother", "--name", "x" * 81),
        ("--role", "mother", "--name", "Lone", "--lang", "tlh"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(run, session, words):
    assert run("invite", *words)[0] == 2
    assert session.scalars(select(Member)).all() == []


def test_one_who_is_locked_out_gets_a_link_by_name_part_of_it_or_number(run, make_member, sign_in, client):
    fatma = make_member("Fatma Yıldız", pin_tries=5)
    for wanted in ("Fatma Yıldız", "fatma", str(fatma.id)):
        phone = sign_in(fatma)
        code, output = run("link", wanted)
        assert code == 0
        assert phone.get("/team/me").location == "/team/hello"
    assert tap(client, link_in(output)).location == "/team/pin"


def test_nobody_and_several_are_clear_errors(run, make_member, now):
    make_member("Fatma A")
    make_member("Fatma B")
    make_member("Amal", disabled_at=now)
    assert run("link", "Fatma") == (
        1,
        "Error: Several are called so: 1 Fatma A, 2 Fatma B. Give the number instead.\n",
    )
    for name in ("Amal", "", "Shazia"):
        assert run("link", name) == (
            1,
            f"Error: Nobody with an open account is called {name!r}. See: accounts list\n",
        )


def test_a_whole_name_wins_over_a_part_of_another(run, make_member):
    make_member("Amal Haddad")
    make_member("Amal")
    assert run("link", "amal")[0] == 0


def test_the_list_shows_number_role_state_and_name(run, make_member, now):
    make_member("Lone", Role.COORDINATOR)
    make_member("Fatma", promise_accepted_at=None)
    make_member("Amal", disabled_at=now)
    assert run("list") == (
        0,
        "   1  coordinator  in       Lone\n   2  mother       invited  Fatma\n   3  mother       closed   Amal\n",
    )
