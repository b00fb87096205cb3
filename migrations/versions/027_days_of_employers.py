"""The days of a hire that concern its employer, for the list and the calendar of HR."""

import sqlalchemy as sa
from alembic import op

revision = "027"
down_revision = "026"
branch_labels = None
depends_on = None

DAYS = ("residence_right_due", "thirty_percent_due", "address_ends_due", "sponsor_report_due", "calendar_due")


def upgrade() -> None:
    for day in DAYS:
        op.add_column("case", sa.Column(day, sa.Date(), nullable=True))
    # The worker's next sweep takes these for projections of long ago, and fills the new columns in.
    op.execute("UPDATE \"case\" SET projected_on = '2000-01-01' WHERE state = 'open' AND employer_id IS NOT NULL")


def downgrade() -> None:
    for day in DAYS:
        op.drop_column("case", day)
