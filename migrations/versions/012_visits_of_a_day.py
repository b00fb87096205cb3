"""An index in which the visits of a day are counted without a look at the cases themselves."""

from alembic import op

revision = "012"
down_revision = "011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_case_visit_at_state_id", "case", ["visit_at", "state", "id"], unique=False)
    op.drop_index("ix_case_visit_at", table_name="case")


def downgrade() -> None:
    op.create_index("ix_case_visit_at", "case", ["visit_at"], unique=False)
    op.drop_index("ix_case_visit_at_state_id", table_name="case")
