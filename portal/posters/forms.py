"""The form of a place where posters hang."""

from typing import Any

from flask_babel import lazy_gettext as _

from portal.core.areas import all_areas
from portal.core.fields import Line, Pick
from portal.core.forms import TeamForm
from portal.posters.models import Placement


class PlacementForm(TeamForm):
    """What a place is called, and where it is."""

    name = Line(_("Name of the place"), required=_("Write what you call the place."))
    area = Pick(_("Area"))

    def __init__(self, placement: Placement | None = None, **kwargs: Any) -> None:
        known = {"name": placement.name, "area": placement.area_id} if placement else None
        super().__init__(data=known, **kwargs)
        self.area.offer(_("No area"), [(area.id, area.name) for area in all_areas()])
