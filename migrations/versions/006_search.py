"""Words under which cases are found, with an index of their groups of three letters."""

import sqlalchemy as sa
from alembic import op

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None

# What the counts beside the saved filters look at.
COUNTED = ("next_party", "officer_id")
# Triggers keep the index in step with the table, whoever writes it.
REMOVE = "INSERT INTO case_trigrams (case_trigrams, rowid, words) VALUES ('delete', old.number, old.words);"
ADD = "INSERT INTO case_trigrams (rowid, words) VALUES (new.number, new.words);"
ON_SQLITE = (
    "CREATE VIRTUAL TABLE case_trigrams USING fts5 "
    "(words, content='case_words', content_rowid='number', tokenize='trigram case_sensitive 1')",
    f"CREATE TRIGGER case_words_added AFTER INSERT ON case_words BEGIN {ADD} END",
    f"CREATE TRIGGER case_words_removed AFTER DELETE ON case_words BEGIN {REMOVE} END",
    f"CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN {REMOVE} {ADD} END",
)
ON_POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_case_words_trigrams ON case_words USING gin (words gin_trgm_ops)",
)


def upgrade() -> None:
    op.create_table(
        "case_words",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_words_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_case_words")),
        sa.UniqueConstraint("case_id", name=op.f("uq_case_words_case_id")),
    )
    for statement in ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else ON_SQLITE:
        op.execute(statement)
    op.execute(
        "INSERT INTO case_words (case_id, words) "
        "SELECT id, '  ' || replace(search_text, ' ', '  ') FROM \"case\" ORDER BY opened_at"
    )
    op.drop_column("case", "search_text")
    for column in COUNTED:
        op.create_index(f"ix_case_state_{column}_id", "case", ["state", column, "id"], unique=False)


def downgrade() -> None:
    for column in COUNTED:
        op.drop_index(f"ix_case_state_{column}_id", table_name="case")
    op.add_column("case", sa.Column("search_text", sa.Text(), nullable=False, server_default=""))
    op.execute(
        'UPDATE "case" SET search_text = '
        "coalesce((SELECT trim(words) FROM case_words WHERE case_words.case_id = \"case\".id), '')"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("case_trigrams")
    op.drop_table("case_words")
