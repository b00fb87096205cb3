"""Mails that are joined, what households were reminded of, and which mails they do without."""

import sqlalchemy as sa
from alembic import op

revision = "040"
down_revision = "039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mail", sa.Column("part", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "mail_choice",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("unwanted", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_mail_choice")),
    )
    op.create_table(
        "step_reminder",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=50), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_step_reminder_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "step", "due", "rung", name=op.f("pk_step_reminder")),
    )


def downgrade() -> None:
    op.drop_table("step_reminder")
    op.drop_table("mail_choice")
    op.drop_column("mail", "part")
