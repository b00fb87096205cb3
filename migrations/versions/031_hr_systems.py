"""HR systems of employers: their keys, the answers they got, and since when a hire is as its employer sees it."""

import sqlalchemy as sa
from alembic import op

revision = "031"
down_revision = "030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_key",
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minute", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_api_key_employer_id_employer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["maker_id"], ["user.id"], name=op.f("fk_api_key_maker_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("prefix", name=op.f("uq_api_key_prefix")),
    )
    op.create_index(op.f("ix_api_key_employer_id"), "api_key", ["employer_id"])
    op.create_index(op.f("ix_api_key_maker_id"), "api_key", ["maker_id"])
    _create_answers()
    _mark_hires()


def _create_answers() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("api_key_id", sa.Uuid(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=200), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("location", sa.String(length=300), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_key.id"], name=op.f("fk_kept_answer_api_key_id_api_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_kept_answer_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("api_key_id", "idempotency_key", name=op.f("pk_kept_answer")),
    )
    op.create_index(op.f("ix_kept_answer_asked_at"), "kept_answer", ["asked_at"])
    op.create_index(op.f("ix_kept_answer_case_id"), "kept_answer", ["case_id"])


def _mark_hires() -> None:
    op.add_column("case", sa.Column("hire_print", sa.String(length=64), nullable=True))
    op.add_column("case", sa.Column("hire_changed_at", sa.DateTime(timezone=True), nullable=True))
    # The worker's next sweep takes the open ones for projections of long ago, and fills their prints in.
    long_ago = "CASE WHEN state = 'open' AND employer_id IS NOT NULL THEN DATE '2000-01-01' ELSE projected_on END"
    if op.get_bind().dialect.name == "sqlite":
        long_ago = long_ago.replace("DATE ", "")
    op.execute(f'UPDATE "case" SET hire_changed_at = opened_at, projected_on = {long_ago}')  # noqa: S608
    op.create_index("ix_case_employer_id_hire_changed_at_id", "case", ["employer_id", "hire_changed_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_case_employer_id_hire_changed_at_id", "case")
    op.drop_column("case", "hire_changed_at")
    op.drop_column("case", "hire_print")
    op.drop_table("kept_answer")
    op.drop_table("api_key")
