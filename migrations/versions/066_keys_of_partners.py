"""Keys of partners, that hand over homes: a key is of an employer or of a partner."""

import sqlalchemy as sa
from alembic import op

revision = "066"
down_revision = "065"
branch_labels = None
depends_on = None

KEY, INDEX, CHECK = "fk_api_key_partner_id_partner", "ix_api_key_partner_id", "ck_api_key_employer_or_partner"


def upgrade() -> None:
    with op.batch_alter_table("api_key") as keys:
        keys.alter_column("employer_id", existing_type=sa.Uuid(), nullable=True)
        keys.add_column(sa.Column("partner_id", sa.Uuid(), nullable=True))
        keys.create_foreign_key(op.f(KEY), "partner", ["partner_id"], ["id"], ondelete="CASCADE")
        keys.create_index(op.f(INDEX), ["partner_id"])
        keys.create_check_constraint(op.f(CHECK), "(employer_id IS NULL) <> (partner_id IS NULL)")


def downgrade() -> None:
    keys = sa.table("api_key", sa.column("partner_id"))
    # Without its column such a key would be nobody's, and open what an employer's does.
    op.execute(sa.delete(keys).where(keys.c.partner_id.is_not(None)))
    with op.batch_alter_table("api_key") as kept:
        kept.drop_constraint(op.f(CHECK), type_="check")
        kept.drop_index(op.f(INDEX))
        kept.drop_constraint(op.f(KEY), type_="foreignkey")
        kept.drop_column("partner_id")
        kept.alter_column("employer_id", existing_type=sa.Uuid(), nullable=False)
