"""What an offer must say, who sees it when, and that somebody looks at it twice a year."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from portal.core.audit import AuditEntry
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.events.facts import Audience
from portal.events.models import Partner, Status, TextState
from portal.events.texts import Wording
from portal.offers import queries
from portal.offers.models import Offer, Theme
from portal.offers.rules import OfferPlan, close, confirm, create, gaps, publish, save

PLAN = OfferPlan(theme=Theme.EXERCISE, place_name="Svømmehallen", weekdays=[0, 3], starts_local=time(17))
WORDS = Wording("Svømning for kvinder", "Vi svømmer sammen.")


@pytest.fixture
def make(rules, by_karen, now):
    """Create an offer by the rule."""

    def make(plan=PLAN, wording=WORDS):
        return rules(create, plan=plan, wording=wording, by=by_karen, now=now)

    return make


@pytest.fixture
def change(rules, by_karen, now, session):
    """Save over an offer by the rule."""

    def change(offer, plan=PLAN, wording=WORDS, *, small=False, seen=None):
        session.expire_all()
        seen = session.get_one(Offer, offer.id).version if seen is None else seen
        rules(save, offer_id=offer.id, plan=plan, wording=wording, small=small, seen=seen, by=by_karen, now=now)
        session.expire_all()
        return session.get_one(Offer, offer.id)

    return change


@pytest.fixture
def deed(rules, by_karen, now, session):
    """Do one of the deeds to an offer, and look at it afterwards."""

    def deed(rule, offer, at=None):
        rules(rule, offer_id=offer.id, by=by_karen, now=at or now)
        session.expire_all()
        return session.get_one(Offer, offer.id)

    return deed


def refused(run):
    with pytest.raises(RuleBroken) as broken:
        run()
    return str(broken.value.message), broken.value.field


def test_a_new_offer_is_a_draft_with_danish_words_and_a_code_of_its_own(make, session):
    offer = make()
    assert (offer.status, offer.public, offer.version, len(offer.code)) == (Status.DRAFT, False, 1, 4)
    assert (offer.text("da").title, offer.weekdays, offer.starts_local) == (WORDS.title, [0, 3], time(17))
    assert queries.published(session) == []


def test_what_has_to_be_asked_is_never_saved_as_free_of_charge(make, change, session):
    asked, free = make(replace(PLAN, cost_dkk=None)), make()
    assert [session.get_one(Offer, one.id).cost_dkk for one in (asked, free)] == [None, 0]
    assert change(free, replace(PLAN, cost_dkk=None)).cost_dkk is None


@pytest.mark.parametrize(
    ("plan", "wording", "message", "field"),
    [
        (PLAN, Wording(""), "Write a title.", "title"),
        (replace(PLAN, audience=Audience.MOTHERS), WORDS, "Choose one of these.", "audience"),
        (replace(PLAN, weekdays=[7]), WORDS, "Choose among these.", "weekdays"),
        (replace(PLAN, starts_local=None, ends_local=time(9)), WORDS, "Write when it starts, too.", "start"),
        (replace(PLAN, ends_local=time(17)), WORDS, "The end must come after the start.", "end"),
        (replace(PLAN, ends_local=time(9)), WORDS, "The end must come after the start.", "end"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_when_made_and_when_changed(
    make, change, plan, wording, message, field, session
):
    assert refused(lambda: make(plan, wording)) == (message, field)
    offer = make()
    assert refused(lambda: change(offer, plan, wording)) == (message, field)
    assert session.get_one(Offer, offer.id).version == 1


def test_before_residents_see_it_one_must_know_how_to_find_it(make, change, deed):
    nowhere = replace(PLAN, place_name="")
    offer = make(nowhere)
    message = "Write a place, a phone, an e-mail or a website: how does one find it?"
    assert refused(lambda: deed(publish, offer)) == (message, "place_name")
    for name, value in (
        ("phone", "+4544770000"),
        ("email", "a@b.dk"),
        ("website", "https://b.dk"),
        ("address", "5"),
    ):
        assert gaps(change(offer, replace(nowhere, **{name: value}))) == []
    assert deed(publish, offer).public
    assert refused(lambda: change(offer, nowhere)) == (message, "place_name")


#: What each deed makes of each status; None where it is refused.
TRANSITIONS = {
    (Status.DRAFT, publish): Status.PUBLISHED,
    (Status.DRAFT, confirm): None,
    (Status.DRAFT, close): Status.CANCELLED,
    (Status.PUBLISHED, publish): Status.PUBLISHED,
    (Status.PUBLISHED, confirm): Status.PUBLISHED,
    (Status.PUBLISHED, close): Status.CANCELLED,
    (Status.CANCELLED, publish): Status.PUBLISHED,
    (Status.CANCELLED, confirm): None,
    (Status.CANCELLED, close): Status.CANCELLED,
}


@pytest.mark.parametrize(("before", "rule"), TRANSITIONS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_every_deed_from_every_status(make_offer, deed, session, before, rule):
    offer = make_offer(status=before)
    after = TRANSITIONS[before, rule]
    if after is None:
        assert refused(lambda: deed(rule, offer)) == ("Residents do not see this offer. Publish it first.", None)
        assert session.get_one(Offer, offer.id).status is before
    else:
        found = deed(rule, offer)
        nothing = before is after and rule is not confirm
        assert (found.status, found.version) == (after, 1 if nothing else 2)


def test_publishing_confirming_and_opening_again_say_that_it_is_so_today_and_closing_does_not(
    make_offer, deed, now, karen
):
    today, long_ago = to_local(now).date(), date(2020, 1, 1)
    for before, rule, day, who in (
        (Status.DRAFT, publish, today, karen.id),
        (Status.CANCELLED, publish, today, karen.id),
        (Status.PUBLISHED, confirm, today, karen.id),
        (Status.PUBLISHED, close, long_ago, None),
        (Status.PUBLISHED, publish, long_ago, None),
    ):
        found = deed(rule, make_offer(status=before, confirmed_on=long_ago))
        assert (found.confirmed_on, found.confirmed_by_id) == (day, who), rule


def test_saving_confirms_nothing(make_offer, change):
    offer = make_offer(confirmed_on=date(2020, 1, 1))
    assert change(offer).confirmed_on == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("confirmed", "today", "asked"),
    [
        (date(2026, 1, 15), date(2026, 7, 14), False),
        (date(2026, 1, 15), date(2026, 7, 15), True),
        (date(2026, 8, 31), date(2027, 2, 27), False),
        (date(2026, 8, 31), date(2027, 2, 28), True),
    ],
)
def test_it_is_flagged_six_months_after_somebody_looked(make_offer, session, now, confirmed, today, asked):
    offer = make_offer(confirmed_on=confirmed)
    closed = make_offer("Lukket", confirmed_on=confirmed, status=Status.CANCELLED)
    draft = make_offer("Kladde", confirmed_on=confirmed, status=Status.DRAFT)
    then = now.replace(year=today.year, month=today.month, day=today.day, hour=12)
    offers = [session.get_one(Offer, one.id) for one in (offer, closed, draft)]
    assert [queries.flagged(one, now=then) for one in offers] == [asked, False, False]
    assert [one.id for one in queries.to_confirm(session, now=then)] == ([offer.id] if asked else [])


def test_what_was_forgotten_longest_is_asked_first(make_offer, session, now):
    for title, days in (("B", 300), ("A", 200), ("C", 400), ("D", 10)):
        make_offer(title, confirmed_on=(now - timedelta(days=days)).date())
    assert [one.text("da").title for one in queries.to_confirm(session, now=now)] == ["C", "B", "A"]


def test_other_danish_words_make_the_translations_outdated_and_a_small_correction_does_not(make_offer, change):
    offer = make_offer(words={"tr": "Yüzme", "ur": "تیراکی"}, states={"ur": TextState.MACHINE})
    small = change(offer, wording=Wording("Svømning for kvinder!"), small=True)
    assert [small.text(lang).state for lang in ("da", "tr")] == [TextState.UP_TO_DATE] * 2
    found = change(offer, wording=Wording("Svømning for alle"))
    assert {text.lang: str(text.state) for text in found.texts} == {
        "da": "up_to_date", "tr": "outdated", "ur": "machine",
    }  # fmt: skip


def test_two_coordinators_do_not_write_over_one_another_unseen(make, change, session):
    offer = make()
    change(offer, replace(PLAN, place_name="Hallen"))
    message = "Somebody else has changed this meanwhile. Yours is still here: press Save again to keep it."
    assert refused(lambda: change(offer, replace(PLAN, place_name="Badet"), seen=1)) == (message, None)
    assert session.get_one(Offer, offer.id).place_name == "Hallen"


def test_saving_the_same_counts_no_version(make, change, session):
    assert change(make()).version == 1


def test_a_partner_is_an_organiser_of_offers_too_and_is_added_once(make, session):
    first, second, ours = (make(replace(PLAN, new_partner=name)) for name in ("Røde Kors", "røde kors", ""))
    assert first.organiser_id == second.organiser_id is not None and ours.organiser_id is None
    assert [one.name for one in session.query(Partner)] == ["Røde Kors"]


def test_who_did_what_is_written_down_without_any_words(make, change, deed, session):
    offer = make()
    change(offer, replace(PLAN, cost_dkk=20))
    for rule in (publish, confirm, close):
        deed(rule, offer)
    entries = session.query(AuditEntry).order_by(AuditEntry.id)
    found = [(one.action, one.subject) for one in entries if one.action.startswith("offers.")]
    assert found == [
        (f"offers.{one}", f"offer:{offer.id}") for one in ("create", "save", "publish", "confirm", "close")
    ]
