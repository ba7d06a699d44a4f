"""Loading the demo: once, always the same, and with links to look around by."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import func, select

from portal.accounts.models import SignInLink
from portal.core.actors import Role
from portal.core.db import db, transaction
from portal.demo import cast, loader, parties
from portal.events.models import Event
from portal.signups.models import MAX_PARTY, SignUp

pytestmark = pytest.mark.slow

JANUARY, NOVEMBER = date(2015, 1, 1), date(2015, 11, 30)


def picture_of(session):
    """Everything but what must not be guessed."""
    return [
        (s.event.kind, s.event.starts_local, s.queue_no, s.state, s.name, s.adults, s.children, s.diet, s.lang)
        for s in session.scalars(select(SignUp).order_by(SignUp.id))
    ]


def test_two_demos_of_one_morning_are_alike_and_a_second_start_changes_nothing(app, _demo_app, morning, capsys):
    with _demo_app.app_context():
        first = picture_of(db.session())
    with transaction() as session:
        loader.load(session, now=morning)
    assert picture_of(db.session()) == first
    assert loader.load_if_empty() is False
    assert picture_of(db.session()) == first


def test_the_demo_is_loaded_into_an_empty_database_only(app, make_member):
    make_member("Fatma")
    assert loader.load_if_empty() is False
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


@pytest.fixture
def guides(make_member):
    """The three by whose links one looks around."""
    make_member("Shazia Mirza", lang="ur")
    make_member("Hatice D.", lang="tr")
    make_member("Lone Kjærby", Role.COORDINATOR, lang="da")


def test_three_links_are_printed_with_a_name_and_a_language(guides, session, capsys):
    loader.print_links()
    out = capsys.readouterr().out
    assert cast.PIN in out
    lines = [line.split() for line in out.splitlines() if "http" in line]
    assert [" ".join(words[:-1]) for words in lines] == [
        "Lone Kjærby, coordinator, reads Danish",
        "Hatice D., mother, reads Turkish",
        "Shazia Mirza, mother, reads Urdu",
    ]
    assert all(words[-1].startswith("http://localhost/team/") for words in lines)
    links = session.scalars(select(SignInLink)).all()
    assert {link.expires_at - link.created_at for link in links} == {timedelta(minutes=10)}


def test_links_printed_before_no_longer_work(guides, session):
    loader.print_links()
    loader.print_links()
    assert len(session.scalars(select(SignInLink).where(SignInLink.used_at.is_(None))).all()) == 3


def test_nothing_is_printed_for_a_group_of_real_people(app, make_member, capsys):
    make_member("Hatice D.")
    loader.print_links()
    assert capsys.readouterr().out == ""


def test_the_command_loads_once_and_says_why_it_does_not_twice(app):
    run = app.test_cli_runner().invoke
    first = run(args=["demo", "load"])
    assert first.exit_code == 0 and "Shazia Mirza" in first.output
    second = run(args=["demo", "load"])
    assert second.exit_code == 1 and "empty database only" in second.output


@pytest.mark.parametrize(("adults", "children"), [(1, 0), (1, 9), (7, 20), (60, 0), (40, 30)])
def test_parties_add_up(adults, children):
    sizes = parties.split(Random(1), adults, children)
    assert (sum(a for a, _c in sizes), sum(c for _a, c in sizes)) == (adults, children)
    assert all(grown >= 1 and grown + young <= MAX_PARTY for grown, young in sizes)
