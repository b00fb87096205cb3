"""Letting a household stay longer at its employer's address, as agreed with the municipality. Never commits."""

from datetime import date

from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import comes_soon, plan_of
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import refuse_bsn
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.plan import Plan, Step
from expatdesk.rules.region import Region

ENDS = "employer_address_ends"


class NotAtEmployerAddress(Refusal):
    """Nobody is registered at the employer's address, or they left it already."""


class NotLater(Refusal):
    """The day is none after the one that holds now, or it is over already."""

    def __init__(self, ends: date) -> None:
        super().__init__(ends)
        self.ends = ends


def address_end(plan: Plan) -> Step | None:
    """The end of the employer's address, of a household that is registered there; None where there is none."""
    return next((step for step in plan.open_steps if step.key == ENDS and step.due), None)


def extend_address(
    case: Case, until: date, reason: str, *, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Let them be registered there until that day, and tell them; answers the new plan.

    The reason stays within the desk, and the household's own copy of its file. Its employer sees the day alone.
    Raises as `claim` does, NotAtEmployerAddress, NotLater, and HoldsBsn.
    """
    refuse_bsn(reason)
    step = address_end(plan_of(case, region, today))
    if step is None or step.due is None:
        raise NotAtEmployerAddress
    if until <= step.due or until < today:
        raise NotLater(step.due)
    claim(case, version)
    case.address_until, case.address_reason = until, reason
    case.address_extended_by, case.address_extended_on = by.name, today
    record("address_extended", by=by, case_id=case.id, on=until.isoformat())
    plan = refresh(case, region, today)
    queue_mail(
        "address_extended", recipient=case.email, language=case.language, case_id=case.id, case=case,
        urgent=comes_soon(case), until=until, was=step.due,
    )  # fmt: skip
    return plan
