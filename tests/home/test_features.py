"""Switching parts of the portal off and on."""

from portal.core import features
from portal.core.actors import Actor, Role
from portal.core.audit import AuditEntry
from portal.core.features import Feature, FeatureOff


def test_everything_is_on_at_first(app, coordinator):
    assert all(features.is_on(feature) for feature in Feature)
    assert coordinator.get("/team/features").text.count(" checked") == len(Feature)


def test_what_is_off_is_not_there_and_comes_back(coordinator, session):
    assert coordinator.get("/team/visibility").status_code == 200
    on = [str(feature) for feature in Feature if feature is not Feature.VISIBILITY]
    assert coordinator.press("/team/features", {"on": on}).status_code == 303
    assert coordinator.get("/team/visibility").status_code == 404
    assert [row.feature for row in session.query(FeatureOff)] == [Feature.VISIBILITY]
    assert coordinator.press("/team/features", {"on": [*on, "visibility"]}).status_code == 303
    assert coordinator.get("/team/visibility").status_code == 200
    actions = [entry.action for entry in session.query(AuditEntry) if entry.subject == "feature:visibility"]
    assert actions == ["features.off", "features.on"]


def test_a_made_up_part_changes_nothing(coordinator, session):
    coordinator.press("/team/features", {"on": [*map(str, Feature), "everything"]})
    assert session.query(FeatureOff).count() == 0


def test_a_mother_switches_nothing(make_member, sign_in):
    assert sign_in(make_member()).get("/team/features").status_code == 404


def test_every_part_has_a_blueprint(app):
    assert set(app.extensions["parts"].values()) == set(Feature)


def test_two_who_press_at_the_same_moment_switch_it_off_once(app, session, rules, coordinator, monkeypatch, now):
    by = Actor(member_id=1, role=Role.COORDINATOR)
    rules(features.switch, off={Feature.COURSE}, by=by, now=now)
    monkeypatch.setattr(features, "switched_off", lambda _session: set())  # read before the other had saved
    rules(features.switch, off={Feature.COURSE, Feature.HELP}, by=by, now=now)
    assert {row.feature for row in session.query(FeatureOff)} == {Feature.COURSE, Feature.HELP}
