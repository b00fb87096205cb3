"""What a household tells in its own words: what they like to do, and what home they look for."""

import sqlalchemy as sa
from alembic import op

revision = "015"
down_revision = "014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("interests", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("home_wishes", sa.String(length=500), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_column("home_wishes")
        batch_op.drop_column("interests")
