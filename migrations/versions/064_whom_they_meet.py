"""Worked out anew: whose turn it is without the step that tells of a buddy, and which address is the same one."""

from alembic import op

revision = "064"
down_revision = "063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The worker's next sweep takes these for projections of long ago.
    stale = "UPDATE \"case\" SET projected_on = '2000-01-01' WHERE state = 'open'"
    op.execute(f"{stale} AND (wants_buddy OR temporary_at IS NOT NULL)")


def downgrade() -> None:
    """Nothing in the tables is another."""
