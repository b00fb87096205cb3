"""What the desk knows of an employer, and who of it may do what."""

import sqlalchemy as sa
from alembic import op

revision = "021"
down_revision = "020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(
            sa.Column("invoice_customer", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.create_unique_constraint(batch_op.f("uq_employer_kvk_number"), ["kvk_number"])
    for table in ("user", "case"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("department", sa.String(length=100), nullable=True))
    op.create_table(
        "employer_application",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kvk_number", sa.String(length=8), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=7), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("applicant", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer_application")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_employer_application_token_hash")),
    )
    with op.batch_alter_table("employer_application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employer_application_asked_at"), ["asked_at"], unique=False)


def downgrade() -> None:
    op.drop_table("employer_application")
    for table in ("case", "user"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("department")
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_employer_kvk_number"), type_="unique")
        batch_op.drop_column("invoice_customer")
        batch_op.drop_column("version")
