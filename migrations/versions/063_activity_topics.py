"""What activities are about, by the words in which people tell what they like."""

import sqlalchemy as sa
from alembic import op

revision = "063"
down_revision = "062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activity", sa.Column("topics", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("activity", "topics")
