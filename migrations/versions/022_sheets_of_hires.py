"""Sheets of hires, the employer's own number of a hire, and invitations that wait because so many went out."""

import sqlalchemy as sa
from alembic import op

revision = "022"
down_revision = "021"
branch_labels = None
depends_on = None

REFERENCE = "uq_case_employer_id_reference"


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reference", sa.String(length=40), nullable=True))
        batch_op.create_unique_constraint(op.f(REFERENCE), ["employer_id", "reference"])
    op.create_table(
        "hire_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("unknown", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_hire_sheet_user_id_user"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_hire_sheet_employer_id_employer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_sheet")),
    )
    op.create_index(op.f("ix_hire_sheet_user_id"), "hire_sheet", ["user_id"])
    op.create_index(op.f("ix_hire_sheet_written_at"), "hire_sheet", ["written_at"])
    _create_rows()


def _create_rows() -> None:
    op.create_table(
        "sheet_row",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("withheld", sa.JSON(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=True),
        sa.Column("same_as", sa.Integer(), nullable=True),
        sa.Column("twin_of", sa.Integer(), nullable=True),
        sa.Column("hire", sa.JSON(), nullable=True),
        sa.Column("like_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("route_to", sa.String(length=20), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("fee_cents", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["hire_sheet.id"], name=op.f("fk_sheet_row_sheet_id_hire_sheet"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["like_id"], ["case.id"], name=op.f("fk_sheet_row_like_id_case"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_sheet_row_case_id_case"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("sheet_id", "number", name=op.f("pk_sheet_row")),
    )
    op.create_index(op.f("ix_sheet_row_sheet_id_state_number"), "sheet_row", ["sheet_id", "state", "number"])
    op.create_index(op.f("ix_sheet_row_like_id"), "sheet_row", ["like_id"])
    op.create_index(op.f("ix_sheet_row_case_id"), "sheet_row", ["case_id"])


    op.create_table(
        "held_invitation",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_held_invitation_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_held_invitation")),
    )


def downgrade() -> None:
    op.drop_table("held_invitation")
    op.drop_table("sheet_row")
    op.drop_table("hire_sheet")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(REFERENCE), type_="unique")
        batch_op.drop_column("reference")
