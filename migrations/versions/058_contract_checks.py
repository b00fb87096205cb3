"""Rental contracts that households show before they sign, with the files of each."""

import sqlalchemy as sa
from alembic import op

revision = "058"
down_revision = "057"
branch_labels = None
depends_on = None

KEY = "fk_attachment_contract_check_id"


def upgrade() -> None:
    op.create_table(
        "contract_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("street", sa.String(200), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("judgement", sa.String(15), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_by", sa.String(200), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("letter", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_contract_check_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_check")),
    )
    op.create_index(op.f("ix_contract_check_case_id"), "contract_check", ["case_id"])
    op.create_index("ix_contract_check_state_sent_on", "contract_check", ["state", "sent_on"])
    with op.batch_alter_table("attachment") as attachment:
        attachment.add_column(sa.Column("contract_check_id", sa.Uuid(), nullable=True))
        attachment.create_foreign_key(KEY, "contract_check", ["contract_check_id"], ["id"], ondelete="CASCADE")
    op.create_index(op.f("ix_attachment_contract_check_id"), "attachment", ["contract_check_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_attachment_contract_check_id"), "attachment")
    with op.batch_alter_table("attachment") as attachment:
        attachment.drop_constraint(KEY, type_="foreignkey")
        attachment.drop_column("contract_check_id")
    op.drop_table("contract_check")
