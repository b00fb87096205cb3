"""What the intake itself leaves behind: how far a household is, and what it told. Nothing here commits."""

from datetime import date

from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.cases.step_actions import complete_steps
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.region import Region

# Steps of telling something, and the column that holds it or says when.
TOLD_IN = {"housing_wishes": "home_wishes", "social_intake": "interests_told_on"}


def remember_question(case: Case, question: str) -> None:
    """Note the last question that was answered: no fact, so neither a new version nor a line of history."""
    case.intake_reached = question


def send_answers(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """Tick the intake off, and say so in a mail that holds none of the answers. Raises as `claim` does."""
    complete_steps(case, ["intake"], version=case.version, by=by, region=region, today=today)
    queue_mail(
        "answers_received", recipient=case.email, language=case.language, case_id=case.id, case=case, on=today
    )


def complete_told(case: Case, *, by: Actor, region: Region, today: date) -> bool:
    """Tick off the open steps that ask for what the household has told; answers whether there were any."""
    open_steps = plan_of(case, region, today).open_steps
    told = [step.id for step in open_steps if step.key in TOLD_IN and getattr(case, TOLD_IN[step.key])]
    if told:
        complete_steps(case, told, version=case.version, by=by, region=region, today=today)
    return bool(told)
