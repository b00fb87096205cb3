"""Who reported a new address has found a home and left the employer's: what was derived before is written down."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "013"
down_revision = "012"
branch_labels = None
depends_on = None

OVER = ("employer_address_ends", "home_found")

case = sa.table("case", sa.column("id", sa.Uuid), sa.column("route_reason"))
record = sa.table(
    "step_record", sa.column("id", sa.Uuid), sa.column("case_id", sa.Uuid), sa.column("step"), sa.column("outcome"),
    sa.column("on", sa.Date),
)  # fmt: skip


def upgrade() -> None:
    connection = op.get_bind()
    moved = connection.execute(
        sa.select(record.c.case_id, record.c.on)
        .join(case, case.c.id == record.c.case_id)
        .where(record.c.step == "address_reported", record.c.outcome == "done")
        .where(case.c.route_reason == "employer_address")
    ).all()
    over = sa.select(record.c.case_id, record.c.step).where(record.c.step.in_(OVER))
    known = {tuple(row) for row in connection.execute(over)}
    missing = [
        {"id": uuid.uuid4(), "case_id": case_id, "step": step, "outcome": "done", "on": on}
        for case_id, on in moved
        for step in OVER
        if (case_id, step) not in known
    ]
    if missing:
        op.bulk_insert(record, missing)


def downgrade() -> None:
    """What was written down stays: the release before reads it as steps that were ticked off."""
