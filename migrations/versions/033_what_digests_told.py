"""What digests told, and what they have to tell.

Of which hires a mail told, so that it can be forgotten with them. Of mails that are there already nobody knows it:
their words go, and one that waits does not go out. Which mail was the last, to write it anew if it is taken back.
And when a step was written down: so far as one knows, when it was done.

Beside it, who pays for a visit: so far as one knows, whoever pays for its household now.
"""

import sqlalchemy as sa
from alembic import op

revision = "033"
down_revision = "032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_about",
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_mail_about_mail_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mail_id", "case_id", name=op.f("pk_mail_about")),
    )
    op.create_index(op.f("ix_mail_about_case_id"), "mail_about", ["case_id"])
    op.add_column(
        "appointment", sa.Column("employer_pays", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.execute(
        'UPDATE appointment SET employer_pays = (SELECT employer_pays FROM "case" WHERE "case".id = case_id) '
        "WHERE case_id IS NOT NULL"
    )
    op.add_column("digest", sa.Column("mail_id", sa.Uuid(), nullable=True))
    op.add_column("digest", sa.Column("told_before", sa.Date(), nullable=True))
    with op.batch_alter_table("step_record") as table:
        table.add_column(sa.Column("recorded_on", sa.Date(), nullable=True))
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("recorded_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("bsn_recorded_on", sa.Date(), nullable=True))
    op.execute('UPDATE step_record SET recorded_on = "on"')
    op.execute("UPDATE registration SET recorded_on = registered_on, bsn_recorded_on = bsn_on")
    for name in ("step_record", "registration"):
        with op.batch_alter_table(name) as table:
            table.alter_column("recorded_on", existing_type=sa.Date(), nullable=False)
    op.execute("DELETE FROM mail WHERE kind = 'digest' AND state = 'waiting'")
    op.execute("UPDATE mail SET text = '', html = '' WHERE kind = 'digest'")


def downgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.drop_column("bsn_recorded_on")
        table.drop_column("recorded_on")
    with op.batch_alter_table("step_record") as table:
        table.drop_column("recorded_on")
    op.drop_column("appointment", "employer_pays")
    op.drop_column("digest", "told_before")
    op.drop_column("digest", "mail_id")
    op.drop_table("mail_about")
