"""The register in words: ``docs/privacy.md``, for whoever runs the portal and answers for the data."""

from typing import Final

from sqlalchemy import Table

from portal.core.config import Settings
from portal.core.db import Base
from portal.core.personal_data import Data, Keep, Kept, kept
from portal.privacy.data_register import about, encrypted

_DAYS: Final = Settings.retention_days
#: The order of the tables, and of the lines of each: what needs most care first.
_BY_WEIGHT: Final = (Data.SENSITIVE, Data.PERSONAL, Data.SECRET, Data.PSEUDONYMOUS, Data.NONE)

_TOP: Final = f"""\
# What is kept of whom, why, and how long

This page is made by `flask --app app privacy register > docs/privacy.md` from what the models say beside each
column (`info=`, in the words of `portal/core/personal_data.py`); a test fails when it is out of date. The portal
does not start while a column says nothing.

**Who answers for the data:** `DATA_CONTROLLER`, who also runs the server. Residents find the same in their own
language on `/<lang>/privacy`.

**Who sees it.** Residents: their own ticket. A helper with a door pass: the names and numbers of one event's
list, until the next morning. Mothers: the same for the events at hand, and their own contacts. A mother who has
said yes to an enquiry: how to reach whoever asked. The coordinator, employed by `COORDINATOR_EMPLOYER`: also
phones and e-mails, enquiries, helpers and the course's list, after her PIN. Whoever made an enquiry sees where
it stands, and nothing else. What a mother writes of a contact, and the times she helped her, is shown to her
alone; names, phones and words of contacts are encrypted in the database with `PORTAL_KEYS`, which stand outside
of it. Whoever runs the server holds both, and so can technically read it. A coordinator who made a recovery link
for a mother and used it herself would come to her contacts; that signs the mother out on all her phones, forgets
her PIN, and stands in the audit log. Another mother who is asked to take a contact over is shown who asks, the
languages and the area; once she has said yes, also the nickname and what the first mother chose. That a mother
would like to talk is shown to the coordinator as a name and a day; no column leads to whom or what.

**What is never asked:** CPR numbers (text that looks like one is refused) and names of children. Public pages
set no cookie. The portal never stores a network address, only a digest, until its minutes are over, against
misuse; what a proxy in front writes into its log is its operator's to decide.

**How it goes.** `python app.py` purges by itself every hour. Beside a WSGI server, let a timer run `flask --app
app privacy purge` every night; it prints how many rows it blanked and fails loudly. Rows that count stay, so
reports do not change. `RETENTION_DAYS` ({_DAYS} by default) says how long after its end an event's list is
kept. SQLite overwrites what is blanked at once; PostgreSQL does so by its autovacuum. **Backups** keep what was
in them: delete them after at most `RETENTION_DAYS`, and purge once after a restore.

**Rights.** A resident sees and changes her sign-up on her ticket, or calls; the coordinator finds her on the
event's list and removes her from it. Who wants her name gone sooner than by itself is blanked by `flask --app
app privacy forget CODE NUMBER` (the event's code, the ticket's number). A contact asks her mother, who deletes
her with two taps. Reading a contact's page and every change of people's data is in the audit log, without the
data.

Data is *none* (about nobody), *pseudonymous* (tells who somebody is only together with something else),
*personal*, *sensitive* (may hint at religion, health, origin or trouble) or *secret* (opens something; most are
kept as a digest). The number `id` of a row, by which other tables name it, is pseudonymous and kept as long as
the row.
"""


def describe() -> str:
    return "\n".join([_TOP, *(_table(table) for table in sorted(Base.metadata.tables.values(), key=_order))])


def _table(table: Table) -> str:
    lines = [
        f"## {table.name}",
        about(table),
        "",
        "| columns | data | what for | how long |",
        "|---|---|---|---|",
    ]
    groups: dict[tuple[Kept, bool], list[str]] = {}
    for column in table.columns:
        if kept(column).keep is not Keep.ROW:
            groups.setdefault((kept(column), encrypted(column)), []).append(f"`{column.name}`")
    for (said, hidden), names in sorted(groups.items(), key=lambda group: _BY_WEIGHT.index(group[0][0].data)):
        data = f"{said.data}, encrypted" if hidden else str(said.data)
        lines.append(f"| {', '.join(names)} | {data} | {said.purpose} | {how_long(said.keep)} |")
    return "\n".join([*lines, ""])


def how_long(keep: Keep, days: int = _DAYS) -> str:
    """When a column goes, in words."""
    return keep.value.format(days=days)


def _order(table: Table) -> tuple[int, str]:
    said = [kept(column) for column in table.columns]
    return min(_BY_WEIGHT.index(one.data) for one in said if one.keep is not Keep.ROW), table.name
