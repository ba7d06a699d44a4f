"""Pages that are read from the right, and phones whose clock has twelve hours: nothing is cut off or mistaken."""

import pytest

from portal.accounts.models import Member
from portal.events.models import Event, Partner

pytestmark = pytest.mark.browser

LONG_NAME = "Boligselskabet Baldersbo og Ballerup Almennyttige Ejendomsselskab"
#: How much wider a field would have to be for all that it shows, in CSS pixels.
LACKING = """(field) => {
  const had = field.offsetWidth;
  field.style.width = "max-content";
  const wanted = field.offsetWidth;
  field.style.width = "";
  return wanted - had;
}"""


@pytest.fixture
def desk(server, phone):
    """The coordinator's phone: ``desk("ur")`` shows its pages in that language."""

    def take(lang, locale=None):
        karen = server.people["Karen"]
        server.rules(lambda session, now: setattr(session.get_one(Member, karen), "lang", lang))
        page = phone(locale or lang)
        server.sign_in(page, "Karen", opened=True)
        return page

    return take


@pytest.fixture
def edit(server):
    return f"{server.url}/team/events/{server.codes['meal']}/edit"


@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_every_name_of_a_language_has_the_face_of_its_own_script(server, desk, lang):
    page = desk(lang)
    page.goto(f"{server.url}/team/events")
    faces = {
        code: page.eval_on_selector(f".languages [lang={code}]", "one => getComputedStyle(one).fontFamily")
        for code in ("da", "ar", "ur")
    }
    assert ("Nastaliq" in faces["ur"], "Nastaliq" in faces["ar"], faces["ar"] == faces["da"]) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_a_long_name_in_a_list_to_choose_from_is_read_from_its_beginning(server, desk, edit, lang):
    def with_partner(session, now):
        partner = Partner(slug="baldersbo", name=LONG_NAME)
        session.add(partner)
        session.flush()
        session.query(Event).filter_by(code=server.codes["meal"]).one().organiser_id = partner.id

    server.rules(with_partner)
    page = desk(lang)
    page.goto(edit)
    runs = "option => [option.text, getComputedStyle(option).direction]"
    assert page.eval_on_selector("#organiser :checked", runs) == [LONG_NAME, "ltr"]
    own = "ltr" if lang == "da" else "rtl"
    assert page.eval_on_selector("#audience :checked", runs)[1] == own


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_clock_of_twelve_hours_is_seen_with_its_half_of_the_day(desk, edit, lang, width):
    page = desk(lang, "en-US")
    page.set_viewport_size({"width": width, "height": 780})
    page.goto(edit)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true; })")
    times = page.query_selector_all("input[type=time], input[type=date]")
    assert len(times) == 5
    assert [max(0, one.evaluate(LACKING)) for one in times] == [0] * 5


def test_a_long_title_is_seen_whole(server, desk, edit):
    title = "Fællesspisning med musik, dans og fortælling for hele Hedeparken, og for alle, som har lyst til det"
    code = server.codes["draft"]
    page = desk("da")
    page.goto(f"{server.url}/team/events/{code}/edit")
    page.fill("[name=title]", title)
    page.click("form.card .button-secondary")
    page.wait_for_url(f"**/{code}**")
    for path in (f"{code}/edit", f"{code}/texts/da"):
        page.goto(f"{server.url}/team/events/{path}")
        assert page.input_value("[name=title]") == title
        hidden = "one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight].map(n => n > 2)"
        assert page.eval_on_selector("[name=title]", hidden) == [False, False], path
