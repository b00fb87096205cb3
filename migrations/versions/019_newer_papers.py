"""A newer paper beside an accepted one that will not be good on the day of the visit."""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"
branch_labels = None
depends_on = None

ONE_OF_EACH = "uq_document_person_id_paper"
AND_A_NEWER = "uq_document_person_id_paper_is_newer"


def upgrade() -> None:
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_newer", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(op.f(ONE_OF_EACH), type_="unique")
        batch_op.create_unique_constraint(op.f(AND_A_NEWER), ["person_id", "paper", "is_newer"])
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.alter_column("is_newer", server_default=None)


def downgrade() -> None:
    # Up to 018 there is one of each: the accepted one, which holds until the newer one is accepted.
    op.execute("DELETE FROM page WHERE document_id IN (SELECT id FROM document WHERE is_newer)")
    op.execute("DELETE FROM document WHERE is_newer")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(AND_A_NEWER), type_="unique")
        batch_op.create_unique_constraint(op.f(ONE_OF_EACH), ["person_id", "paper"])
        batch_op.drop_column("is_newer")
