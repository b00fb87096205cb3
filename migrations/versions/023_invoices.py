"""Invoices of employers who pay by quarter: their lines, what was charged once, and the numbers given."""

import sqlalchemy as sa
from alembic import op

revision = "023"
down_revision = "022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("employer_pays", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("employer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("vat_number", sa.String(length=14), nullable=True))
        batch_op.add_column(sa.Column("invoice_reference", sa.String(length=50), nullable=True))
    _invoice()
    _invoice_line()
    op.create_table(
        "invoiced_visit",
        sa.Column("what", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_invoiced_visit_invoice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_invoiced_visit")),
    )
    op.create_index(op.f("ix_invoiced_visit_invoice_id"), "invoiced_visit", ["invoice_id"])
    op.create_table(
        "invoice_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_invoice_counter")),
    )


def _invoice() -> None:
    op.create_table(
        "invoice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("seller", sa.JSON(), nullable=False),
        sa.Column("buyer", sa.JSON(), nullable=False),
        sa.Column("credits_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_invoice_employer_id")),
        sa.ForeignKeyConstraint(["credits_id"], ["invoice.id"], name=op.f("fk_invoice_credits_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("number", name=op.f("uq_invoice_number")),
        sa.UniqueConstraint("credits_id", name=op.f("uq_invoice_credits_id")),
    )
    for column in ("employer_id", "quarter", "issued_on"):
        op.create_index(op.f(f"ix_invoice_{column}"), "invoice", [column])


def _invoice_line() -> None:
    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("case_code", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ending", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=True),
        sa.Column("excl_cents", sa.Integer(), nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("vat_cents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_invoice_line_invoice_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_line")),
    )
    op.create_index(op.f("ix_invoice_line_invoice_id"), "invoice_line", ["invoice_id"])


def downgrade() -> None:
    for table in ("invoice_counter", "invoiced_visit", "invoice_line", "invoice"):
        op.drop_table(table)
    with op.batch_alter_table("employer", schema=None) as batch_op:
        for column in ("invoice_reference", "vat_number"):
            batch_op.drop_column(column)
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("employer_pays")
