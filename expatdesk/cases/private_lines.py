"""What no municipality reads of a case: whom somebody meets, and what work they look for."""

from dataclasses import replace

from expatdesk.cases.career_sentences import OF_CAREERS
from expatdesk.cases.people_sentences import OF_PEOPLE
from expatdesk.logbook.models import LogLine
from expatdesk.rules.buddies import MEETING
from expatdesk.rules.careers import CAREER_STEPS
from expatdesk.rules.plan import Plan

PRIVATE_STEPS = CAREER_STEPS | {MEETING}
PRIVATE_VERBS = OF_PEOPLE.keys() | OF_CAREERS.keys()
PRIVATE_FACTS = frozenset({"interests", "wants_buddy"})


def is_private_step(step_id: str | None) -> bool:
    """Whether this step of a plan is between the household and the desk alone."""
    return (step_id or "").partition(":")[0] in PRIVATE_STEPS


def is_private(line: LogLine) -> bool:
    """Whether this line of the history is: by what was done, by its step, or by the facts that were changed."""
    facts = set(line.details.get("fields") or ())
    of_facts = bool(facts) and facts <= PRIVATE_FACTS
    return line.verb in PRIVATE_VERBS or is_private_step(line.details.get("step")) or of_facts


def without_private(plan: Plan) -> Plan:
    """The plan as a municipality reads it."""
    return replace(plan, steps=tuple(step for step in plan.steps if step.key not in PRIVATE_STEPS))
