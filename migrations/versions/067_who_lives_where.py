"""Who lives when in the own places of partners and employers, and how many an employer's housing has room for."""

import sqlalchemy as sa
from alembic import op

revision = "067"
down_revision = "066"
branch_labels = None
depends_on = None

INDEXED = ("home_id", "address_id", "case_id", "ends")
# What each names, and what becomes of a stay when that goes.
GOES = {"home": "CASCADE", "employer_address": "CASCADE", "case": "SET NULL"}


def upgrade() -> None:
    op.create_table(
        "place_stay",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=True),
        sa.Column("address_id", sa.Uuid(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(home_id IS NULL) <> (address_id IS NULL)", name=op.f("ck_place_stay_home_or_address")),
        sa.CheckConstraint("ends IS NULL OR ends > starts", name=op.f("ck_place_stay_a_night_at_least")),
        *(_goes_with(column, other) for column, other in zip(INDEXED, GOES, strict=False)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_stay")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_place_stay_{column}"), "place_stay", [column])
    for column in ("places", "most_registered"):
        op.add_column("employer_address", sa.Column(column, sa.Integer(), nullable=True))


def _goes_with(column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_place_stay_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=GOES[other])


def downgrade() -> None:
    for column in ("most_registered", "places"):
        op.drop_column("employer_address", column)
    op.drop_table("place_stay")
