"""Two at the same moment: one change of an offer is kept, and the other is told, on both databases."""

from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.events.texts import Wording, stamp
from portal.offers.models import Offer, Theme
from portal.offers.rules import OfferPlan, save, translate


def test_of_two_coordinators_who_save_at_once_one_is_told(make_offer, at_once, by_karen, now):
    offer_id = make_offer().id

    def saving(place):
        plan = OfferPlan(theme=Theme.EXERCISE, place_name=place)
        more = {"wording": Wording("Svømning"), "small": False, "seen": 1, "by": by_karen, "now": now}
        return lambda session: save(session, offer_id=offer_id, plan=plan, **more)

    told = at_once(*(saving(f"Hal {number}") for number in range(4)))
    assert sorted(one or "" for one in told) == [
        "", *["Somebody else has changed this meanwhile. Yours is still here: press Save again to keep it."] * 3,
    ]  # fmt: skip
    found = db.session.get_one(Offer, offer_id)
    assert (found.place_name, found.version) == (f"Hal {told.index(None)}", 2)


def test_of_two_mothers_who_say_it_at_once_one_is_told(make_offer, at_once, fatma, now):
    offer_id = make_offer().id
    danish = stamp(db.session.get_one(Offer, offer_id).text("da"))
    by = Actor(member_id=fatma.id, role=Role.MOTHER)

    def saying(title):
        more = {"lang": "tr", "seen": "", "seen_danish": danish, "by": by, "now": now}
        return lambda session: translate(session, offer_id=offer_id, wording=Wording(title), **more)

    told = at_once(saying("Yüzme"), saying("Yüzelim"))
    assert sorted(one or "" for one in told)[0] == "" and sum(one is None for one in told) == 1
    assert "Somebody else has changed this text meanwhile." in "".join(one or "" for one in told)
    assert [text.lang for text in db.session.get_one(Offer, offer_id).texts].count("tr") == 1
