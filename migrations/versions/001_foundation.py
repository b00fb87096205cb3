"""All tables of the first release, and the logbook that is only ever added to."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None

# Security T48: whoever breaks in through the application can add lines, and not rewrite what happened.
ONLY_ADDED = "lines of the logbook are only ever added"


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("moments", sa.JSON(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_last_at"), ["last_at"], unique=False)

    op.create_table(
        "employer",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kvk_number", sa.String(length=8), nullable=True),
        sa.Column("street", sa.String(length=200), nullable=True),
        sa.Column("postcode", sa.String(length=7), nullable=False),
        sa.Column("town", sa.String(length=100), nullable=False),
        sa.Column("recognised_sponsor", sa.Boolean(), nullable=False),
        sa.Column("sponsor_checked_on", sa.Date(), nullable=True),
        sa.Column("fee_exempt", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("name", name=op.f("uq_employer_name")),
    )
    op.create_table(
        "log_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("reads", sa.Boolean(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("actor_role", sa.String(length=20), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_organisation", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_line")),
    )
    with op.batch_alter_table("log_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_log_line_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_log_line_case_id"), ["case_id"], unique=False)

    op.create_table(
        "mail",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("try_after", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_mail_state_try_after", ["state", "try_after"], unique=False)

    op.create_table(
        "user",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_user_employer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_employer_id"), ["employer_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("secret_hash", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=True),
        sa.Column("as_submitted", sa.JSON(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("officer_name", sa.String(length=200), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("arrival", sa.Date(), nullable=True),
        sa.Column("stay_months", sa.Integer(), nullable=False),
        sa.Column("first_working_day", sa.Date(), nullable=True),
        sa.Column("people_expected", sa.Integer(), nullable=False),
        sa.Column("has_bsn", sa.Boolean(), nullable=False),
        sa.Column("lived_in_nl", sa.Boolean(), nullable=False),
        sa.Column("home_kind", sa.String(length=20), nullable=True),
        sa.Column("home_street", sa.String(length=200), nullable=True),
        sa.Column("home_postcode", sa.String(length=7), nullable=True),
        sa.Column("home_from", sa.Date(), nullable=True),
        sa.Column("home_registration_allowed", sa.Boolean(), nullable=True),
        sa.Column("work_street", sa.String(length=200), nullable=True),
        sa.Column("work_postcode", sa.String(length=7), nullable=True),
        sa.Column("address_form_signed", sa.Boolean(), nullable=False),
        sa.Column("wants_housing_help", sa.Boolean(), nullable=False),
        sa.Column("wants_social", sa.Boolean(), nullable=False),
        sa.Column("wants_buddy", sa.Boolean(), nullable=False),
        sa.Column("wants_language_course", sa.Boolean(), nullable=False),
        sa.Column("visit_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("intake_reached", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=420), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("name_search", sa.Text(), nullable=False),
        sa.Column("route_to", sa.String(length=20), nullable=False),
        sa.Column("route_reason", sa.String(length=40), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=True),
        sa.Column("lawful_due", sa.Date(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("next_step", sa.String(length=50), nullable=True),
        sa.Column("next_party", sa.String(length=20), nullable=True),
        sa.Column("employer_acts", sa.Boolean(), nullable=False),
        sa.Column("employer_due", sa.Date(), nullable=True),
        sa.Column("registration_done", sa.Integer(), nullable=False),
        sa.Column("registration_total", sa.Integer(), nullable=False),
        sa.Column("housing_done", sa.Integer(), nullable=False),
        sa.Column("housing_total", sa.Integer(), nullable=False),
        sa.Column("social_done", sa.Integer(), nullable=False),
        sa.Column("social_total", sa.Integer(), nullable=False),
        sa.Column("projected_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_case_employer_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["user.id"], name=op.f("fk_case_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("code", name=op.f("uq_case_code")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_employer_id"), ["employer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_municipality"), ["municipality"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_projected_on"), ["projected_on"], unique=False)
        batch_op.create_index("ix_case_state_lawful_due_id", ["state", "lawful_due", "id"], unique=False)
        batch_op.create_index("ix_case_state_next_due_id", ["state", "next_due", "id"], unique=False)

    op.create_table(
        "hire_draft",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("hire", sa.JSON(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_hire_draft_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["employer.id"], name=op.f("fk_hire_draft_employer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_hire_draft_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire_draft")),
    )
    with op.batch_alter_table("hire_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hire_draft_user_id"), ["user_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hire_draft_written_at"), ["written_at"], unique=False)

    op.create_table(
        "link",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("nonce_hash", sa.String(length=64), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("next_path", sa.String(length=500), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_link_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_link_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_link_email_purpose", ["email", "purpose"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_user_id"), ["user_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("given_names", sa.String(length=200), nullable=False),
        sa.Column("particle", sa.String(length=40), nullable=False),
        sa.Column("family_name", sa.String(length=200), nullable=False),
        sa.Column("born", sa.String(length=10), nullable=False),
        sa.Column("nationalities", sa.JSON(), nullable=False),
        sa.Column("comes_from", sa.String(length=2), nullable=True),
        sa.Column("birth_certificate_country", sa.String(length=2), nullable=True),
        sa.Column("birth_certificate_language", sa.String(length=3), nullable=True),
        sa.Column("marital_status", sa.String(length=30), nullable=True),
        sa.Column("driving_licence", sa.String(length=2), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_person_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("case_id", "position", name=op.f("uq_person_case_id_position")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_case_id"), ["case_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(user_id IS NULL) <> (case_id IS NULL)", name=op.f("ck_sign_in_user_or_case")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_sign_in_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "step_record",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.String(length=50), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_step_record_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_record")),
        sa.UniqueConstraint("case_id", "step", name=op.f("uq_step_record_case_id_step")),
    )
    with op.batch_alter_table("step_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_record_case_id"), ["case_id"], unique=False)

    op.create_table(
        "paper_said",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.String(length=40), nullable=False),
        sa.Column("has", sa.String(length=10), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_paper_said_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_paper_said_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_said")),
        sa.UniqueConstraint("person_id", "paper", name=op.f("uq_paper_said_person_id_paper")),
    )
    with op.batch_alter_table("paper_said", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_said_case_id"), ["case_id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=False),
        sa.Column("bsn_way", sa.String(length=12), nullable=True),
        sa.Column("bsn_on", sa.Date(), nullable=True),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("registrar_name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_registration_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_registration_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("person_id", name=op.f("uq_registration_person_id")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_case_id"), ["case_id"], unique=False)
    protect_the_logbook()


def protect_the_logbook() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_log_line_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{ONLY_ADDED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER log_line_is_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON log_line "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_line_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER log_line_refuses_{act.lower()} BEFORE {act} ON log_line "
            f"BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END"
        )


def downgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_case_id"))

    op.drop_table("registration")
    with op.batch_alter_table("paper_said", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_said_case_id"))

    op.drop_table("paper_said")
    with op.batch_alter_table("step_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_record_case_id"))

    op.drop_table("step_record")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))
        batch_op.drop_index(batch_op.f("ix_sign_in_case_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_case_id"))

    op.drop_table("person")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_user_id"))
        batch_op.drop_index(batch_op.f("ix_link_expires_at"))
        batch_op.drop_index("ix_link_email_purpose")
        batch_op.drop_index(batch_op.f("ix_link_case_id"))

    op.drop_table("link")
    with op.batch_alter_table("hire_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hire_draft_written_at"))
        batch_op.drop_index(batch_op.f("ix_hire_draft_user_id"))

    op.drop_table("hire_draft")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index("ix_case_state_next_due_id")
        batch_op.drop_index("ix_case_state_lawful_due_id")
        batch_op.drop_index(batch_op.f("ix_case_projected_on"))
        batch_op.drop_index(batch_op.f("ix_case_officer_id"))
        batch_op.drop_index(batch_op.f("ix_case_municipality"))
        batch_op.drop_index(batch_op.f("ix_case_employer_id"))
        batch_op.drop_index(batch_op.f("ix_case_email"))

    op.drop_table("case")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_employer_id"))

    op.drop_table("user")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_state_try_after")
        batch_op.drop_index(batch_op.f("ix_mail_case_id"))

    op.drop_table("mail")
    with op.batch_alter_table("log_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_log_line_case_id"))
        batch_op.drop_index(batch_op.f("ix_log_line_at"))

    op.drop_table("log_line")
    op.drop_table("employer")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempt_last_at"))

    op.drop_table("attempt")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_log_line_change()")
