"""Which mail told of a step, so that it can be written anew while it waits."""

import sqlalchemy as sa
from alembic import op

revision = "044"
down_revision = "043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("step_reminder", sa.Column("mail_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("step_reminder", "mail_id")
