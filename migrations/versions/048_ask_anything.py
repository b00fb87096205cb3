"""Files that go with messages, questions of people without a case, and questions put to partners."""

import sqlalchemy as sa
from alembic import op

revision = "048"
down_revision = "047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.Column("is_scanned", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stored_as", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("print_of_sent", sa.String(64), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("shown_name", sa.String(200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_attachment_case_id_case"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["message_id"], ["thread_message.id"], name=op.f("fk_attachment_message_id_thread_message"),
            ondelete="CASCADE",
        ),  # fmt: skip
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_attachment_stored_as")),
    )
    op.create_index(op.f("ix_attachment_case_id"), "attachment", ["case_id"])
    op.create_index(op.f("ix_attachment_message_id"), "attachment", ["message_id"])
    op.create_index(op.f("ix_attachment_added_at"), "attachment", ["added_at"])
    op.create_index(op.f("ix_attachment_key_id"), "attachment", ["key_id"])
    op.create_table(
        "open_question",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_question")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_open_question_token_hash")),
    )
    op.create_index("ix_open_question_due_id", "open_question", ["due", "id"])
    op.create_index(op.f("ix_open_question_email"), "open_question", ["email"])
    op.create_index(op.f("ix_open_question_asked_at"), "open_question", ["asked_at"])
    op.create_index(op.f("ix_open_question_settled_at"), "open_question", ["settled_at"])
    op.create_table(
        "partner_request",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("partner", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(100), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_partner_request_case_id_case"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_partner_request_thread_id_thread"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_request")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_request_token_hash")),
    )
    op.create_index(op.f("ix_partner_request_case_id"), "partner_request", ["case_id"])
    op.create_index(op.f("ix_partner_request_thread_id"), "partner_request", ["thread_id"])
    new = sa.text("signed_up AND officer_id IS NULL")
    op.create_index("ix_case_new_sign_up", "case", ["opened_at"], sqlite_where=new, postgresql_where=new)
    op.add_column(
        "retention_rule", sa.Column("open_questions_days", sa.Integer(), server_default="30", nullable=False)
    )


def downgrade() -> None:
    with op.batch_alter_table("retention_rule") as rules:
        rules.drop_column("open_questions_days")
    op.drop_index("ix_case_new_sign_up", "case")
    op.drop_table("partner_request")
    op.drop_table("open_question")
    op.drop_table("attachment")
