"""What households do with their own data: the devices they are signed in on."""

import sqlalchemy as sa
from alembic import op

revision = "040"
down_revision = "034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    device = sa.Column("device", sa.String(length=40), server_default="", nullable=False)
    op.add_column("sign_in", device)


def downgrade() -> None:
    op.drop_column("sign_in", "device")
