"""Messages to webhooks by their age: what is over is found without reading all of them."""

from alembic import op

revision = "034"
down_revision = "033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_hook_message_at"), "hook_message", ["at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_hook_message_at"), "hook_message")
