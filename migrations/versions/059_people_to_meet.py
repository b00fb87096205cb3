"""What newcomers told to meet people, consents without an employer, volunteers, and whom they are a buddy to."""

import sqlalchemy as sa
from alembic import op

revision = "059"
down_revision = "058"
branch_labels = None
depends_on = None

NEW = ("buddy_incident", "buddy_left", "buddy_pair", "buddy_round", "volunteer_link", "volunteer", "person_interests")
# Everything in them that is looked up by a column of its own.
INDEXED = {
    "person_interests": ("case_id",),
    "volunteer": ("state", "email", "ended_on"),
    "volunteer_link": ("volunteer_id",),
    "buddy_round": ("asked_at", "made_at"),
    "buddy_pair": ("case_id", "person_id", "volunteer_id", "round_id"),
    "buddy_left": ("case_id", "person_id", "round_id"),
    "buddy_incident": ("case_id", "pair_id", "settled_on"),
}


def upgrade() -> None:
    _interests()
    _volunteers()
    _pairs()
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index("ix_buddy_pair_state_last_day", "buddy_pair", ["state", "last_day"])
    op.add_column("case", sa.Column("interests_told_on", sa.Date(), nullable=True))
    op.add_column(
        "retention_rule", sa.Column("volunteers_months", sa.Integer(), server_default="3", nullable=False)
    )
    with op.batch_alter_table("retention_rule") as rules:
        rules.alter_column("volunteers_months", server_default=None)
    with op.batch_alter_table("consent") as consent:
        consent.alter_column("employer_id", existing_type=sa.Uuid(), nullable=True)
        consent.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        consent.create_foreign_key(
            op.f("fk_consent_person_id_person"), "person", ["person_id"], ["id"], ondelete="CASCADE"
        )
        consent.create_unique_constraint(op.f("uq_consent_person_id_purpose"), ["person_id", "purpose"])


def _interests() -> None:
    op.create_table(
        "person_interests",
        _id(),
        *(_of(other) for other in ("case", "person")),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("practises", sa.String(2), nullable=True),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        *_keys("person_interests", "case", "person"),
        sa.UniqueConstraint("person_id", name=op.f("uq_person_interests_person_id")),
    )


def _volunteers() -> None:
    op.create_table(
        "volunteer",
        _id(),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("first_name", sa.String(100), nullable=False),
        sa.Column("family_name", sa.String(100), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("languages", "interests", "times")),
        sa.Column("family", sa.String(20), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screened_on", sa.Date(), nullable=True),
        sa.Column("screened_by", sa.String(200), nullable=True),
        sa.Column("screening_note", sa.String(500), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        *_keys("volunteer"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_volunteer_token_hash")),
    )
    op.create_table(
        "volunteer_link",
        _id(),
        _of("volunteer"),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        *_keys("volunteer_link", "volunteer"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_volunteer_link_token_hash")),
    )


def _pairs() -> None:
    op.create_table(
        "buddy_round",
        _id(),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pairs", sa.Integer(), nullable=False),
        *_keys("buddy_round"),
    )
    op.create_table(
        "buddy_pair",
        _id(),
        *(_of(other) for other in ("case", "person", "volunteer")),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("proposed_on", "last_day")),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in ("newcomer_says", "volunteer_says")),
        sa.Column("shares_email", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("matched_on", "met_on", "ended_on")),
        *_keys("buddy_pair", "case", "person", "volunteer", "buddy_round"),
    )
    op.create_table(
        "buddy_left",
        _id(),
        *(_of(other) for other in ("case", "person")),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(20), nullable=False),
        *_keys("buddy_left", "case", "person", "buddy_round"),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_buddy_left_round_id_person_id")),
    )
    op.create_table(
        "buddy_incident",
        _id(),
        _of("case"),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("by_volunteer", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settled_by", sa.String(200), nullable=True),
        sa.Column("outcome", sa.String(500), nullable=True),
        *_keys("buddy_incident", "case", "buddy_pair"),
    )


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _of(other: str) -> sa.Column[object]:
    return sa.Column(f"{other}_id", sa.Uuid(), nullable=False)


def _keys(table: str, *others: str) -> list[sa.schema.SchemaItem]:
    """The primary key, and what goes when the row of another table goes."""
    columns = {other: f"{other.removeprefix('buddy_')}_id" for other in others}
    return [
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE"
            )
            for other, column in columns.items()
        ),
    ]


def downgrade() -> None:
    consent = sa.table("consent", sa.column("employer_id"))
    op.execute(sa.delete(consent).where(consent.c.employer_id.is_(None)))
    with op.batch_alter_table("consent") as kept:
        kept.drop_constraint(op.f("uq_consent_person_id_purpose"), type_="unique")
        kept.drop_constraint(op.f("fk_consent_person_id_person"), type_="foreignkey")
        kept.drop_column("person_id")
        kept.alter_column("employer_id", existing_type=sa.Uuid(), nullable=False)
    with op.batch_alter_table("retention_rule") as rules:
        rules.drop_column("volunteers_months")
    op.drop_column("case", "interests_told_on")
    for table in NEW:
        op.drop_table(table)
