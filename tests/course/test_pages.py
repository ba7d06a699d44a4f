"""The pages: the form of interest, her own page, and the coordinator's; by the client that checks every page."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from portal.accounts.models import Member
from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.audit import AuditEntry
from portal.core.db import utcnow
from portal.core.features import Feature, switch
from portal.core.i18n import to_local
from portal.course import interest, public_views
from portal.course.links import token_of
from portal.course.models import Course, CourseAttendance, CourseInterest, CourseParticipant, InterestState
from portal.privacy import purge
from tests.course.conftest import KAREN

WISH = {"becoming": "mother", "name": "Bahar", "phone": "20 20 30 40", "languages": ["tr", "ku"], "area": ""}


@pytest.fixture
def karen(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR), opened=True)


def send(client, path="/en/course", **more):
    page = client.get(path).text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    return client.post(path, data={"token": token, **WISH, **more})


def say(client, path, said):
    token = re.search(r'name="token" value="([^"]+)"', client.get(path).text)[1]
    return client.post(path, data={"token": token, "said": said})


def test_without_a_course_the_page_says_so(client):
    page = client.get("/en/course").text
    assert "No course is planned just now." in page
    assert "There is no money for one yet. We write to you when there is." in page


def test_a_course_that_is_announced_without_dates_is_being_planned(client, make_course):
    make_course()
    page = client.get("/en/course").text
    assert "A course is being planned." in page and "No course is planned" not in page


@pytest.mark.slow
def test_a_course_with_dates_says_from_when_to_when_and_how_many(client, make_course, evenings):
    course_id = make_course(weeks=13)
    dates = evenings(course_id)
    page = client.get("/en/course").text
    from portal.core.i18n import format_day

    assert "13 evenings" in page and "17:00" in page and "20:00" in page and "Beboerhuset" in page
    for one in (dates[0], dates[-1]):
        assert format_day(one.starts_local, "full_year") in page


def test_a_wish_puts_her_on_the_list_and_shows_her_place(client, session):
    answer = send(client)
    assert answer.status_code == 303
    hers = session.query(CourseInterest).one()
    assert urlsplit(answer.location).path == f"/k/{token_of(hers)}"
    assert (hers.name, hers.phone, hers.email, hers.languages) == ("Bahar", "+4520203040", None, ["tr", "ku"])
    page = client.get(answer.location)
    assert "You are on the list." in page.text and "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_pressing_twice_puts_her_on_the_list_once(client, session):
    token = re.search(r'name="token" value="([^"]+)"', client.get("/en/course").text)[1]
    places = {client.post("/en/course", data={"token": token, **WISH}).location for _twice in range(2)}
    assert len(places) == 1 and session.query(CourseInterest).count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phone": ""}, "Write a phone number or an e-mail address"),
        ({"phone": "12"}, "Look at the number once more"),
        ({"phone": "", "email": "no"}, "Look at the e-mail address once more"),
        ({"name": " \u200b "}, "Write your name"),
        ({"name": "150785-1234"}, "CPR"),
        ({"becoming": "queen"}, "Choose one of these"),
        ({"languages": ["klingon"]}, "Choose among these"),
        ({"area": "99"}, "Choose one of these"),
        ({"token": "x"}, "open for a long time"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(client, session, wrong, words):
    answer = send(client, **wrong)
    assert answer.status_code == 422 and words in answer.text
    assert session.query(CourseInterest).count() == 0


def test_a_flood_from_one_address_is_asked_to_wait(client, session, monkeypatch):
    monkeypatch.setattr(public_views, "MOST_PER_HOUR", 1)
    assert send(client).status_code == 303
    assert "Please wait a while" in send(client, name="Chen").text
    assert session.query(CourseInterest).count() == 1


def test_her_page_speaks_the_language_of_the_form_and_a_foreign_link_is_not_there(client, on_list, session):
    token = token_of(session.get_one(CourseInterest, on_list(lang="ur")))
    assert '<html lang="ur" dir="rtl">' in client.get(f"/k/{token}").text
    assert '<html lang="en" dir="ltr">' in client.get(f"/k/{token}?lang=en").text
    for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), "x", "⛵"):
        assert client.get(f"/k/{wrong}").status_code == 404
        assert client.post(f"/k/{wrong}").status_code == 404


@pytest.mark.slow
def test_by_her_link_she_says_yes_and_looking_alone_says_nothing(
    client, rules, on_list, make_course, session, now
):
    interest_id = on_list(lang="en")
    rules(interest.invite_next, course_id=make_course(weeks=2), by=KAREN, now=utcnow())
    path = f"/k/{token_of(session.get_one(CourseInterest, interest_id))}"
    for _look in range(2):
        assert "Yes, I take part" in client.get(path).text
    assert session.get_one(CourseInterest, interest_id).state is InterestState.INVITED
    assert client.post(path, data={"said": "yes"}).status_code == 422
    answer = say(client, path, "yes")
    assert (answer.status_code, answer.location.partition("?")[2]) == (303, "done=joined")
    assert "You take part in the course." in client.get(answer.location).text
    assert say(client, path, "queen").status_code == 422
    say(client, path, "not_now")
    assert "You keep your place" in client.get(path).text
    say(client, path, "off")
    page = client.get(path).text
    assert "You are off the list." in page and "Bahar" not in page
    assert say(client, "/en/course", "off").status_code == 422


def test_whoever_comes_too_late_is_told_kindly(client, rules, on_list, make_course, session):
    one, two = on_list("One", hours=2, lang="en"), on_list("Two", hours=1, lang="en")
    course_id = make_course(seats=2)
    rules(interest.invite_next, course_id=course_id, by=KAREN, now=utcnow())
    rules(lambda session: setattr(session.get_one(Course, course_id), "seats", 1))
    paths = [f"/k/{token_of(session.get_one(CourseInterest, number))}" for number in (one, two)]
    assert say(client, paths[0], "yes").location.endswith("done=joined")
    late = client.get(say(client, paths[1], "yes").location).text
    assert "The last seat was taken just before you." in late and "You keep your place" in late


def test_the_list_stands_in_order_with_its_totals(karen, rules, on_list):
    rules(lambda session: session.add(Area(slug="parken", name="Parken")))
    on_list("Later", hours=1, languages=["tr"])
    on_list("Earlier", hours=2, languages=["tr", "ar"], area_id=1)
    page = karen.get("/team/course").text
    assert page.index("Earlier") < page.index("Later")
    totals = dict(re.findall(r"<li><span>(?:<bdi>)?([^<]+)(?:</bdi>)?</span><b>(\d+)</b></li>", page))
    assert totals == {"Turkish": "2", "Arabic": "1", "Parken": "1", "Somewhere else": "1"}


def test_an_empty_list_says_what_to_do(karen):
    page = karen.get("/team/course").text
    assert "There is no course yet." in page and "Nobody is on this list yet." in page


@pytest.mark.slow
def test_the_coordinator_makes_a_course_its_evenings_and_invites(karen, on_list, session):
    on_list("Bahar")
    made = karen.press("/team/course/new", {"becoming": "mother", "seats": "12", "share": "80", "announced": "y"})
    path = urlsplit(made.location).path
    first = to_local(utcnow() + timedelta(days=10)).date()
    evenings = {"first": first.isoformat(), "start": "17:00", "hours": "3", "weeks": "13", "place_name": "Huset"}
    assert karen.press(f"{path}/evenings", evenings).location.endswith("done=evenings")
    assert karen.press(f"{path}/invite").location.endswith("done=invited")
    page = karen.get(path).text
    assert "Bahar" in page and page.count("Draft") == 13
    refused = karen.press(f"{path}/invite")
    assert refused.status_code == 422 and "Nobody is waiting on the list just now." in refused.text
    bad = karen.press(f"{path}/terms", {"seats": "0", "share": "101"})
    assert bad.status_code == 422 and bad.text.count("Write a number from 1 to") == 4
    assert karen.press(f"{path}/terms", {"seats": "9", "share": "70"}).status_code == 303
    course = session.query(Course).one()
    assert (course.seats, course.share, course.announced) == (9, 70, False)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"first": "2020-01-01"}, "This day has passed."),
        ({"first": "soon"}, "Write the date as day.month.year"),
        ({"start": "99"}, "Write the time as hours and minutes"),
        ({"weeks": "1"}, "Write a number from 2 to 40"),
    ],
)
def test_evenings_that_cannot_be_are_said_beside_the_field(karen, make_course, session, wrong, words):
    course_id = make_course()
    good = {"first": "2027-01-05", "start": "17:00", "hours": "3", "weeks": "13", **wrong}
    answer = karen.press(f"/team/course/{course_id}/evenings", good)
    assert answer.status_code == 422 and words in answer.text
    assert session.get_one(Course, course_id).series_id is None


def test_the_message_is_in_her_language_and_holds_her_link(karen, rules, on_list, make_course, session):
    interest_id = on_list("Noor", lang="ur")
    rules(interest.invite_next, course_id=make_course(weeks=2), by=KAREN, now=utcnow())
    page = karen.get(f"/team/course/interest/{interest_id}").text
    letter = re.search(r'card message" lang="ur" dir="rtl">(.*?)</p>', page, re.DOTALL)[1]
    assert f"http://localhost/k/{token_of(session.get_one(CourseInterest, interest_id))}" in letter
    assert "Noor" in letter


@pytest.mark.slow
def test_the_coordinator_notes_what_she_was_told(karen, rules, on_list, make_course, session):
    interest_id = on_list()
    path = f"/team/course/interest/{interest_id}"
    assert karen.press(path, {"said": "yes"}).status_code == 422, "she is not invited yet"
    rules(interest.invite_next, course_id=make_course(), by=KAREN, now=utcnow())
    assert karen.press(path, {"said": "take_back"}).location.endswith("done=taken_back")
    rules(interest.invite_next, course_id=1, by=KAREN, now=utcnow())
    assert karen.press(path, {"said": "yes"}).location.endswith("done=joined")
    assert karen.press(path, {"said": "nonsense"}).status_code == 422
    assert karen.press(path, {"said": "off"}).location.endswith("done=off")
    assert "Name deleted" in karen.get(path).text


@pytest.mark.slow
def test_one_tap_on_the_list_of_an_evening_and_one_to_take_it_back(karen, make_course, join, evenings, session):
    course_id = make_course(weeks=3, first_in=0)
    part = join(course_id)
    tonight, next_week = evenings(course_id)[:2]
    path = f"/team/course/{course_id}/evenings/{tonight.id}"
    assert 'value="yes"' in karen.get(path).text
    answer = karen.press(f"{path}/{part}", {"there": "yes"})
    assert urlsplit(answer.location).fragment == f"party-{part}"
    page = karen.get(path).text
    assert "party-here" in page and 'value="no"' in page and "1 of 3 evenings" in page
    karen.press(f"{path}/{part}", {"there": "no"})
    assert session.query(CourseAttendance).count() == 0
    late = f"/team/course/{course_id}/evenings/{next_week.id}"
    assert "Is here" not in karen.get(late).text
    assert karen.press(f"{late}/{part}", {"there": "yes"}).status_code == 422
    assert karen.press(f"{path}/{part}", {"there": "perhaps"}).status_code == 422


@pytest.mark.slow
def test_what_belongs_to_another_course_is_not_there(karen, make_course, make_event, join, evenings):
    one = make_course(weeks=2, first_in=0)
    two = make_course(weeks=2, first_in=0, later=timedelta(minutes=5))
    part, here, other = join(one), evenings(one)[0].id, make_event().id
    assert karen.get(f"/team/course/{two}/evenings/{here}").status_code == 404
    assert karen.get(f"/team/course/{one}/evenings/{other}").status_code == 404
    there = evenings(two)[0].id
    assert karen.press(f"/team/course/{two}/evenings/{there}/{part}", {"there": "yes"}).status_code == 404
    for path in ("/team/course/99", "/team/course/interest/99", "/team/course/99/evenings/1"):
        assert karen.get(path).status_code == 404
    assert karen.press("/team/course/people/99/account").status_code == 404


@pytest.mark.slow
def test_completing_leads_to_her_qr_in_one_tap(karen, make_course, join, evenings, session):
    course_id = make_course(weeks=2, first_in=0)
    part, dates = join(course_id, "Bahar"), [event.id for event in evenings(course_id)]
    page = karen.get(f"/team/course/{course_id}").text
    assert "Give her an account" not in page and "0 of 2 evenings" in page
    karen.press(f"/team/course/{course_id}/terms", {"seats": "3", "share": "50"})
    karen.press(f"/team/course/{course_id}/evenings/{dates[0]}/{part}", {"there": "yes"})
    assert "Has completed it" in karen.get(f"/team/course/{course_id}").text
    assert karen.press(f"/team/course/people/{part}/complete").location.endswith("done=completed")
    assert "Give her an account" in karen.get(f"/team/course/{course_id}").text
    shown = karen.press(f"/team/course/people/{part}/account")
    assert (shown.status_code == 200 and "/team/in/" in shown.text) or "qr-large" in shown.text
    member = session.query(Member).filter_by(role=Role.MOTHER).one()
    assert (member.name, member.trained_on) == ("Bahar", to_local(utcnow()).date())
    session.rollback()
    assert karen.press(f"/team/course/people/{part}/account").status_code == 200
    assert session.query(Member).filter_by(role=Role.MOTHER).count() == 1
    assert "Has her account" in karen.get(f"/team/course/{course_id}").text


@pytest.mark.slow
def test_closing_asks_once_and_ends_the_buttons(karen, make_course, join):
    course_id = make_course(weeks=2, first_in=0)
    join(course_id)
    assert "Yes, close the course" in karen.get(f"/team/course/{course_id}").text
    assert karen.press(f"/team/course/{course_id}/close").location.endswith("done=closed")
    page = karen.get(f"/team/course/{course_id}").text
    assert "/close" not in page and "/invite" not in page
    assert karen.press(f"/team/course/{course_id}/close").status_code == 422


@pytest.mark.slow
def test_what_is_read_is_logged_and_no_name_stands_there(karen, on_list, make_course, join, evenings, session):
    course_id = make_course(weeks=2, first_in=0)
    join(course_id)
    evening = evenings(course_id)[0].id
    for path in ("", "/interest/1", f"/{course_id}", f"/{course_id}/evenings/{evening}"):
        karen.get(f"/team/course{path}")
    read = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.id) if ".read" in entry.action]
    assert read == ["course.read_list", "course.read_person", "course.read", "course.read_evening"]


def test_switched_off_there_is_no_course(client, karen, rules, on_list, session, app):
    from portal.core import features

    token = token_of(session.get_one(CourseInterest, on_list()))
    session.rollback()
    rules(switch, off={Feature.COURSE}, by=KAREN, now=utcnow())
    features.forget(app)
    for path in ("/en/course", f"/k/{token}"):
        assert client.get(path).status_code == 404
    assert karen.get("/team/course").status_code == 404


def test_nobody_learns_the_name_of_a_participant_from_the_database_file(on_list, make_course, join, session):
    join(make_course(), "Bahar")
    from sqlalchemy import text

    for table in ("course_interest", "course_participant"):
        name = session.execute(text(f"SELECT name FROM {table}")).scalar()
        assert b"Bahar" not in bytes(name)
    assert session.query(CourseParticipant).one().name == "Bahar"


@pytest.mark.slow
def test_a_name_goes_two_years_after_she_joined_though_nobody_closes_the_course(make_course, join, session, now):
    join(make_course(), "Bahar")
    purge.run(now + timedelta(days=700))
    session.expire_all()
    assert session.query(CourseParticipant).one().name == "Bahar"
    purge.run(now + timedelta(days=731))
    session.expire_all()
    assert session.query(CourseParticipant).one().name is None
