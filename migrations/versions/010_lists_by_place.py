"""Indexes for each order of the worklist, and one that the counts beside it are read from."""

from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None

COUNTED = (
    "next_due", "next_party", "municipality", "officer_id", "registration_done", "registration_total",
    "housing_done", "housing_total", "social_done", "social_total",
)  # fmt: skip


def upgrade() -> None:
    op.create_index("ix_case_worklist", "case", ["state", "lawful_due", "id", *COUNTED], unique=False)
    op.create_index("ix_case_state_title_id", "case", ["state", "title", "id"], unique=False)
    op.create_index("ix_case_state_arrival_id", "case", ["state", "arrival", "id"], unique=False)
    op.create_index("ix_case_visit_at", "case", ["visit_at"], unique=False)
    op.create_index(
        "ix_case_state_next_party_officer_id", "case", ["state", "next_party", "officer_id", "id"], unique=False
    )
    for name in ("lawful_due", "next_party"):
        op.drop_index(f"ix_case_state_{name}_id", table_name="case")


def downgrade() -> None:
    for name in ("lawful_due", "next_party"):
        op.create_index(f"ix_case_state_{name}_id", "case", ["state", name, "id"], unique=False)
    for name in ("state_next_party_officer_id", "visit_at", "state_arrival_id", "state_title_id", "worklist"):
        op.drop_index(f"ix_case_{name}", table_name="case")
