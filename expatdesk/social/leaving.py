"""What becomes of the places and the buddies of a household that is erased, does not come to the region, or
becomes one with another. Nothing here commits.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import delete, select

from expatdesk.people.models import Person
from expatdesk.rules.waiting_list import IN_LINE, Standing
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.pairs import withdraw
from expatdesk.social.waiting_list import leave_line, locked

# Of two of one household's, who comes stays rather than who waits.
BETTER = (Standing.COMING, Standing.OFFERED, Standing.WAITING, Standing.LAPSED, Standing.CANCELLED)


def give_places_back(cases: Iterable[uuid.UUID]) -> None:
    """Take these households out of every line that lies ahead; the worker offers their places to the next.

    Nobody meets them any more either. Their rows stay, to be erased or read.
    """
    cases = list(cases)
    withdraw(
        session.scalars(select(Person).where(Person.case_id.in_(cases))).all(), today=today(), matched_too=True
    )
    wanted = (
        select(ActivitySignUp.id, ActivitySignUp.occasion_id).join(ActivitySignUp.occasion)
        .where(ActivitySignUp.case_id.in_(cases), ActivitySignUp.standing.in_(IN_LINE))
        .where(Occasion.starts_at > now()).order_by(Occasion.starts_at, Occasion.id)
    )  # fmt: skip
    for sign_up_id, occasion_id in session.execute(wanted).all():
        _out(sign_up_id, occasion_id)
    session.flush()


def _out(sign_up_id: uuid.UUID, occasion_id: uuid.UUID) -> None:
    occasion, row = locked(occasion_id), session.get(ActivitySignUp, sign_up_id, populate_existing=True)
    if occasion is not None and row is not None and row.standing in IN_LINE:
        leave_line(row, Standing.CANCELLED)
        row.told = True
        occasion.to_move_up = True


def join_sign_ups(kept: uuid.UUID, emptied: uuid.UUID) -> None:
    """See to it that the sign-ups of two cases can stand in one, before `merge_cases` moves them.

    Where both signed up for the same, the better of the two stays, or the earlier: a household comes once.
    """
    both = select(ActivitySignUp.occasion_id).where(ActivitySignUp.case_id == kept)
    of_both = select(ActivitySignUp.occasion_id).where(
        ActivitySignUp.case_id == emptied, ActivitySignUp.occasion_id.in_(both)
    )
    for occasion_id in sorted(session.scalars(of_both)):
        occasion = locked(occasion_id)
        wanted = select(ActivitySignUp).where(
            ActivitySignUp.occasion_id == occasion_id, ActivitySignUp.case_id.in_([kept, emptied])
        )
        rows = session.scalars(wanted.execution_options(populate_existing=True)).all()
        _stays, goes = sorted(rows, key=lambda row: (BETTER.index(Standing(row.standing)), row.number))
        leave_line(goes, Standing.CANCELLED)
        if occasion is not None:
            occasion.to_move_up = True
        session.flush()
        gone = delete(ActivitySignUp).where(ActivitySignUp.id == goes.id)
        session.execute(gone, execution_options={"synchronize_session": False})
        session.expunge(goes)
