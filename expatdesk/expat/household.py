"""The household that is signed in, with all that its pages ask: who acts, where, and on which day."""

from dataclasses import dataclass
from datetime import date

from expatdesk.access.acting import the_region
from expatdesk.access.guards import own_case
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.expat.questions import Question, has_answered
from expatdesk.logbook.models import Actor
from expatdesk.rules.plan import Destination, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today

# What stays a household's own to tell when the register already knows the rest.
OPEN_AFTER_REGISTRATION = frozenset({"home", "address", "licence", "wishes", "papers"})

ELSEWHERE = frozenset({Destination.RNI, Destination.MUNICIPALITY})


@dataclass(frozen=True, slots=True)
class Household:
    """One household on one day."""

    case: Case
    region: Region
    by: Actor
    today: date

    @property
    def plan(self) -> Plan:
        """The plan by what the file says now."""
        return plan_of(self.case, self.region, self.today)

    @property
    def is_registered_elsewhere(self) -> bool:
        """Whether another office registers it by its answers: then the questions end early."""
        return self.plan.route.to in ELSEWHERE

    @property
    def is_registered(self) -> bool:
        """Whether the municipality has registered anybody: then its register is right, not our file."""
        return bool(self.case.registrations)

    @property
    def has_answered(self) -> bool:
        """Whether the questions are behind it: sent by the household, or ticked off by the desk."""
        return has_answered(self.case)

    @property
    def is_closed(self) -> bool:
        """Whether the desk is done with the case."""
        return self.case.state == CaseState.CLOSED

    def may_change(self, question: Question) -> bool:
        """Whether the household itself may still change its answer to this question."""
        if self.is_closed:
            return False
        return not self.is_registered or question.key in OPEN_AFTER_REGISTRATION


def own_household() -> Household:
    """The household of the expat who is signed in; 404 for anybody else."""
    return Household(own_case(), the_region(), current_visitor().actor, today())
