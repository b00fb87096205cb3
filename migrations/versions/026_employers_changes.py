"""Employers of whom the desk knows something else, while the plans of their hires follow."""

import sqlalchemy as sa
from alembic import op

revision = "026"
down_revision = "025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "employer_change",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_role", sa.String(length=20), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("reached", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"],
            ["employer.id"],
            name=op.f("fk_employer_change_employer_id_employer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_change")),
        sa.UniqueConstraint("employer_id", "version", name=op.f("uq_employer_change_employer_id_version")),
    )
    op.create_index(op.f("ix_employer_change_changed_at"), "employer_change", ["changed_at"])


def downgrade() -> None:
    op.drop_table("employer_change")
