"""Homes for a time only, with their last day; an employer's address that is prolonged; who moves from where."""

import sqlalchemy as sa
from alembic import op

revision = "060"
down_revision = "059"
branch_labels = None
depends_on = None

COLUMNS = (
    ("home_until", sa.Date()),
    ("left_street", sa.String(length=200)),
    ("left_postcode", sa.String(length=7)),
    ("address_until", sa.Date()),
    ("address_reason", sa.String(length=500)),
    ("address_extended_by", sa.String(length=200)),
    ("address_extended_on", sa.Date()),
    ("temporary_until", sa.Date()),
    ("temporary_at", sa.String(length=220)),
    ("temporary_kind", sa.String(length=10)),
)
OF_LIST = ["state", "temporary_until", "id"]


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("case", sa.Column(name, kind, nullable=True))
    op.add_column("case", sa.Column("temporary_people", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_case_state_temporary_until_id", "case", OF_LIST)
    op.create_index("ix_case_temporary_at", "case", ["temporary_at"])
    op.add_column("employer", sa.Column("most_registered", sa.Integer(), nullable=True))
    # The worker's next sweep takes these for projections of long ago, and fills the new columns in.
    op.execute("UPDATE \"case\" SET projected_on = '2000-01-01' WHERE state = 'open' AND address_form_signed")


def downgrade() -> None:
    op.drop_index("ix_case_temporary_at", "case")
    op.drop_index("ix_case_state_temporary_until_id", "case")
    op.drop_column("employer", "most_registered")
    op.drop_column("case", "temporary_people")
    for name, _kind in reversed(COLUMNS):
        op.drop_column("case", name)
