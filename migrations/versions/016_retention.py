"""When a case is erased, and a logbook from which only what is over may go."""

import sqlalchemy as sa
from alembic import op

revision = "016"
down_revision = "015"
branch_labels = None
depends_on = None

# Security T48: whoever breaks in through the application can still not rewrite what happened, nor remove any of
# this year. Of an erased case a line may lose its words, and nothing else.
ONLY_ADDED = "lines of the logbook are only ever added"
SAME = ("id", "at", "case_id", "verb", "reads", "actor_role", "actor_id", "actor_organisation")
TERMS = (
    "scans_after_acceptance_days", "scans_after_upload_days", "mail_texts_days", "invitation_unused_days",
    "abandoned_months", "closed_months", "figures_months", "logbook_months",
)  # fmt: skip
COLUMNS = ("closed_on", "erase_on", "erase_mails", "hold_reason")


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_erasure")),
    )
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasure_on"), ["on"], unique=False)
    op.create_table(
        "erased_count",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(length=4), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", "municipality", "category", "why", name=op.f("pk_erased_count")),
    )
    op.create_table(
        "retention_rule",
        sa.Column("first_day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in TERMS),
        sa.PrimaryKeyConstraint("first_day", name=op.f("pk_retention_rule")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("erase_on", sa.Date(), nullable=True))
        # The release before this one goes on writing cases, and names no such column.
        batch_op.add_column(sa.Column("erase_mails", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("hold_reason", sa.String(length=500), nullable=True))
    _find_out_when_closed()
    _remove_triggers()
    _only_what_is_over()


def downgrade() -> None:
    # Up to 016 no case can say that it is erased; as a closed one it is at least on nobody's list.
    op.execute("UPDATE \"case\" SET state = 'closed' WHERE state = 'erased'")
    with op.batch_alter_table("case", schema=None) as batch_op:
        for column in reversed(COLUMNS):
            batch_op.drop_column(column)
    _remove_triggers()
    _only_added()
    op.drop_table("retention_rule")
    op.drop_table("erased_count")
    op.drop_table("erasure")


def _find_out_when_closed() -> None:
    last = (
        "SELECT max(log_line.at) FROM log_line WHERE log_line.case_id = \"case\".id "
        "AND log_line.verb IN ('case_closed', 'merged_away')"
    )
    day = f"({last})::date" if _on_postgresql() else f"date(({last}))"
    op.execute(f"UPDATE \"case\" SET closed_on = coalesce({day}, projected_on) WHERE state = 'closed'")


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _remove_triggers() -> None:
    if _on_postgresql():
        op.execute("DROP TRIGGER IF EXISTS log_line_is_only_added ON log_line")
        op.execute("DROP TRIGGER IF EXISTS log_line_is_not_emptied ON log_line")
        op.execute("DROP FUNCTION IF EXISTS refuse_log_line_change()")
        return
    for act in ("update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS log_line_refuses_{act}")


def _only_what_is_over() -> None:
    # Whoever copies and renames the table named here must take these triggers away first, and make them again.
    erased = "EXISTS (SELECT 1 FROM erasure WHERE erasure.case_id = OLD.case_id)"
    if _on_postgresql():
        same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in SAME)
        op.execute(
            "CREATE FUNCTION refuse_log_line_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN IF {same} AND NEW.details::text = '{{}}' "
            f"AND NEW.actor_name IN ('', OLD.actor_name) AND {erased} THEN RETURN NEW; END IF; END IF; "
            "IF TG_OP = 'DELETE' THEN IF OLD.at < now() - interval '1 year' THEN RETURN OLD; END IF; END IF; "
            f"RAISE EXCEPTION '{ONLY_ADDED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER log_line_is_only_added BEFORE UPDATE OR DELETE ON log_line "
            "FOR EACH ROW EXECUTE FUNCTION refuse_log_line_change()"
        )
        op.execute(
            "CREATE TRIGGER log_line_is_not_emptied BEFORE TRUNCATE ON log_line "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_line_change()"
        )
        return
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in SAME)
    refuse = f"BEGIN SELECT RAISE(ABORT, '{ONLY_ADDED}'); END"
    op.execute(
        f"CREATE TRIGGER log_line_refuses_update BEFORE UPDATE ON log_line WHEN NOT ({same} "
        f"AND NEW.details = '{{}}' AND NEW.actor_name IN ('', OLD.actor_name) AND {erased}) {refuse}"
    )
    op.execute(
        "CREATE TRIGGER log_line_refuses_delete BEFORE DELETE ON log_line "
        f"WHEN NOT (OLD.at < datetime('now', '-1 year')) {refuse}"
    )


def _only_added() -> None:
    if _on_postgresql():
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
