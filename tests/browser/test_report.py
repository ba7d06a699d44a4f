"""The report on paper: numbered pages that bear the group's name, at full size, from either side."""

import re
import subprocess
from datetime import timedelta

import pytest

from portal.attendance.models import AttendanceOp, OpKind
from portal.core.i18n import LANGUAGES, to_local
from portal.events.codes import new_code
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.money.models import Funder, Funding

pytestmark = pytest.mark.browser

#: What lies beyond the edge of the paper.
BEYOND = """() => [...document.querySelectorAll("main *")].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width > 2 && (box.left < -1 || box.right > window.innerWidth + 1);
}).map(one => one.outerHTML.slice(0, 80))"""
#: So many CSS pixels lie between the margins of an A4.
PAPER = {"width": 665, "height": 980}


def a_busy_year(session, *, now):
    """Events of every kind in the month that was, each with people, and a funder with a long name."""
    for number, kind in enumerate(Kind):
        starts = to_local(now - timedelta(days=1 + number))
        event = Event(
            code=new_code(session),
            kind=kind,
            status=Status.PUBLISHED,
            starts_local=starts,
            ends_local=starts + timedelta(hours=3),
            created_at=now,
            published_at=now,
        )
        session.add(event)
        session.flush()
        session.add(
            AttendanceOp(
                op_id=f"{number:036d}",
                event_id=event.id,
                kind=OpKind.ESTIMATE,
                subject="estimate",
                amount=20 + number,
                tapped_at=event.starts_at,
                received_at=event.starts_at,
            )
        )
    name = "Boligsocial helhedsplan for Hede- og Magleparken, Boligforeningsadministrationsfællesskabet"
    given = Funding(year=to_local(now).year, amount_ore=9_999_999_99, created_at=now)
    session.add(Funder(name=name, fundings=[given], created_at=now))


def words_of(paper):
    """The words of each page, each with how high its letters stand."""
    command = ["pdftotext", "-bbox", str(paper), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pages = told.split("<page ")[1:]
    word = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<')
    return [[(text, float(low) - float(high)) for high, low, text in word.findall(page)] for page in pages]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_printed_at_full_size_on_numbered_pages(server, phone, tmp_path, lang):
    server.rules(a_busy_year)
    page = phone("da")
    server.sign_in(page, "Karen", opened=True)
    page.goto(f"{server.url}/team/report?lang={lang}")
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    assert page.evaluate(BEYOND) == []
    paper = tmp_path / "report.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    pages = words_of(paper)
    assert len(pages) > 2
    for number, words in enumerate(pages, start=1):
        texts = [text for text, _height in words]
        assert "Bydelsmødrene" in texts, number
        assert {str(number), str(len(pages))} <= set(re.findall(r"\d+", " ".join(texts))), number
    # A browser makes everything smaller as soon as one thing is too wide for the paper.
    assert max(height for _text, height in pages[0]) > 32


def test_on_the_screen_each_figure_leads_to_what_it_was_counted_from(server, phone):
    server.rules(a_busy_year)
    page = phone("en")
    server.sign_in(page, "Karen", opened=True)
    page.goto(f"{server.url}/team/report?lang=en")
    page.click("#social summary")
    page.click("#social dd a >> nth=0")
    page.wait_for_selector("ol.rows")
    assert page.locator("ol.rows > li").count() > 3
    page.click("a.back")
    page.wait_for_selector("#social")
