"""An index that the numbers of an officer's day are counted in."""

from alembic import op

revision = "011"
down_revision = "010"
branch_labels = None
depends_on = None

COLUMNS = ("state", "officer_id", "lawful_due", "next_due", "next_party", "id")


def upgrade() -> None:
    op.create_index("ix_case_of_officer", "case", COLUMNS, unique=False)
    op.drop_index("ix_case_state_officer_id_id", table_name="case")


def downgrade() -> None:
    op.create_index("ix_case_state_officer_id_id", "case", ["state", "officer_id", "id"], unique=False)
    op.drop_index("ix_case_of_officer", table_name="case")
