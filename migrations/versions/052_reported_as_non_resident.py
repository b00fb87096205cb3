"""Whoever was sent to an RNI desk reported as a non-resident, which is no report of living here."""

from alembic import op

revision = "052"
down_revision = "051"
branch_labels = None
depends_on = None

# Shorter stays than this went to an RNI desk, all others to a town hall.
REFERRED = """
    UPDATE step_record SET reason = 'non_resident' WHERE step = 'referral' AND outcome = 'done'
    AND case_id IN (SELECT id FROM "case" WHERE stay_months < 4)
"""


def upgrade() -> None:
    op.execute(REFERRED)


def downgrade() -> None:
    op.execute("UPDATE step_record SET reason = NULL WHERE step = 'referral' AND reason = 'non_resident'")
