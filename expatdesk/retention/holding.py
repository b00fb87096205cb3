"""Keeping a case from being erased, for a court or a complaint. Nothing here commits."""

from sqlalchemy import update

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import refuse_bsn
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.shared.db import session


class AlreadyErased(Refusal):
    """The sweep was first: there is nothing left to keep."""


def hold_case(case: Case, reason: str, *, by: Actor) -> None:
    """Let nothing of a case be erased until `end_hold`. Raises HoldsBsn and AlreadyErased."""
    refuse_bsn(reason)
    _set(case, reason)
    record("case_held", by=by, case_id=case.id, grounds=reason)


def end_hold(case: Case, *, by: Actor) -> None:
    """Let the terms run again; what is over goes in the next night."""
    if case.hold_reason is not None:
        _set(case, None)
        record("hold_ended", by=by, case_id=case.id)


def _set(case: Case, reason: str | None) -> None:
    """One UPDATE decides who was first: this or the sweep."""
    mine = update(Case).where(Case.id == case.id, Case.state != CaseState.ERASED).values(hold_reason=reason)
    held = session.execute(mine.returning(Case.id), execution_options={"synchronize_session": False})
    if held.one_or_none() is None:
        raise AlreadyErased
    session.refresh(case)
