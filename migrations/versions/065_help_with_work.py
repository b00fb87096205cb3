"""What who comes along told of work, with their own yes to it."""

import sqlalchemy as sa
from alembic import op

revision = "065"
down_revision = "064"
branch_labels = None
depends_on = None

TABLE = "person_career"


def upgrade() -> None:
    op.create_table(
        TABLE,
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("id", "case_id", "person_id")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("looks_for", sa.JSON(), nullable=False),
        sa.Column("field", sa.String(20), nullable=True),
        sa.Column("profession", sa.String(100), nullable=True),
        sa.Column("level", sa.String(10), nullable=True),
        sa.Column("diploma", sa.String(12), nullable=False),
        sa.Column("diploma_from", sa.String(2), nullable=True),
        *(sa.Column(name, sa.String(10), nullable=False) for name in ("regulated", "dutch", "english")),
        sa.Column("talk_asked_on", sa.Date(), nullable=True),
        sa.Column("may_invite", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("by_desk", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        *(_goes_with(other) for other in ("case", "person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("person_id", name=op.f(f"uq_{TABLE}_person_id")),
    )
    op.create_index(op.f(f"ix_{TABLE}_case_id"), TABLE, ["case_id"])
    op.create_index(f"ix_{TABLE}_may_invite_told_on", TABLE, ["may_invite", "told_on"])


def _goes_with(other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{TABLE}_{other}_id_{other}")
    return sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table(TABLE)
