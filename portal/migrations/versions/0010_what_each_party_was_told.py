"""what each party was last told of day, time and place, and where an event was announced

Revision: 0010
After: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """All columns begin empty: a party knows what holds, and an event is where it was announced."""
    with op.batch_alter_table("signup") as batch_op:
        batch_op.add_column(sa.Column("told_starts_local", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("told_ends_local", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("told_place", sa.String(43), nullable=True))
    with op.batch_alter_table("event") as batch_op:
        batch_op.add_column(sa.Column("moved_from_place", sa.String(400), nullable=True))
