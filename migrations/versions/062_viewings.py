"""Who is interested in a home that is offered, and the times at which it can be seen."""

import sqlalchemy as sa
from alembic import op

revision = "062"
down_revision = "061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "home_interest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(15), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shares_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["home_offer.id"], name=op.f("fk_home_interest_offer_id_home_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_home_interest_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_interest")),
        sa.UniqueConstraint("offer_id", "case_id", name=op.f("uq_home_interest_offer_id_case_id")),
    )
    op.create_index(op.f("ix_home_interest_case_id"), "home_interest", ["case_id"])
    op.create_table(
        "home_viewing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("interest_id", sa.Uuid(), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["home_offer.id"], name=op.f("fk_home_viewing_offer_id_home_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interest_id"], ["home_interest.id"], name=op.f("fk_home_viewing_interest_id_home_interest"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_viewing")),
        sa.UniqueConstraint("interest_id", name=op.f("uq_home_viewing_interest_id")),
        sa.UniqueConstraint("offer_id", "starts_at", name=op.f("uq_home_viewing_offer_id_starts_at")),
    )
    op.create_index(op.f("ix_home_viewing_starts_at"), "home_viewing", ["starts_at"])
    op.add_column("home_offer", sa.Column("news_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_home_offer_news_since"), "home_offer", ["news_since"])


def downgrade() -> None:
    op.drop_index(op.f("ix_home_offer_news_since"), "home_offer")
    op.drop_column("home_offer", "news_since")
    op.drop_table("home_viewing")
    op.drop_table("home_interest")
