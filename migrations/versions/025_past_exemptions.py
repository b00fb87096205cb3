"""Until when an employer's hires paid no fee, or did: visits are invoiced by what held on their day."""

import sqlalchemy as sa
from alembic import op

revision = "025"
down_revision = "024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_exemption",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("exempt", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"],
            ["employer.id"],
            name=op.f("fk_past_exemption_employer_id_employer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("employer_id", "until", name=op.f("pk_past_exemption")),
    )


def downgrade() -> None:
    op.drop_table("past_exemption")
