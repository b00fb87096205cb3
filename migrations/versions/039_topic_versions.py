"""Versions of topics of the knowledge base that coordinators wrote."""

import sqlalchemy as sa
from alembic import op

revision = "039"
down_revision = "038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "topic_version",
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(20), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("title_nl", sa.String(120), nullable=False),
        sa.Column("summary_nl", sa.String(400), nullable=False),
        sa.Column("text_nl", sa.Text(), nullable=False),
        sa.Column("title_en", sa.String(120), nullable=False),
        sa.Column("summary_en", sa.String(400), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("standing", sa.String(20), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column("shipped_print", sa.String(64), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_topic_version_author_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_version")),
        sa.UniqueConstraint("slug", "number", name=op.f("uq_topic_version_slug_number")),
    )
    op.create_index(op.f("ix_topic_version_author_id"), "topic_version", ["author_id"])


def downgrade() -> None:
    op.drop_table("topic_version")
