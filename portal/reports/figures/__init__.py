"""Every figure and table of the report, declared once: words, guard, how it is counted, and the rows behind it.

The sentence of each is its definition: whoever reads the report may hold the group to it, so the code that counts
and the sentence beside it change together. A section holds the declarations in the order in which they stand on
screen, on paper and in files. What stands in a second section is named there by its key.
"""

from collections.abc import Mapping
from typing import Final

from portal.reports.figure_types import Figure, Table
from portal.reports.figures.arrivals import BROUGHT
from portal.reports.figures.bridges import BRIDGES, INFORMATION
from portal.reports.figures.enquiries import ENQUIRIES, ENQUIRIES_AREA
from portal.reports.figures.facts import FACTS
from portal.reports.figures.money import MONEY
from portal.reports.figures.network import ATTENTION, MOTHERS
from portal.reports.figures.social import EVENTS_AREA, PARTICIPANTS_AREA, SOCIAL
from portal.reports.figures.visibility import VISIBILITY
from portal.reports.figures.women import CONTACTS_AREA, INDIVIDUAL, NETWORKS, WOMEN_AREA

SECTIONS: Final = (
    FACTS, BRIDGES, NETWORKS, MOTHERS, ENQUIRIES, INDIVIDUAL, INFORMATION, SOCIAL, VISIBILITY, ATTENTION, BROUGHT,
    MONEY,
)  # fmt: skip
#: The page of one area: what these tables say of it.
AREA_TABLES: Final = (WOMEN_AREA, CONTACTS_AREA, EVENTS_AREA, PARTICIPANTS_AREA, ENQUIRIES_AREA)
FIGURES: Final[Mapping[str, Figure]] = {
    one.key: one for section in SECTIONS for one in section.declared if isinstance(one, Figure)
}
TABLES: Final[Mapping[str, Table]] = {
    one.key: one
    for one in (*(one for section in SECTIONS for one in section.declared), *AREA_TABLES)
    if isinstance(one, Table)
}
