"""About whose hires somebody asked for a mail: who goes over to another employer did not ask for those."""

import sqlalchemy as sa
from alembic import op

revision = "030"
down_revision = "029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("digest", sa.Column("employer_id", sa.Uuid(), nullable=True))
    op.execute(
        'UPDATE digest SET employer_id = (SELECT employer_id FROM "user" WHERE "user".id = digest.user_id)'
    )


def downgrade() -> None:
    op.drop_column("digest", "employer_id")
