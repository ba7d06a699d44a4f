"""The SQL statements of every page are fixed, and there are no more of them where there is more of everything."""

from datetime import timedelta

import pytest

from portal.core.db import transaction
from tests import growing
from tests.sweeps import growth_pages

#: No database changes how many statements a page sends.
pytestmark = [pytest.mark.once, pytest.mark.slow]

#: So many SQL statements a page may send that nobody has reviewed, when it is opened for the second time.
FEW = 3
#: Every page that sends more, by how many.
REVIEWED = {
    4: """
        offers.short; events.past; offers.offer; offers.directory (crisis); contacts.ask_delete; members.new;
        members.no_qr; planning.new; wording.inbox; visibility.new; money.new_funder; stories.interviews;
        stories.ask_to_delete; stories.ask_to_take_back; editions.look; contacts.new
    """,
    5: """
        course.place; posters.placement; helping.everyone; offers.new; money.expenses_csv; money.expenses_xlsx;
        money.ask_to_remove_funding; stories.one; offers.one (CRSS); planning.ask_to_discard (draft);
        stories.one (quote); stories.one (handed on); stories.one (point); stories.one (aside); journal.talk;
        me.edit, mother; notices.old, mother; notices.words, mother; lines.ask_to_take_back; me.edit, coordinator;
        notices.old, coordinator; notices.words, coordinator; money.funding; editions.handed_on
    """,
    6: """
        helping.events; offers.directory; members.everyone; members.edit; planning.calendar; planning.preview;
        planning.no_shows; planning.ask_to_discard; planning.more_dates; planning.choose_dates; posters.qr_svg;
        posters.qr_png; posters.placements; stories.interview; stories.edit_interview; offers.one (CLSD);
        planning.choose_dates (by hand); stories.one (event); attendance.guests; planning.text;
        wording.words, mother; notices.current, mother; wording.words, coordinator; notices.current, coordinator
    """,
    7: """
        events.upcoming; helping.event; helping.ticket_task; signups.ticket (tonight-seated);
        signups.ticket (cancelled-event); attendance.choose_event, mother; attendance.door_pass, mother;
        journal.asked; members.one; attendance.choose_event, coordinator; attendance.door_pass, coordinator;
        planning.ask_to_cancel; planning.ask_to_take_out; planning.event_texts; posters.poster; lists.new;
        visibility.known; visibility.one; offers.qr_svg; offers.qr_png; offers.poster; offers.everything;
        offers.one; money.funder; money.expenses; money.ask_to_remove_expense; me.page, mother; lines.mine;
        me.page, coordinator; money.expense; offers.words, mother; offers.words, coordinator
    """,
    8: """
        helping.task; contacts.edit; journal.ask_take_away; planning.begin; notices.new;
        planning.evening (cancelled); planning.ask_to_take_out (both); stories.examples (nothing);
        attendance.guest, mother; attendance.guest, coordinator; network.minutes_in, mother; notices.one, mother;
        network.minutes_in, coordinator
    """,
    9: """
        signups.ticket; signups.ticket (full-seated); signups.ticket (tonight-waiting); attendance.signed_up;
        planning.series; course.person; stories.picked; journal.edit; journal.choose_mother; attendance.walk_in;
        record.choose; notices.one, coordinator
    """,
    10: """
        signups.ticket (full-waiting); planning.older; posters.places; stories.examples; report.behind;
        planning.event (past); planning.event (visit); planning.evening (visit); planning.more_dates (series);
        planning.choose_dates (weekly); notices.edit; attendance.tally_now; lists.calls
    """,
    11: """
        matching.asked; attendance.paper; editions.read; planning.evening (past); planning.event (cancelled)
    """,
    12: """
        contacts.mine; matching.meet; lists.people_csv; lists.people_xlsx; matching.queue; editions.as_csv;
        editions.as_xlsx; planning.no_shows (past); planning.event; planning.event (full);
        planning.event (tonight); planning.event (home)
    """,
    13: """
        contacts.show; planning.edit; planning.events; lists.choose_merge; lists.people;
        network.all_meetings, coordinator; network.not_seen; offers.edit; planning.event (room)
    """,
    14: """
        helping.who_helps; course.evening; lists.party; lists.party (off the list)
    """,
    15: """
        money.year; network.meeting (to come), mother
    """,
    16: """
        course.one; course.overview; planning.evening (full); planning.evening (home)
    """,
    17: """
        lists.choose_move; helping.event_tasks; planning.evening (room); network.all_meetings, mother
    """,
    18: """
        journal.conversation; lists.ask_move; network.meeting, mother; network.meeting (to come), coordinator
    """,
    19: """
        matching.one (2); matching.one (3); matching.one (4); attendance.party
    """,
    21: """
        attendance.door; planning.evening; matching.one; planning.evening (tonight)
    """,
    22: """
        lists.ask_merge
    """,
    24: """
        network.meeting, coordinator
    """,
    38: """
        team.home, mother
    """,
    47: """
        team.home, coordinator
    """,
    51: """
        editions.look (not made)
    """,
    88: """
        report.read; report.as_csv; report.as_xlsx
    """,
}
STATEMENTS = {name.strip(): count for count, names in REVIEWED.items() for name in names.split(";")}

#: In the smaller world every page has something of everything it shows; in the larger half as much more.
SMALLER, LARGER = 28, 42


@pytest.fixture
def world(app, monkeypatch):
    """A small world. That a phone was seen is noted once a minute, so not at all while pages are counted."""
    monkeypatch.setattr("portal.accounts.guard._SEEN_EVERY", timedelta(days=1))
    return growth_pages.small_world(app)


def test_the_table_knows_no_page_that_is_not_there(app, world):
    assert STATEMENTS.keys() <= {page.name for page in growth_pages.pages(app, world)}


@pytest.mark.parametrize("who", growth_pages.READERS)
def test_a_page_sends_as_many_statements_as_reviewed_however_much_there_is(app, world, who):
    phone = growth_pages.reader(world, who)
    pages = [page for page in growth_pages.pages(app, world) if page.who == who]
    few, many = (_counted(pages, phone, grown, times) for grown, times in ((1, SMALLER), (SMALLER, LARGER)))
    wrong = [
        f"{page.name}: {few[page]} statements, {many[page]} in the larger world, "
        f"reviewed {STATEMENTS.get(page.name, f'at most {FEW}')}"
        for page in pages
        if few[page] != many[page] or few[page] != STATEMENTS.get(page.name, min(few[page], FEW))
    ]
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _counted(pages, phone, grown, times):
    with transaction() as session:
        growing.grow(session, times, grown=grown)
    return {page: growth_pages.statements(phone, page) for page in pages}
