"""Mails that officers send to several households, in both languages."""

import sqlalchemy as sa
from alembic import op

revision = "005"
down_revision = "004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("subject_nl", sa.String(length=120), nullable=False),
        sa.Column("text_nl", sa.Text(), nullable=False),
        sa.Column("subject_en", sa.String(length=120), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("name", name=op.f("uq_letter_name")),
    )


def downgrade() -> None:
    op.drop_table("letter")
