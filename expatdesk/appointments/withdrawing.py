"""A hire that does not come: its times are free for others, its case is closed, its household is told."""

from datetime import date

from sqlalchemy import select

from expatdesk.appointments.actions import end_visit
from expatdesk.appointments.models import OPEN, Appointment, Progress, VisitKind
from expatdesk.appointments.other_visits import can_be_cancelled, cancel_other_visit
from expatdesk.cases.closing import close_as_it_is
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now, plan_of
from expatdesk.cases.reasons import WITHDRAW_REASONS, WITHDRAW_REASONS_TO_HOUSEHOLD
from expatdesk.cases.refusals import CaseClosed, PapersInOrder, UnknownReason
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail, take_back_from
from expatdesk.messages.kinds import TOGETHER
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# Mails that ask a household for something, or tell of a visit to come; of what it lost it hears still.
MOOT = (
    "invitation", "step_returned", "paper_returned", "visit_booked", "visit_misfits", "visit_released",
    "visit_reminder", "other_visit_booked", "other_visit_closed", "other_visit_reminder", "steps_due", TOGETHER,
)  # fmt: skip


def withdraw_hire(case: Case, reason: str, *, by: Actor, region: Region, today: date) -> None:
    """Close the case of a hire that does not come. The desk can open it again, with all that was done.

    Its visits to come are cancelled, and no mail goes out any more that asks for what is over.

    Raises UnknownReason, CaseClosed, PapersInOrder, and NoVisitYet while they stand at the counter.

    Somebody in the records has come. To refuse it then, and not before, would tell the employer that a part of the
    household is registered, which it does not see (security T07). So nothing can be withdrawn any more from the
    moment on which the papers are in order: that the employer sees, it comes before every registration, and it is
    the same for all. A registration of somebody whose papers went back since counts as well.
    """
    if reason not in WITHDRAW_REASONS:
        raise UnknownReason(reason)
    # All of it, visit and registrations too: somebody may have been first since the case was read.
    if as_stored_now(case, to_change=True).state != CaseState.OPEN:
        raise CaseClosed
    if case.registrations or _papers_are_in_order(plan_of(case, region, today)):
        raise PapersInOrder
    take_back_from(case.id, MOOT)
    _end_visits(case, by, region, today)
    close_as_it_is(case, version=case.version, today=today)
    record("hire_withdrawn", by=by, case_id=case.id, reason=reason)
    queue_mail(
        "hire_withdrawn", recipient=case.email, language=case.language, case_id=case.id, case=case,
        employer=by.organisation or "", reason=WITHDRAW_REASONS_TO_HOUSEHOLD[reason],
    )  # fmt: skip


def _papers_are_in_order(plan: Plan) -> bool:
    """Where the household is registered elsewhere nobody checks them, and nothing of it happens here."""
    return any(step.key == "papers_checked" and step.is_finished for step in plan.steps)


def _end_visits(case: Case, by: Actor, region: Region, today: date) -> None:
    """Take back what is still to come, and let a time go that somebody is just choosing. What is past stays."""
    wanted = select(Appointment).where(Appointment.case_id == case.id)
    for visit in session.scalars(wanted.where(Appointment.progress.in_([*OPEN, Progress.CHOOSING]))).all():
        if visit.progress == Progress.CHOOSING:
            session.delete(visit)
        elif visit.kind != VisitKind.REGISTRATION:
            if can_be_cancelled(visit):
                cancel_other_visit(case, VisitKind(visit.kind), by=by, region=region)
        elif visit.progress != Progress.BOOKED or can_be_cancelled(visit):
            end_visit(case, version=case.version, by=by, region=region, today=today)
    session.flush()
