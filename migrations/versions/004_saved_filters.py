"""Filters that somebody keeps, the columns they chose, and which deadline stands in a row of the list."""

import sqlalchemy as sa
from alembic import op

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_filters()
    op.add_column("case", sa.Column("lawful_step", sa.String(length=50), nullable=True))
    op.add_column("case", sa.Column("next_due_kind", sa.String(length=10), nullable=True))


def downgrade() -> None:
    # Not in a batch: that would make the table anew, and with it lose all that hangs on a case.
    op.drop_column("case", "next_due_kind")
    op.drop_column("case", "lawful_step")
    for table in ("list_columns", "saved_filter"):
        op.drop_table(table)


def create_filters() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_saved_filter_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_filter_user_id_name")),
    )
    with op.batch_alter_table("saved_filter", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_saved_filter_is_shared"), ["is_shared"], unique=False)
        batch_op.create_index(op.f("ix_saved_filter_user_id"), ["user_id"], unique=False)
    op.create_table(
        "list_columns",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_list_columns_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_list_columns")),
    )
