"""A mother prints her record for a job interview: two pages, Danish and Urdu, and nothing of anybody else."""

import subprocess
from datetime import date, timedelta

import pytest

from portal.accounts.models import Member
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact, Met
from portal.core.i18n import LANGUAGES, to_local
from portal.events.codes import new_code
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Status

pytestmark = pytest.mark.browser

#: Which parts of a page hold more than there is room for.
OVER = """() => {
  const told = one => [one.closest("section").lang, one.closest("section").className, one.className];
  const parts = [...document.querySelectorAll("section.record, .record-rows")];
  return parts.filter(one => one.scrollHeight > one.clientHeight + 1).map(told);
}"""
NICKNAME = "Hemmelige Hawa"


def a_life_of_help(session, *, member_id, name, now, kinds, talks):
    """What a mother did in some years."""
    member = session.get_one(Member, member_id)
    member.name, member.hats, member.trained_on = name, ["interpreter", "association"], date(2019, 6, 4)
    member.languages = ["ur", "pa", "hi", "da", "en"]
    for number, kind in enumerate(kinds):
        starts = to_local(now - timedelta(days=10 + number))
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
        session.add(EventMother(event_id=event.id, member_id=member_id, hosting=number % 2 == 0, took_part=True))
    contact = Contact(
        mother_id=member_id, nickname=NICKNAME, met=Met.NEIGHBOUR, since=date(2026, 1, 1), created_at=now
    )
    session.add(contact)
    session.flush()
    for help in talks:
        more = {"helps": [str(help)], "quarters": 4, "day": date(2026, 1, 2), "created_at": now}
        session.add(Conversation(contact_id=contact.id, mother_id=member_id, **more))


def printed(page, folder):
    """The pages as they come out of the printer, as text."""
    paper = folder / "record.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    text = subprocess.run(["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True).stdout
    return text.decode().split("\f")[:-1]


def make(server, page, own=""):
    server.sign_in(page, "Shazia", opened=True)
    page.goto(f"{server.url}/team/record")
    page.fill("[name=own]", own)
    page.click("form.card > button.button")
    page.wait_for_selector("section.record")


def test_she_prints_her_record_for_a_job_interview(server, phone, tmp_path):
    member_id = server.people["Shazia"]
    talks = [Help.LETTER] * 9 + [Help.MARRIAGE] * 2
    server.rules(a_life_of_help, member_id=member_id, name="Shazia", kinds=[Kind.NEWROZ] * 4, talks=talks)
    page = phone("ur")
    make(server, page, own="Jeg kan tale foran mange mennesker.")
    assert page.eval_on_selector_all("section.record", "all => all.map(one => [one.lang, one.dir])") == [
        ["da", "ltr"],
        ["ur", "rtl"],
    ]
    pages = printed(page, tmp_path)
    assert len(pages) == 2
    for one in pages:
        assert "12" in one and "11" in one, "her hours at events, and those of her talks"
        assert "Shazia" in one and "44 77 00 00" in one and "foran mange" in one
    everything = "".join(pages) + page.content()
    for word in NICKNAME.split():
        assert word not in everything
    assert str(Help.MARRIAGE.label) not in page.inner_text("section.record >> nth=0")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_however_much_she_has_done_it_stays_on_its_page(server, phone, tmp_path, lang):
    member_id = server.people["Shazia"]
    server.rules(
        a_life_of_help,
        member_id=member_id,
        name="Shazia Parveen Chaudhry-Rasmussen af Hedeparken og Magleparken",
        kinds=[*Kind] * 2,
        talks=[*Help] * 6,
    )
    server.rules(lambda session, now: setattr(session.get_one(Member, member_id), "lang", lang))
    page = phone(lang)
    make(server, page, own="W" * 60 + " " + "m" * 60 + " og meget mere")
    assert page.evaluate(OVER) == []
    assert len(printed(page, tmp_path)) == (1 if lang == "da" else 2)
    # With less of it the words are larger, and stay on the page as well.
    sizes = set()
    for left_out in (["talks"], ["events"], ["talks", "languages", "hats"], ["events", "talks"]):
        page.goto(f"{server.url}/team/record")
        for part in left_out:
            page.uncheck(f"[name=parts][value={part}]")
        page.click("form.card > button.button")
        page.wait_for_selector("section.record")
        sizes |= set(page.eval_on_selector_all("section.record", "all => all.map(one => one.className)"))
        assert page.evaluate(OVER) == [], left_out
    assert len(sizes) > 1
