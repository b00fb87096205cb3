"""Counters with their opening hours and closures, appointments, the times that are taken, and calendars in mails."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_counters()
    create_appointments()
    create_screens()
    add_calendars()


def downgrade() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_column("calendar")
    for table in ("waiting_screen", "taken_quarter", "appointment", "closure", "opening_hours", "counter"):
        op.drop_table(table)


def create_counters() -> None:
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("municipalities", sa.JSON(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("first_person_minutes", sa.Integer(), nullable=False),
        sa.Column("further_person_minutes", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sa.UniqueConstraint("name", name=op.f("uq_counter_name")),
    )
    op.create_table(
        "opening_hours",
        sa.Column("counter_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_opens_before_it_closes")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_opening_hours_day_of_the_week")),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["counter.id"], name=op.f("fk_opening_hours_counter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
    )
    with op.batch_alter_table("opening_hours", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_opening_hours_counter_id"), ["counter_id"], unique=False)
    op.create_table(
        "closure",
        sa.Column("counter_id", sa.Uuid(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason_nl", sa.String(length=200), nullable=False),
        sa.Column("reason_en", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_first_before_last")),
        sa.ForeignKeyConstraint(
            ["counter_id"], ["counter.id"], name=op.f("fk_closure_counter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_closure_counter_id"), ["counter_id"], unique=False)
        batch_op.create_index(op.f("ix_closure_first_day"), ["first_day"], unique=False)
        batch_op.create_index(op.f("ix_closure_last_day"), ["last_day"], unique=False)


def create_appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("counter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.String(length=12), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("booked_by_role", sa.String(length=20), nullable=False),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(length=6), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("served_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("served_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_appointment_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_appointment_counter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index("ix_appointment_case_id_progress", ["case_id", "progress"], unique=False)
        batch_op.create_index("ix_appointment_counter_id_starts_at", ["counter_id", "starts_at"], unique=False)
        batch_op.create_index(op.f("ix_appointment_kept_until"), ["kept_until"], unique=False)
        batch_op.create_index(op.f("ix_appointment_remind_on"), ["remind_on"], unique=False)
        batch_op.create_index(op.f("ix_appointment_starts_at"), ["starts_at"], unique=False)
    for name, which in (
        ("uq_appointment_open", "progress IN ('booked', 'checked_in', 'serving')"),
        ("uq_appointment_choosing", "progress = 'choosing'"),
    ):
        op.create_index(
            name,
            "appointment",
            ["case_id", "kind"],
            unique=True,
            sqlite_where=sa.text(which),
            postgresql_where=sa.text(which),
        )
    op.create_table(
        "taken_quarter",
        sa.Column("counter_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appointment_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointment.id"],
            name=op.f("fk_taken_quarter_appointment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_taken_quarter_counter_id")),
        sa.PrimaryKeyConstraint("counter_id", "starts_at", name=op.f("pk_taken_quarter")),
    )
    with op.batch_alter_table("taken_quarter", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_taken_quarter_appointment_id"), ["appointment_id"], unique=False)


def add_calendars() -> None:
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar", sa.Text(), nullable=True))


def create_screens() -> None:
    op.create_table(
        "waiting_screen",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_screen")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_waiting_screen_token_hash")),
    )
