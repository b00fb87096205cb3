"""Places of the guide to the region that coordinators wrote."""

import sqlalchemy as sa
from alembic import op

revision = "053"
down_revision = "052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "place_version",
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("shipped_print", sa.String(64), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_place_version_author_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_version")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_place_version_key_number")),
    )
    op.create_index(op.f("ix_place_version_author_id"), "place_version", ["author_id"])


def downgrade() -> None:
    op.drop_table("place_version")
