"""What the intake itself leaves behind: how far a household is, and what it told. Nothing here commits."""

from datetime import date

from expatdesk.cases.actions import claim
from expatdesk.cases.models import Case, Outcome, StepRecord
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of, record_of
from expatdesk.cases.step_actions import complete_steps
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.region import Region

INTAKE = "intake"
# Steps of telling something, and the column that says when.
TOLD_IN = {"social_intake": "interests_told_on"}


def remember_question(case: Case, question: str) -> None:
    """Note the last question that was answered: no fact, so neither a new version nor a line of history."""
    case.intake_reached = question


def send_answers(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """Tick the intake off, and say so in a mail that holds none of the answers. Raises as `claim` does.

    Who has no address yet answers before the plan asks: then it is noted, so that it is not asked again later.
    """
    if any(step.id == INTAKE for step in plan_of(case, region, today).steps):
        complete_steps(case, [INTAKE], version=case.version, by=by, region=region, today=today)
    else:
        _note_early(case, by=by, region=region, today=today)
    queue_mail(
        "answers_received", recipient=case.email, language=case.language, case_id=case.id, case=case, on=today
    )


def _note_early(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """Note the answers as sent while no step of the plan asks for them."""
    claim(case, case.version)
    row = record_of(case, INTAKE)
    if row is None:
        case.records.append(row := StepRecord(step=INTAKE))
    row.outcome, row.on, row.recorded_on, row.reason, row.note = Outcome.DONE, today, today, None, None
    record("step_completed", by=by, case_id=case.id, step=INTAKE, on=today.isoformat())
    refresh(case, region, today)


def complete_told(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """Tick off the open steps that ask for what the household has told."""
    open_steps = plan_of(case, region, today).open_steps
    told = [step.id for step in open_steps if step.key in TOLD_IN and getattr(case, TOLD_IN[step.key])]
    if told:
        complete_steps(case, told, version=case.version, by=by, region=region, today=today)
