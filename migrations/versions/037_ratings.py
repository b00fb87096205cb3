"""How households found the way to their registration."""

import sqlalchemy as sa
from alembic import op

revision = "037"
down_revision = "036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_rating_score_in_range")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_rating_case_id_case"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_rating")),
    )
    op.create_index(op.f("ix_rating_given_on"), "rating", ["given_on"])


def downgrade() -> None:
    op.drop_table("rating")
