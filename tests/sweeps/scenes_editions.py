"""What the browser sees of editions: one that was handed on, and others that can be made."""

from portal.stories.models import Story
from tests.sweeps.world_editions import editions_of


def hands_on(server):
    """Karen hands on a year in which not every number is shown."""

    def hand_on(session, now):
        story = session.query(Story.id).order_by(Story.id).first()
        return editions_of(session, server.people["Karen"], story.id, now)

    server.rules(hand_on)
    return {}
