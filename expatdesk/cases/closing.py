"""Closing a case and opening it again. Nothing here commits."""

from datetime import date

from expatdesk.cases.actions import claim, take_version
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import StepsUnfinished
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.region import Region


def close_case(case: Case, *, version: int, by: Actor, region: Region, today: date) -> None:
    """Close a case on which nothing is left to do, and take leave of the household.

    Raises as `claim` does, and StepsUnfinished.
    """
    plan = plan_of(case, region, today)
    if not all(step.is_finished for step in plan.steps):
        raise StepsUnfinished
    close_as_it_is(case, version=version, today=today)
    record("case_closed", by=by, case_id=case.id)
    queue_mail(
        "case_closed", recipient=case.email, language=case.language, case_id=case.id, case=case, region=region
    )


def close_as_it_is(case: Case, *, version: int, today: date) -> None:
    """Close a case, whatever is left to do on it. Raises as `claim` does."""
    claim(case, version)
    case.state, case.closed_on = CaseState.CLOSED, today


def open_again(case: Case, *, version: int, by: Actor) -> None:
    """Open a closed case again. Raises StaleVersion."""
    take_version(case, version)
    case.state, case.closed_on = CaseState.OPEN, None
    record("case_opened_again", by=by, case_id=case.id)
