"""Cases that became one, cases that look alike and are not, and grants to look at a case that moved."""

import sqlalchemy as sa
from alembic import op

revision = "007"
down_revision = "006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_key", sa.String(length=32), nullable=True))
        batch_op.create_index(op.f("ix_person_name_key"), ["name_key"], unique=False)
    create_merge()
    create_two_households()
    create_transfer_grant()


def downgrade() -> None:
    for table in ("transfer_grant", "two_households", "merge"):
        op.drop_table(table)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_person_name_key"))
        batch_op.drop_column("name_key")


def create_merge() -> None:
    op.create_table(
        "merge",
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("emptied_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["case.id"], name=op.f("fk_merge_kept_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["emptied_id"], ["case.id"], name=op.f("fk_merge_emptied_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    with op.batch_alter_table("merge", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_merge_kept_id"), ["kept_id"], unique=False)
        batch_op.create_index(op.f("ix_merge_emptied_id"), ["emptied_id"], unique=False)
        batch_op.create_index(op.f("ix_merge_merged_at"), ["merged_at"], unique=False)


def create_two_households() -> None:
    op.create_table(
        "two_households",
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("second_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["case.id"], name=op.f("fk_two_households_first_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["case.id"], name=op.f("fk_two_households_second_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_two_households")),
    )
    with op.batch_alter_table("two_households", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_two_households_second_id"), ["second_id"], unique=False)


def create_transfer_grant() -> None:
    op.create_table(
        "transfer_grant",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_transfer_grant_case_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_grant")),
    )
    with op.batch_alter_table("transfer_grant", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_transfer_grant_case_id"), ["case_id"], unique=False)
