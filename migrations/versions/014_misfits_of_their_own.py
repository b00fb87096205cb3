"""Whether a household itself made its booked time not fit any more."""

import sqlalchemy as sa
from alembic import op

revision = "014"
down_revision = "013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("misfit_is_own", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.alter_column("misfit_is_own", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_column("misfit_is_own")
