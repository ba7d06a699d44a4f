"""Alembic's entry. Foreign keys are off while a migration rebuilds a SQLite table, and checked afterwards."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum, create_engine

from portal.attendance import models as _attendance
from portal.contacts import journal_models as _journal
from portal.contacts import models as _contacts
from portal.core.audit import AuditEntry as _AuditEntry
from portal.core.crypto import Encrypted
from portal.core.db import Base, UtcDateTime
from portal.core.features import FeatureOff as _FeatureOff
from portal.course import models as _course
from portal.enquiries import models as _enquiries
from portal.helping import models as _helping
from portal.messages import models as _messages
from portal.money import models as _money
from portal.network import models as _network
from portal.offers import models as _offers
from portal.planning import models as _planning
from portal.posters import models as _posters
from portal.reports import models as _reports
from portal.signups import models as _signups
from portal.stories import models as _stories
from portal.wording import models as _wording

_ = (
    _attendance,
    _AuditEntry,
    _contacts,
    _course,
    _enquiries,
    _FeatureOff,
    _helping,
    _journal,
    _messages,
    _money,
    _network,
    _offers,
    _planning,
    _posters,
    _reports,
    _signups,
    _stories,
    _wording,
)


def _plain_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Migrations name the database's own types, so that they still run when ours have changed."""
    if kind == "type":
        if isinstance(item, UtcDateTime):
            return "sa.DateTime(timezone=True)"
        if isinstance(item, Encrypted):
            return "sa.LargeBinary()"
        if isinstance(item, Enum):
            return f"sa.String(length={item.length})"
    return False


def run() -> None:
    """Run the migrations in one transaction."""
    engine = create_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=sqlite,
            transaction_per_migration=False,
            render_item=_plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left rows that point nowhere")
        connection.commit()
    engine.dispose()


run()
