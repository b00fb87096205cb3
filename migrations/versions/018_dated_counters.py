"""Whom a counter serves, what for and for how long, each from a day on."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "018"
down_revision = "017"
branch_labels = None
depends_on = None

NAMES = "municipalities, kinds, first_person_minutes, further_person_minutes"


def upgrade() -> None:
    op.create_table(
        "counter_terms",
        sa.Column("counter_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        *_columns(),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["counter.id"], name=op.f("fk_counter_terms_counter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("counter_id", "first_day", name=op.f("pk_counter_terms")),
    )
    op.execute(
        f"INSERT INTO counter_terms (counter_id, first_day, {NAMES}) SELECT id, first_day, {NAMES} FROM counter"
    )
    with op.batch_alter_table("counter", schema=None) as batch_op:
        for column in _columns():
            batch_op.drop_column(column.name)


def downgrade() -> None:
    with op.batch_alter_table("counter", schema=None) as batch_op:
        for column in _columns():
            column.nullable = True
            batch_op.add_column(column)
    # Up to 016 there is one of everything: what holds today, or from the first day of a counter that is to come.
    of_counter = "FROM counter_terms WHERE counter_terms.counter_id = counter.id"
    for column in _columns():
        present = f"SELECT {column.name} {of_counter} AND first_day <= :today ORDER BY first_day DESC LIMIT 1"
        first = f"SELECT {column.name} {of_counter} ORDER BY first_day LIMIT 1"
        move = sa.text(f"UPDATE counter SET {column.name} = coalesce(({present}), ({first}))")
        op.execute(move.bindparams(sa.bindparam("today", datetime.now(UTC).date(), sa.Date)))
    with op.batch_alter_table("counter", schema=None) as batch_op:
        for column in _columns():
            batch_op.alter_column(column.name, nullable=False)
    op.drop_table("counter_terms")


def _columns() -> list[sa.Column[object]]:
    return [
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("first_person_minutes", sa.Integer(), nullable=False),
        sa.Column("further_person_minutes", sa.Integer(), nullable=False),
    ]
