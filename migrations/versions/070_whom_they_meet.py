"""Whose turn it is in the eyes of an employer, without the step that tells of a buddy: worked out anew."""

from alembic import op

revision = "070"
down_revision = "060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The worker's next sweep takes these for projections of long ago.
    op.execute("UPDATE \"case\" SET projected_on = '2000-01-01' WHERE state = 'open' AND wants_buddy")


def downgrade() -> None:
    """Nothing in the tables is another."""
