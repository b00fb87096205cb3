"""Cases of which no employer told anything say so in a way that a question to the database understands."""

from alembic import op

revision = "029"
down_revision = "028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE \"case\" SET as_submitted = NULL WHERE CAST(as_submitted AS TEXT) = 'null'")


def downgrade() -> None:
    """Both ways of saying nothing read the same."""
