"""editions of a year do not overlap any more, so nothing is kept of what they were counted from

Revision: 0008
After: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("quarter_count")
