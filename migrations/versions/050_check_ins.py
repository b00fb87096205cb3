"""How households are doing six weeks and four months on, and whose turn it is in the eyes of the employer."""

import sqlalchemy as sa
from alembic import op

revision = "050"
down_revision = "049"
branch_labels = None
depends_on = None

THEMES = ("home", "people", "work", "language")


def upgrade() -> None:
    op.create_table(
        "check_in_answer",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("check_in", sa.String(30), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        *(sa.Column(theme, sa.Integer(), nullable=True) for theme in THEMES),
        sa.Column("wants_talk", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        *(
            sa.CheckConstraint(f"{theme} BETWEEN 1 AND 5", name=op.f(f"ck_check_in_answer_{theme}_in_range"))
            for theme in THEMES
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_check_in_answer_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "check_in", name=op.f("pk_check_in_answer")),
    )
    op.create_index(op.f("ix_check_in_answer_given_on"), "check_in_answer", ["given_on"])
    op.add_column("case", sa.Column("employer_party", sa.String(20), nullable=True))
    # Until the first check-in both are the same: the night that follows projects open cases anew.
    case = sa.table("case", sa.column("employer_party"), sa.column("next_party"))
    op.execute(sa.update(case).values(employer_party=case.c.next_party))


def downgrade() -> None:
    op.drop_column("case", "employer_party")
    op.drop_table("check_in_answer")
