"""Keys and webhooks end whose makers may not make any: up to now they slept, and woke when those rights returned.

What waits to be sent there is given up, as it is when somebody switches a webhook off.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "042"
down_revision = "041"
branch_labels = None
depends_on = None

MAKER_MAY = """EXISTS (
    SELECT 1 FROM "user" WHERE "user".id = {table}.maker_id AND "user".employer_id = {table}.employer_id
    AND "user".active AND "user".role = 'employer_admin'
)"""


def upgrade() -> None:
    _end("api_key", "revoked_at")
    _end("hook", "stopped_at", ", stopped_why = 'by_hand'")
    of_a_stopped = "state IN ('waiting', 'sending') AND hook_id IN (SELECT id FROM hook WHERE stopped_at IS NOT NULL)"
    op.execute(f"UPDATE hook_message SET problem = 'stopped' WHERE tries = 0 AND {of_a_stopped}")  # noqa: S608
    op.execute(f"UPDATE hook_message SET state = 'failed' WHERE {of_a_stopped}")  # noqa: S608


def downgrade() -> None:
    # Nobody knows any more which of them slept; nor should they wake.
    pass


def _end(table: str, column: str, beside: str = "") -> None:
    """End what has not ended yet, where its maker may not make it now."""
    sleeps = f"{column} IS NULL AND NOT {MAKER_MAY.format(table=table)}"
    ended = sa.text(f"UPDATE {table} SET {column} = :now{beside} WHERE {sleeps}")  # noqa: S608
    op.execute(ended.bindparams(sa.bindparam("now", datetime.now(UTC), sa.DateTime(timezone=True))))
