"""Partners as organisations: what each does for newcomers, for which employer, and who of it has an account."""

import sqlalchemy as sa
from alembic import op

revision = "054"
down_revision = "051"
branch_labels = None
depends_on = None

KEY, INDEX = "fk_user_partner_id_partner", "ix_user_partner_id"


def upgrade() -> None:
    op.create_table(
        "partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("offers_homes", sa.Boolean(), nullable=False),
        sa.Column("runs_activities", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("phone", sa.String(40), nullable=True),
        sa.Column("website", sa.String(200), nullable=True),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_partner_employer_id_employer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("employer_id", name=op.f("uq_partner_employer_id")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
    )
    with op.batch_alter_table("user") as user:
        user.add_column(sa.Column("partner_id", sa.Uuid(), nullable=True))
        user.create_foreign_key(KEY, "partner", ["partner_id"], ["id"])
        user.create_index(INDEX, ["partner_id"])


def downgrade() -> None:
    with op.batch_alter_table("user") as user:
        user.drop_index(INDEX)
        user.drop_constraint(KEY, type_="foreignkey")
        user.drop_column("partner_id")
    op.drop_table("partner")
