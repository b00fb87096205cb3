"""What home each household looks for, and what homes cost to rent as the coordinator learnt it."""

import sqlalchemy as sa
from alembic import op

revision = "054"
down_revision = "053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "home_wishes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=True),
        sa.Column("rooms", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("dwellings", "furnishings", "municipalities")),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("pets", sa.Boolean(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("work_postcode", sa.String(7), nullable=True),
        sa.Column("minutes_to_work", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_home_wishes_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_wishes")),
        sa.UniqueConstraint("case_id", name=op.f("uq_home_wishes_case_id")),
    )
    op.create_table(
        "rent_figure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("dwelling", sa.String(20), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_name", sa.String(200), nullable=False),
        sa.CheckConstraint("0 < low AND low <= high", name=op.f("ck_rent_figure_from_low_to_high")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rent_figure")),
    )


def downgrade() -> None:
    op.drop_table("rent_figure")
    op.drop_table("home_wishes")
