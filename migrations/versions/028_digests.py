"""How often an employer's user gets a mail about all hires."""

import sqlalchemy as sa
from alembic import op

revision = "028"
down_revision = "027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("rhythm", sa.String(length=10), nullable=False),
        sa.Column("told_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_digest_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_digest")),
    )
    op.create_index(op.f("ix_digest_told_until"), "digest", ["told_until"])


def downgrade() -> None:
    op.drop_table("digest")
