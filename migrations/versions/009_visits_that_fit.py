"""Booked times that no longer fit, days open after all, the rule of release, and originals that were seen."""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("misfit", sa.String(length=20), nullable=True))
        batch_op.create_index(op.f("ix_appointment_misfit"), ["misfit"], unique=False)
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("originals_seen", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.alter_column("originals_seen", server_default=None)
    op.create_table(
        "open_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_open_day")),
    )
    op.create_table(
        "release_rule",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("first_day", name=op.f("pk_release_rule")),
    )


def downgrade() -> None:
    for table in ("release_rule", "open_day"):
        op.drop_table(table)
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_column("originals_seen")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_appointment_misfit"))
        batch_op.drop_column("misfit")
