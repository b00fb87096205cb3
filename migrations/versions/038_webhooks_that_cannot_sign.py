"""Since when a webhook sends nothing, as no secret of it can be read."""

import sqlalchemy as sa
from alembic import op

revision = "038"
down_revision = "037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("hook", sa.Column("unsigned_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("hook", "unsigned_since")
