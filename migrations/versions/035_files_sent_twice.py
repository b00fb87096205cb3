"""What tells a file that was sent from any other: sent twice, it is kept once."""

import sqlalchemy as sa
from alembic import op

revision = "035"
down_revision = "034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page", sa.Column("print_of_sent", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("page", "print_of_sent")
