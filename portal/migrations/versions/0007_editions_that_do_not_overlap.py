"""editions of a year do not overlap any more, so nothing is kept of what they were counted from

Revision: 0007
After: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("quarter_count")
