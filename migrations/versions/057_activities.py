"""Activities, the times at which they are held, and the households that signed up for them."""

import sqlalchemy as sa
from alembic import op

revision = "057"
down_revision = "056"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column("organiser", sa.String(100), nullable=True),
        *(sa.Column(f"title_{language}", sa.String(120), nullable=False) for language in ("nl", "en")),
        *(sa.Column(f"text_{language}", sa.Text(), nullable=False) for language in ("nl", "en")),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("child_friendly", sa.Boolean(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("opens_at", MOMENT, nullable=True),
        sa.Column("closes_hours", sa.Integer(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_activity_has_places")),
        sa.CheckConstraint("cost_cents >= 0", name=op.f("ck_activity_cost_not_negative")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_activity_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    for column in ("state", "partner_id"):
        op.create_index(op.f(f"ix_activity_{column}"), "activity", [column])
    _create_occasions()
    _create_sign_ups()


def _create_occasions() -> None:
    op.create_table(
        "activity_occasion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        *(sa.Column(moment, MOMENT, nullable=False) for moment in ("starts_at", "ends_at")),
        *(sa.Column(number, sa.Integer(), nullable=False) for number in ("capacity", "taken", "last_number")),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("to_move_up", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        *(sa.Column(number, sa.Integer(), nullable=True) for number in ("expected", "came", "households_came")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_activity_occasion_ends_after_start")),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name=op.f("ck_activity_occasion_never_too_many")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_occasion_activity_id_activity"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_occasion")),
        sa.UniqueConstraint("activity_id", "starts_at", name=op.f("uq_activity_occasion_activity_id_starts_at")),
    )  # fmt: skip
    for column in ("starts_at", "to_move_up"):
        op.create_index(op.f(f"ix_activity_occasion_{column}"), "activity_occasion", [column])


def _create_sign_ups() -> None:
    op.create_table(
        "activity_sign_up",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("occasion_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        *(sa.Column(number, sa.Integer(), nullable=False) for number in ("number", "persons")),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("offered_until", MOMENT, nullable=True),
        sa.Column("signed_up_at", MOMENT, nullable=False),
        *(
            sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
            for name in ("told", "reminded")
        ),
        sa.Column("checked_in_at", MOMENT, nullable=True),
        sa.Column("step_asked_on", sa.Date(), nullable=True),
        sa.CheckConstraint("persons > 0", name=op.f("ck_activity_sign_up_somebody_comes")),
        sa.CheckConstraint(
            "(standing = 'offered') = (offered_until IS NOT NULL)",
            name=op.f("ck_activity_sign_up_offered_until_a_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["occasion_id"], ["activity_occasion.id"],
            name=op.f("fk_activity_sign_up_occasion_id_activity_occasion"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_activity_sign_up_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_sign_up")),
        sa.UniqueConstraint("occasion_id", "case_id", name=op.f("uq_activity_sign_up_occasion_id_case_id")),
        sa.UniqueConstraint("occasion_id", "number", name=op.f("uq_activity_sign_up_number")),
    )  # fmt: skip
    for column in ("case_id", "told", "step_asked_on"):
        op.create_index(op.f(f"ix_activity_sign_up_{column}"), "activity_sign_up", [column])
    op.create_index(
        "ix_activity_sign_up_standing_offered_until", "activity_sign_up", ["standing", "offered_until"]
    )


def downgrade() -> None:
    for table in ("activity_sign_up", "activity_occasion", "activity"):
        op.drop_table(table)
