"""Homes that partners offer, each with its last offer and those before, and their photos."""

import sqlalchemy as sa
from alembic import op

revision = "056"
down_revision = "055"
branch_labels = None
depends_on = None

IS_LAST = sa.text("is_last")


def upgrade() -> None:
    op.create_table(
        "home",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(50), nullable=True),
        sa.Column("street", sa.String(200), nullable=False),
        sa.Column("postcode", sa.String(7), nullable=False),
        sa.Column("town", sa.String(100), nullable=False),
        sa.Column("municipality", sa.String(4), nullable=False),
        sa.Column("dwelling", sa.String(20), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=False),
        sa.Column("area", sa.Integer(), nullable=True),
        sa.Column("furnishing", sa.String(20), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=False),
        sa.Column("pets", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("energy_label", sa.String(5), nullable=True),
        sa.Column("most_people", sa.Integer(), nullable=False),
        sa.Column("most_registered", sa.Integer(), nullable=False),
        sa.Column("text_nl", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_home_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home")),
        sa.UniqueConstraint("partner_id", "reference", name=op.f("uq_home_partner_id_reference")),
    )
    op.create_table(
        "home_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(15), nullable=False),
        sa.Column("rent", sa.Integer(), nullable=False),
        sa.Column("service_costs", sa.Integer(), nullable=False),
        sa.Column("deposit", sa.Integer(), nullable=False),
        sa.Column("contract", sa.String(20), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_home_offer_home_id_home"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_offer")),
    )
    op.create_index(op.f("ix_home_offer_home_id"), "home_offer", ["home_id"])
    op.create_index(
        "uq_home_offer_last", "home_offer", ["home_id"], unique=True, sqlite_where=IS_LAST, postgresql_where=IS_LAST
    )
    op.create_index(op.f("ix_home_offer_state"), "home_offer", ["state"])
    op.create_table(
        "home_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stored_as", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("print_of_sent", sa.String(64), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("shown_name", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["home.id"], name=op.f("fk_home_photo_home_id_home"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_home_photo")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_home_photo_stored_as")),
    )
    op.create_index(op.f("ix_home_photo_home_id"), "home_photo", ["home_id"])
    op.create_index(op.f("ix_home_photo_key_id"), "home_photo", ["key_id"])


def downgrade() -> None:
    op.drop_table("home_photo")
    op.drop_table("home_offer")
    op.drop_table("home")
