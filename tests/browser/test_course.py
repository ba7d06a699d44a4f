"""From the list of the course to an account: Bahar is invited, says yes, comes, completes it, and is known."""

from urllib.parse import urlsplit

import pytest

from portal.accounts.models import Member
from portal.core.actors import Role
from portal.core.db import utcnow
from portal.core.i18n import to_local
from portal.course.models import Course
from portal.course.standing import evenings_of

pytestmark = pytest.mark.browser


def make_a_course(server, karen):
    """A course of two evenings from today on, of which one is enough."""
    karen.goto(f"{server.url}/team/course/new")
    karen.fill("[name=seats]", "2")
    karen.fill("[name=share]", "50")
    karen.click("form.card > button")
    karen.wait_for_selector("[name=first]")
    karen.fill("[name=first]", to_local(utcnow()).date().isoformat())
    karen.fill("[name=start]", "17:00")
    karen.fill("[name=weeks]", "2")
    karen.fill("[name=place_name]", "Beboerhuset")
    karen.click("form[action$='/evenings'] button.button")
    karen.wait_for_url("**?done=evenings")
    return urlsplit(karen.url).path


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_list_of_the_course_to_a_phone_that_is_known(server, phone, javascript):
    bahar = phone("tr", javascript=javascript)
    bahar.goto(f"{server.url}/tr/course")
    bahar.fill("[name=name]", "Bahar")
    bahar.fill("[name=phone]", "20 20 30 40")
    bahar.check("[name=languages][value=tr]")
    bahar.click("form.card > button")
    bahar.wait_for_url("**/k/**")
    assert bahar.get_attribute("html", "lang") == "tr"

    karen = phone("da", javascript=javascript)
    server.sign_in(karen, "Karen", opened=True)
    course = make_a_course(server, karen)
    karen.click("form[action$='/invite'] button")
    karen.wait_for_url("**?done=invited")
    karen.click("a[href*='/interest/']")
    letter = karen.inner_text(".message")
    link = next(word for word in letter.split() if word.startswith(server.url))

    bahar.goto(link)
    bahar.click("form:has([value=yes]) button")
    bahar.wait_for_url("**?done=joined**")

    tonight = server.ask(lambda session: evenings_of(session, session.query(Course).one())[0].id)
    karen.goto(f"{server.url}{course}/evenings/{tonight}")
    for wanted in ("yes", "no", "yes"):
        karen.click(f"button.here[value={wanted}]")
        karen.wait_for_selector(f"button.here[value={'no' if wanted == 'yes' else 'yes'}]")

    karen.goto(f"{server.url}{course}")
    karen.click("form[action$='/complete'] button")
    karen.wait_for_url("**?done=completed")
    karen.click("form[action$='/account'] button")
    karen.wait_for_selector(".qr-large")
    address = karen.inner_text(".ticket-tear small")

    hers = phone("tr", javascript=javascript)
    hers.goto(address)
    hers.click("main form button")
    hers.wait_for_url("**/team/**")
    today = to_local(utcnow()).date()
    known = server.ask(
        lambda session: [
            (one.role, one.lang, one.languages, one.trained_on, one.active_on(today))
            for one in session.query(Member).filter_by(name="Bahar")
        ]
    )
    assert known == [(Role.MOTHER, "tr", ["tr"], today, True)]
