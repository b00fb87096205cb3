"""Who may stand for a household, and who else reads its mails."""

import sqlalchemy as sa
from alembic import op

revision = "046"
down_revision = "045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "representative",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("relation", sa.String(10), nullable=False),
        sa.Column("sees", sa.JSON(), nullable=False),
        sa.Column("may_act", sa.Boolean(), nullable=False),
        sa.Column("mails", sa.String(10), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_representative_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representative")),
        sa.UniqueConstraint("case_id", name=op.f("uq_representative_case_id")),
    )
    op.create_index(op.f("ix_representative_email"), "representative", ["email"])
    op.create_table(
        "mail_reader",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("matters", sa.JSON(), nullable=False),
        sa.Column("is_instead", sa.Boolean(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_mail_reader")),
    )
    op.add_column("sign_in", sa.Column("representative_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("sign_in", "representative_id")
    op.drop_table("mail_reader")
    op.drop_table("representative")
