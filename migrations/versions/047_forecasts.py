"""How long households wait, and who has had the ball from which day on."""

import sqlalchemy as sa
from alembic import op

revision = "047"
down_revision = "046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("turns", sa.JSON(), server_default="{}", nullable=False))
    _begin_with_who_has_it_now()
    op.create_table(
        "forecast",
        sa.Column("step", sa.String(50), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("half", sa.Integer(), nullable=True),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("step", "kind", name=op.f("pk_forecast")),
    )


def _begin_with_who_has_it_now() -> None:
    """Who had the ball before is not known; no waiting is counted that began then."""
    case = sa.table(
        "case", sa.column("turns", sa.Text()), sa.column("next_party"), sa.column("projected_on", sa.Date())
    )
    day = sa.cast(case.c.projected_on, sa.String())
    party = sa.func.coalesce('"' + case.c.next_party.cast(sa.String()) + '"', "null")
    turns = sa.literal('{"') + day + sa.literal('": ') + party + sa.literal("}")
    known = sa.update(case).where(case.c.projected_on.is_not(None))
    op.execute(known.values(turns=sa.cast(turns, sa.JSON()) if _is_postgresql() else turns))


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    op.drop_table("forecast")
    op.drop_column("case", "turns")
