"""What was told of the costs when a sheet of hires was checked."""

import sqlalchemy as sa
from alembic import op

revision = "024"
down_revision = "023"
branch_labels = None
depends_on = None

COLUMNS = ("invoice_customer", "fee_exempt")


def upgrade() -> None:
    with op.batch_alter_table("hire_sheet", schema=None) as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("hire_sheet", schema=None) as batch_op:
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
