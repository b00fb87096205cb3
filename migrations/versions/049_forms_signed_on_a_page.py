"""Which file of a paper was signed on a page of ours, and for which employer."""

import sqlalchemy as sa
from alembic import op

revision = "049"
down_revision = "048"
branch_labels = None
depends_on = None

KEY = "fk_page_signed_for_id"


def upgrade() -> None:
    with op.batch_alter_table("page") as page:
        page.add_column(sa.Column("signed_for_id", sa.Uuid(), nullable=True))
        page.create_foreign_key(KEY, "employer", ["signed_for_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("page") as page:
        page.drop_constraint(KEY, type_="foreignkey")
        page.drop_column("signed_for_id")
