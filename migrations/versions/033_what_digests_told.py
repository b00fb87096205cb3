"""What digests told: of which hires, so that it can be forgotten with them.

Of those that are there already nobody knows it: their words go, and one that waits does not go out.
"""

import sqlalchemy as sa
from alembic import op

revision = "033"
down_revision = "030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_about",
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_mail_about_mail_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mail_id", "case_id", name=op.f("pk_mail_about")),
    )
    op.create_index(op.f("ix_mail_about_case_id"), "mail_about", ["case_id"])
    op.execute("DELETE FROM mail WHERE kind = 'digest' AND state = 'waiting'")
    op.execute("UPDATE mail SET text = '', html = '' WHERE kind = 'digest'")


def downgrade() -> None:
    op.drop_table("mail_about")
