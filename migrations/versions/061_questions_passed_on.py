"""Questions of people without a case: put to partners, and passed on to a municipality."""

import sqlalchemy as sa
from alembic import op

revision = "061"
down_revision = "060"
branch_labels = None
depends_on = None

# A partner is asked about a question of a case or about one without, never about both or nothing.
ONE_QUESTION = "(thread_id IS NULL) <> (open_question_id IS NULL) AND (thread_id IS NULL) = (case_id IS NULL)"


def upgrade() -> None:
    op.add_column("open_question", sa.Column("passed_to", sa.String(length=4), nullable=True))
    with op.batch_alter_table("partner_request") as requests:
        requests.add_column(sa.Column("open_question_id", sa.Uuid(), nullable=True))
        requests.alter_column("case_id", existing_type=sa.Uuid(), nullable=True)
        requests.alter_column("thread_id", existing_type=sa.Uuid(), nullable=True)
        requests.create_foreign_key(
            op.f("fk_partner_request_open_question_id_open_question"), "open_question", ["open_question_id"], ["id"],
            ondelete="CASCADE",
        )  # fmt: skip
        requests.create_check_constraint(op.f("ck_partner_request_one_question"), ONE_QUESTION)
        requests.create_index(op.f("ix_partner_request_open_question_id"), ["open_question_id"])


def downgrade() -> None:
    op.execute("DELETE FROM partner_request WHERE open_question_id IS NOT NULL")
    with op.batch_alter_table("partner_request") as requests:
        requests.drop_index(op.f("ix_partner_request_open_question_id"))
        requests.drop_constraint(op.f("ck_partner_request_one_question"), type_="check")
        requests.drop_constraint(op.f("fk_partner_request_open_question_id_open_question"), type_="foreignkey")
        requests.alter_column("thread_id", existing_type=sa.Uuid(), nullable=False)
        requests.alter_column("case_id", existing_type=sa.Uuid(), nullable=False)
        requests.drop_column("open_question_id")
    op.drop_column("open_question", "passed_to")
