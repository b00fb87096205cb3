"""An index that tells alone whether a case is of a town, for what a registrar's search found elsewhere."""

from alembic import op

revision = "020"
down_revision = "019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_case_municipality_id", "case", ["municipality", "id"], unique=False)
    op.drop_index("ix_case_municipality", table_name="case")


def downgrade() -> None:
    op.create_index("ix_case_municipality", "case", ["municipality"], unique=False)
    op.drop_index("ix_case_municipality_id", table_name="case")
