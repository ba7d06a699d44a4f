"""The pages of editions: what can be made, a look at it before, and the same numbers on screen and in files."""

import re

import pytest
import time_machine

from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.reports.models import Edition
from portal.stories.models import MotherLine, Shape, Speaker, Story, StoryPart
from tests.reports.past import AUTUMN, NOW, SPRING, WINTER, areas, asked, held, met, talked
from tests.reports.reading_back import as_list, as_workbook, blocks_of_page, lines_of_csv, lines_of_xlsx

HERE = "/team/report/editions"
READ = {"read": "y"}
SEEN = re.compile(r'name="seen" value="([^"]*)"')


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def karen(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


def seen(karen, stretch):
    """What the page to look at sends along."""
    return {"seen": SEEN.search(karen.get(f"{HERE}/2025/{stretch}/make").text)[1]}


@pytest.fixture
def make(karen):
    """Make an edition of a part of 2025 as the coordinator does; its page."""

    def make(stretch):
        assert karen.press(f"{HERE}/2025/{stretch}/make", READ | seen(karen, stretch)).status_code == 303
        return karen.get(f"{HERE}/2025/{stretch}")

    return make


@pytest.mark.slow
def test_the_list_shows_what_can_be_made_and_what_was_made(karen, make):
    held(SPRING, 40)
    page = karen.get(HERE)
    assert page.text.count("Look at it before you make it") == 7
    assert [words in page.text for words in ("The whole year", "Two halves", "Four quarters")] == [True] * 3
    assert "Choose once how you split 2025" in page.text
    assert ">2026</a>" not in page.text  # nothing of it is over
    make("h1")
    page = karen.get(HERE)
    assert page.text.count("Look at it before you make it") == 1
    assert f'href="{HERE}/2025/h2/make"' in page.text
    assert "Choose once" not in page.text
    assert f'<a href="{HERE}/2025/h1">January – June 2025</a>' in page.text
    assert "Made on" in page.text and "Karen" in page.text


@pytest.mark.slow
def test_one_year_is_looked_at_at_a_time_and_says_so_when_all_of_it_was_made(karen, make):
    held(SPRING.replace(year=2024), 40)
    assert f'href="{HERE}/2024/q3/make"' in karen.get(f"{HERE}?year=2024").text
    for other in ("2026", "1066", "x", "9" * 40):
        assert f'href="{HERE}/2025/q3/make"' in karen.get(f"{HERE}?year={other}").text
    for part in ("h1", "h2"):
        make(part)
    assert "There is nothing of 2025 to make now." in karen.get(HERE).text


@pytest.mark.slow
def test_the_first_edition_says_that_it_decides_for_the_whole_year(karen, make):
    words = "With it you choose for the whole of 2025: Two halves."
    assert words in karen.get(f"{HERE}/2025/h1/make").text
    make("h1")
    assert words not in karen.get(f"{HERE}/2025/h2/make").text


@pytest.mark.slow
def test_what_overlaps_an_edition_is_refused_kindly(karen, make, session):
    make("h1")
    for answer in (karen.get(f"{HERE}/2025/q1/make"), karen.press(f"{HERE}/2025/q1/make", READ)):
        assert answer.status_code == 422
        assert answer.text.count("small numbers could be worked out") == 1
    assert session.query(Edition).count() == 1


@pytest.mark.slow
def test_a_look_before_shows_what_others_would_see_and_asks_to_read_the_stories(karen):
    held(SPRING, 40, first=3)
    page = karen.get(f"{HERE}/2025/q1/make")
    numbers = {row: number for _chapter, _table, row, number in as_list(blocks_of_page(page.text))}
    assert (numbers["Participants"], numbers["Here for the first time"]) == ("40", "not shown")
    assert "I have read the stories and lines" in page.text


@pytest.mark.slow
def test_it_is_not_made_unread(karen, session):
    page = karen.press(f"{HERE}/2025/q1/make")
    assert page.status_code == 422
    assert "Please read them first" in page.text
    assert session.query(Edition).count() == 0


@pytest.mark.slow
def test_what_is_made_leads_to_its_page_and_is_made_once(karen, session):
    address = f"{HERE}/2025/q1"
    answer = karen.press(f"{address}/make", READ)
    assert (answer.status_code, answer.location) == (303, f"{address}?done=made")
    assert "It is made" in karen.get(answer.location).text
    assert karen.get(f"{address}/make").location == address
    again = karen.press(f"{address}/make", READ)
    assert again.status_code == 422
    assert "made already" in again.text
    assert session.query(Edition).count() == 1


def test_what_is_not_over_is_refused_kindly(karen):
    for answer in (karen.get(f"{HERE}/2026/q1/make"), karen.press(f"{HERE}/2026/q1/make", READ)):
        assert answer.status_code == 422
        assert answer.text.count("It is not over yet.") == 1


@pytest.mark.parametrize("address", ["2025/q1", "2025/q5/make", "1999/q1/make", "2027/q1/make", "2025/q1.csv"])
def test_what_was_not_made_or_cannot_be_is_not_here(karen, address):
    assert karen.get(f"{HERE}/{address}").status_code == 404


@pytest.mark.slow
def test_it_can_be_read_in_any_language(karen, make):
    held(SPRING, 40)
    make("q1")
    for lang, direction in (("da", "ltr"), ("ar", "rtl"), ("ur", "rtl")):
        assert f'<html lang="{lang}" dir="{direction}"' in karen.get(f"{HERE}/2025/q1?lang={lang}").text


@pytest.mark.slow
def test_page_list_and_workbook_show_exactly_the_same(karen, make, make_member):
    fatma, (east, west) = make_member("Fatma").id, areas("East", "West")
    held(SPRING, 1060, first=30, area_id=east)
    held(AUTUMN, 7, area_id=west, partner=True)
    asked(SPRING, 11)
    asked(WINTER, 3)
    talked(fatma, met(fatma, 14, SPRING, east), SPRING)
    for stretch in ("q1", "q3", "q4"):
        blocks = blocks_of_page(make(stretch).text)
        assert len(as_list(blocks)) > 10
        assert lines_of_csv(karen.get(f"{HERE}/2025/{stretch}.csv").data) == as_list(blocks)
        assert lines_of_xlsx(karen.get(f"{HERE}/2025/{stretch}.xlsx").data) == as_workbook(blocks)


@pytest.mark.slow
def test_who_took_it_along_as_a_file_is_noted(karen, make, session):
    make("h1")
    csv = karen.get(f"{HERE}/2025/h1.csv")
    karen.get(f"{HERE}/2025/h1.xlsx")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="2025-h1-report.csv"'
    noted = session.query(AuditEntry).filter(AuditEntry.action.startswith("editions.")).order_by(AuditEntry.id)
    acts = [(one.action, one.subject) for one in noted]
    assert acts == [("editions.make", "edition:1"), *[("editions.export", "edition:1")] * 2]


@pytest.mark.slow
def test_a_story_that_is_taken_back_stands_in_it_no_more(karen, make, make_member):
    told = {"lang": "da", "created_at": NOW, "agreed_at": NOW, "agreed_version": "1", "day": SPRING}
    quote = {"part": StoryPart.NETWORKS, "shape": Shape.QUOTE, "speaker": Speaker.RESIDENT, **told}
    fatma = make_member("Fatma").id
    with transaction() as session:
        session.add_all(Story(text=text, **quote) for text in ("Jeg kom ud.", "Jeg fandt en ven."))
        line = {"text": "Jeg taler med alle.", "lang": "da", "created_at": NOW}
        session.add(MotherLine(member_id=fatma, **line))
    page = make("q1")
    assert [words in page.text for words in ("Jeg kom ud.", "Jeg fandt en ven.", "Jeg taler med alle.")] == [
        True
    ] * 3
    assert "taken back since" not in page.text
    with transaction() as session:
        one = session.query(Story).first()
        one.text, one.withdrawn_at = None, NOW
        session.query(MotherLine).one().text = None
    page = karen.get(f"{HERE}/2025/q1")
    assert [words in page.text for words in ("Jeg kom ud.", "Jeg fandt en ven.", "Jeg taler med alle.")] == [
        False,
        True,
        False,
    ]
    assert "2 stories or lines were taken back since" in page.text


@pytest.mark.slow
def test_an_edition_that_was_made_with_goals_can_still_be_read(karen, make):
    """Earlier versions of the portal wrote the goals of the year into it."""
    make("year")
    with transaction() as writing:
        edition = writing.query(Edition).one()
        edition.content = {**edition.content, "goals": {"enquiries": 20}}
    for end in ("", ".csv", ".xlsx"):
        assert karen.get(f"{HERE}/2025/year{end}").status_code == 200


@pytest.mark.slow
def test_a_line_that_nobody_has_read_does_not_leave_the_house(karen, make_member, session):
    """A mother writes on her own phone whenever she likes, also while the coordinator reads."""
    fatma = make_member("Fatma").id
    looked = seen(karen, "q1")
    with transaction() as writing:
        line = {"text": "Min nabo Hanne drikker.", "lang": "da", "created_at": NOW}
        writing.add(MotherLine(member_id=fatma, **line))
    answer = karen.press(f"{HERE}/2025/q1/make", READ | looked)
    assert answer.status_code == 422
    assert "was written or taken back meanwhile" in answer.text and "Min nabo Hanne drikker." in answer.text
    assert not re.search(r'name="read"[^>]*checked', answer.text)
    assert session.query(Edition).count() == 0
    again = {"seen": SEEN.search(answer.text)[1]}
    assert karen.press(f"{HERE}/2025/q1/make", READ | again).status_code == 303


@pytest.mark.slow
def test_a_story_that_was_written_anew_is_read_anew(karen, session):
    told = {"lang": "da", "created_at": NOW, "agreed_at": NOW, "agreed_version": "1", "day": SPRING}
    with transaction() as writing:
        story = Story(part=StoryPart.NETWORKS, shape=Shape.STORY, text="Hun kom ud.", **told)
        writing.add(story)
        writing.flush()
        story_id = story.id
    looked = seen(karen, "q1")
    with transaction() as writing:
        writing.get_one(Story, story_id).text = "Hanne i nr. 4 kom ud."
    assert karen.press(f"{HERE}/2025/q1/make", READ | looked).status_code == 422
    assert session.query(Edition).count() == 0
